/** Quotes text as one word of a POSIX shell. `$NAME` of the given names becomes a variable, everything else stays literal. */
export function shellWord(text: string, variables: readonly string[] = []): string {
  if (text !== '' && /^[A-Za-z0-9_./:@%+=,-]+$/.test(text)) return text;
  const names = variables.filter((name) => /^[A-Za-z_][A-Za-z0-9_]*$/.test(name)).sort((a, b) => b.length - a.length);
  if (names.length === 0) return literal(text);
  const pieces = text.split(new RegExp(`(\\$(?:${names.join('|')})(?![A-Za-z0-9_]))`));
  return pieces
    .filter((piece, index) => piece !== '' || (index === 0 && pieces.length === 1))
    .map((piece) => (names.includes(piece.slice(1)) && piece.startsWith('$') ? `"${piece}"` : literal(piece)))
    .join('');
}

function literal(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
