import picocolors from 'picocolors';
import type { RunOutcome } from '../../suite/judge/types.ts';
import type { TallyKey } from '../model/tally.ts';

export type Style = (text: string) => string;

export interface Palette {
  readonly bold: Style;
  readonly dim: Style;
  readonly tally: Readonly<Record<TallyKey, Style>>;
  readonly outcome: Readonly<Record<RunOutcome, Style>>;
}

export function palette(colors: boolean): Palette {
  const { bold, dim, green, red, yellow, magenta, cyan } = picocolors.createColors(colors);
  return {
    bold,
    dim,
    tally: { passed: green, flaky: yellow, failed: red, cantTell: magenta, untested: cyan, inapplicable: dim },
    outcome: {
      conformant: (text) => bold(green(text)),
      nonconformant: (text) => bold(red(text)),
      incomplete: (text) => bold(yellow(text)),
    },
  };
}

/** Colours only where somebody looks: a terminal that can, unless NO_COLOR (no-color.org) or FORCE_COLOR say otherwise. */
export function wantsColors(
  stream: { readonly isTTY?: boolean },
  environment: Readonly<Record<string, string | undefined>>,
): boolean {
  if ((environment.NO_COLOR ?? '') !== '') return false;
  if ((environment.FORCE_COLOR ?? '') !== '') return environment.FORCE_COLOR !== '0';
  return stream.isTTY === true && environment.TERM !== 'dumb';
}
