/** East Asian wide and emoji characters take two columns of a terminal. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;

/** Columns that text without control characters takes. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += WIDE.test(character) ? 2 : /\p{Mn}/u.test(character) ? 0 : 1;
  return width;
}

/** Cut to a width, the cut shown. */
export function fit(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text;
  let kept = '';
  let width = 0;
  for (const character of text) {
    const next = displayWidth(character);
    if (width + next > columns - 1) break;
    kept += character;
    width += next;
  }
  return `${kept}…`;
}

/** Broken into lines at spaces; a word that is longer than a line is broken anywhere. */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    let line = '';
    for (const word of paragraph.split(' ')) {
      const candidate = line === '' ? word : `${line} ${word}`;
      if (displayWidth(candidate) <= columns) {
        line = candidate;
        continue;
      }
      if (line !== '') lines.push(line);
      line = word;
      while (displayWidth(line) > columns) {
        const head = fit(line, columns + 1).slice(0, -1);
        if (head === '') break;
        lines.push(head);
        line = line.slice(head.length);
      }
    }
    lines.push(line);
  }
  return lines;
}

export function padEnd(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - displayWidth(text)));
}

export function padStart(text: string, columns: number): string {
  return ' '.repeat(Math.max(0, columns - displayWidth(text))) + text;
}

/** A label column, then text wrapped beside it. */
export function labelled(
  label: string,
  text: string,
  columns: number,
  style: (text: string) => string = (plain) => plain,
  width = 10,
): string[] {
  const lines = wrap(text, Math.max(20, columns - width - 4));
  return lines.map((line, index) => `    ${padEnd(index === 0 ? label : '', width)}${style(line)}`);
}
