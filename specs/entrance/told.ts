import { buildReport } from '../../reporters/model/build-report.ts';
import type { ScenarioResult } from '../../reporters/model/run-result.ts';
import { type TallyKey, tallyKey } from '../../reporters/model/tally.ts';
import { partialRun } from '../../reporters/playwright/partial-run.ts';
import { PART_TYPE, packPart, type RunFacts, SCENARIO_PART } from '../../reporters/playwright/run-part.ts';
import { failureText } from '../../reporters/terminal/failure-text.ts';
import { palette } from '../../reporters/terminal/palette.ts';
import { shorten, visibleLine } from '../../reporters/text/visible.ts';
import { plural } from '../../reporters/text/words.ts';
import type { Catalogue } from '../../suite/catalogue/types.ts';
import type { Exchange } from '../../suite/evidence/types.ts';
import type { Verdict } from '../../suite/judge/types.ts';
import { exchangeText, exchangeTitle, transcript } from './transcript.ts';

export interface ToldAttachment {
  readonly name: string;
  readonly contentType: string;
  readonly base64: string;
}

/** A verdict with all that Playwright is to show of it. */
export interface Told {
  readonly verdict: TallyKey;
  /** One line. */
  readonly reason: string;
  /** What a failing test says: what the guide wants, expected, actual, where, a curl line. */
  readonly text: string;
  readonly attachments: readonly ToldAttachment[];
}

export interface Telling {
  readonly run: RunFacts;
  readonly catalogue: Catalogue;
  readonly result: ScenarioResult;
  /** Exchanges made for the scenario, or that its findings point at. */
  readonly exchanges: readonly Exchange[];
  /** One attachment for each exchange, and not one for all. */
  readonly separate: boolean;
}

/** Attachments of one test; an endless crawl is cut. */
const MOST_ATTACHMENTS = 60;

export function tell(telling: Telling): Told {
  const { result, exchanges, separate, run } = telling;
  const { scenario, verdict, startedAt, elapsedMs } = result;
  const part = packPart({ run, scenario: scenario.id, verdict, startedAt, elapsedMs, exchanges });
  return {
    verdict: tallyKey(verdict),
    reason: reasonOf(verdict),
    text: textOf(telling),
    attachments: [
      ...(separate ? oneByOne(exchanges) : inOne(exchanges)),
      { name: SCENARIO_PART, contentType: PART_TYPE, base64: part.toString('base64') },
    ],
  };
}

export function reasonOf(verdict: Verdict): string {
  if (verdict.outcome === 'passed') return visibleLine(verdict.observed);
  if (verdict.outcome !== 'failed') return visibleLine(verdict.reason);
  const [first, ...more] = verdict.findings.map(({ requirement, expected, actual }) =>
    shorten(visibleLine(`${requirement}: expected ${expected}, got ${actual}`), 300),
  );
  return `${first ?? 'failed'}${more.length > 0 ? ` (and ${plural(more.length, 'more finding')})` : ''}`;
}

/** The same words as in the summary of a run. */
export function textOf({ run, catalogue, result, exchanges }: Omit<Telling, 'separate'>): string {
  const { verdict } = result;
  if (verdict.outcome === 'cantTell')
    return `${verdict.cause}: ${visibleLine(verdict.reason)}${verdict.blockedBy === undefined ? '' : ` (blocked by ${verdict.blockedBy})`}`;
  if (verdict.outcome !== 'failed') return reasonOf(verdict);
  const finishedAt = result.startedAt === '' ? run.startedAt : result.startedAt;
  const alone = partialRun({ run, results: [result], evidence: exchanges, finishedAt, stoppedBecause: 'one scenario' });
  const report = buildReport({ ...alone, catalogue });
  return report.results.flatMap((line) => failureText(line, 1, report, 110, palette(false))).join('\n');
}

function oneByOne(exchanges: readonly Exchange[]): ToldAttachment[] {
  const shown = exchanges
    .slice(0, MOST_ATTACHMENTS)
    .map((exchange) => text(exchangeTitle(exchange), exchangeText(exchange)));
  const rest = exchanges.length - shown.length;
  return rest > 0 ? [...shown, text(`${rest} more exchanges are in the report`, '')] : shown;
}

function inOne(exchanges: readonly Exchange[]): ToldAttachment[] {
  return exchanges.length === 0 ? [] : [text('exchanges', transcript(exchanges))];
}

function text(name: string, content: string): ToldAttachment {
  return { name, contentType: 'text/plain', base64: Buffer.from(content).toString('base64') };
}
