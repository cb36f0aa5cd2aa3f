import { guidePlace } from '../text/guide-place.ts';
import { repeatCommand, shownIn } from '../text/repeat-command.ts';
import { visible } from '../text/visible.ts';
import type { PageIndex } from './page-index.ts';
import { orderedResults } from './sections/scenarios.ts';

/** What the script shows when a row is opened. Strings that repeat stand once, in `texts`. */
export interface RowDetails {
  readonly texts: readonly string[];
  /** Requirement id → its line. */
  readonly requirements: Readonly<Record<string, string>>;
  /** In the order of the rows: observed (index of a text, or -1), requirement ids, exchanges in all, exchanges shown in the page, tier, advisories. */
  readonly rows: readonly (readonly [
    number,
    readonly string[],
    number,
    readonly number[],
    string,
    readonly string[],
  ])[];
  /** The command that repeats a scenario, with `\u0000` where its id stands. */
  readonly repeat: string;
  /** The same where it is another command, by scenario. */
  readonly others: Readonly<Record<string, string>>;
}

export function rowDetails(page: PageIndex): RowDetails {
  const texts: string[] = [];
  const places = new Map<string, number>();
  const textIndex = (text: string) => {
    const known = places.get(text);
    if (known !== undefined) return known;
    places.set(text, texts.length);
    return texts.push(visible(text)) - 1;
  };
  const { target } = page.report;
  const rows = orderedResults(page.report).map(({ verdict, requirements, exchanges, tier, advisories }) => {
    const told = verdict.outcome === 'passed' ? textIndex(verdict.observed) : -1;
    const shown = exchanges.filter((seq) => page.wasShown(seq)).slice(0, 20);
    return [
      told,
      requirements,
      exchanges.length,
      shown,
      tier,
      advisories.map(({ expected, actual, where }) => visible(`${where}: expected ${expected}, got ${actual}`)),
    ] as const;
  });
  const used = new Set(rows.flatMap(([, requirements]) => requirements));
  const lines = [...page.requirements.values()]
    .filter(({ id }) => used.has(id))
    .map(
      ({ id, section, level, text }) => [id, `${text} (${guidePlace(section, page.report.pages)}, ${level})`] as const,
    );
  const others = orderedResults(page.report).flatMap((result) => {
    const { verdict } = result;
    const shown = verdict.outcome === 'failed' ? shownIn(verdict.findings.slice(0, 1), page.report) : [];
    const command = repeatCommand(target, result, shown);
    return command === repeatCommand(target, { ...result, family: '' }) ? [] : [[result.id, command] as const];
  });
  return {
    texts,
    rows,
    requirements: Object.fromEntries(lines),
    repeat: repeatCommand(target, { id: '\u0000', family: '', operation: null }),
    others: Object.fromEntries(others),
  };
}
