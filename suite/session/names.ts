/**
 * Names for what a run creates. The guide states no naming rule, so they keep to what any server can be expected to
 * take: at most 15 characters (a host name may be made of them), a letter first, then lower-case letters and digits.
 * They end in turn with a letter and with two digits, because a server may be wrong for one of the two only.
 */
export class Names {
  readonly prefix: string;
  #count = 0;

  constructor(prefix: string) {
    this.prefix = prefix;
  }

  next(ending?: 'letter' | 'digit'): string {
    const n = this.#count;
    this.#count += 1;
    const digit = ending === undefined ? n % 2 === 1 : ending === 'digit';
    return `${this.prefix}${letters(n)}${digit ? String(10 + (n % 90)) : 'x'}`;
  }

  /** A name that nothing has: same shape, never handed out by `next`. */
  unknown(): string {
    return `${this.prefix}zzno`;
  }
}

function letters(n: number): string {
  const alphabet = 'abcdefghjkmnpqrstuvwy';
  let text = '';
  let rest = n;
  for (let place = 0; place < 3; place += 1) {
    text = (alphabet[rest % alphabet.length] ?? 'a') + text;
    rest = Math.floor(rest / alphabet.length);
  }
  return text;
}

/** `ct` and five characters that tell runs apart. */
export function runPrefix(entropy: number): string {
  return `ct${Math.floor(entropy).toString(36).slice(-5).padStart(5, '0')}`;
}
