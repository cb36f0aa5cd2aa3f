import { TALLY_KEYS, type TallyKey } from '../model/tally.ts';
import type { Report } from '../model/types.ts';
import { CLASS_NAMES, grouped, TALLY_NAMES } from '../text/words.ts';
import { padEnd, padStart } from './layout.ts';
import type { Palette } from './palette.ts';

const SHORT_NAMES: Readonly<Record<TallyKey, string>> = {
  passed: 'pass',
  flaky: 'flaky',
  failed: 'fail',
  cantTell: 'unsure',
  untested: 'open',
  inapplicable: 'n/a',
};

/** One line per conformance class that has scenarios, and a total. Narrow terminals get shorter headings and drop the columns that are all zero. */
export function classTable({ classes, counts }: Report, columns: number, paint: Palette): string[] {
  const lines = classes.filter((line) => TALLY_KEYS.some((key) => line[key] > 0));
  const narrow = columns < 90;
  const keys = TALLY_KEYS.filter((key) => !narrow || key === 'passed' || key === 'failed' || counts[key] > 0);
  const gap = columns < 70 ? 1 : 2;
  const names = narrow ? SHORT_NAMES : TALLY_NAMES;
  const width = (key: TallyKey) => Math.max(names[key].length, grouped(counts[key]).length) + gap;
  const first = Math.max(...[...lines.map((line) => CLASS_NAMES[line.class].length), 5]) + gap;
  const row = (name: string, values: Readonly<Record<TallyKey, number>>) =>
    `  ${padEnd(name, first)}${keys
      .map((key) => {
        const text = padStart(values[key] === 0 ? '·' : grouped(values[key]), width(key));
        return values[key] === 0 ? paint.dim(text) : paint.tally[key](text);
      })
      .join('')}`;
  return [
    paint.dim(`  ${padEnd('Class', first)}${keys.map((key) => padStart(names[key], width(key))).join('')}`),
    ...lines.map((line) => row(CLASS_NAMES[line.class], line)),
    row('Total', counts),
  ];
}
