/**
 * A deep copy that is exactly what JSON can hold: no undefined members, and lone surrogates (a string that was cut
 * through a character) replaced by U+FFFD, so that writing and reading back gives the same data.
 */
export function plainData<T>(value: T): T {
  return plain(value) as T;
}

function plain(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(/\p{Cs}/gu, '\u{fffd}');
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== 'object') return value;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(members.map(([key, member]) => [plain(key), plain(member)]));
}
