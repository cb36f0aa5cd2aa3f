import type { Finding } from '../../suite/judge/types.ts';
import type { Report, RequirementLine, ResultLine } from '../model/types.ts';
import { curlCaveat, curlLine } from '../text/curl.ts';
import { findingKinds } from '../text/finding-kinds.ts';
import { guidePlace, type Pages } from '../text/guide-place.ts';
import { repeatCommand, shownIn } from '../text/repeat-command.ts';
import { shorten, visible, visibleLine } from '../text/visible.ts';
import { plural } from '../text/words.ts';
import { labelled } from './layout.ts';
import type { Palette } from './palette.ts';

const LONGEST = 600;
/** Failures of one scenario that differ in more than the exchange. */
const KINDS = 5;
const AGAIN = 6;

/** What the guide wants, where, what came, and how to see it again. */
export function failureText(
  result: ResultLine,
  index: number,
  report: Report,
  columns: number,
  paint: Palette,
): string[] {
  if (result.verdict.outcome !== 'failed') return [];
  const requirements = new Map(report.requirements.map((requirement) => [requirement.id, requirement]));
  const lines = [`${paint.tally.failed(`  ${index}) ${result.id}`)}  ${paint.dim(visibleLine(result.title))}`];
  const kinds = findingKinds(result.verdict.findings);
  for (const [finding, ...again] of kinds.slice(0, KINDS)) {
    lines.push(...findingText(finding, requirements.get(finding.requirement), report, columns, paint));
    if (again.length > 0) lines.push(...labelled('', againText(again), columns, paint.dim));
  }
  const more = kinds.length - KINDS;
  if (more > 0)
    lines.push(...labelled('', `… and ${plural(more, 'more kind')} of failure in the report`, columns, paint.dim));
  const again = repeatCommand(report.target, result, shownIn(result.verdict.findings.slice(0, 1), report));
  lines.push(...labelled('again', again, Number.POSITIVE_INFINITY, paint.dim));
  return lines;
}

/** The same flaw in other exchanges is told once, with where else it was seen. */
function againText(findings: readonly Finding[]): string {
  const numbers = findings.slice(0, AGAIN).map((finding) => `#${finding.exchanges[0] ?? '?'}`);
  return `and the same ${plural(findings.length, 'more time')}: ${numbers.join(', ')}${findings.length > AGAIN ? ', …' : ''}`;
}

function requirementText(requirement: RequirementLine | undefined, id: string, pages: Pages): string {
  if (requirement === undefined) return id;
  return `${requirement.text} (${guidePlace(requirement.section, pages)}, ${requirement.level}: ${requirement.id})`;
}

function findingText(
  finding: Finding,
  requirement: RequirementLine | undefined,
  report: Report,
  columns: number,
  paint: Palette,
): string[] {
  const server = (text: string) => shorten(visible(text).replace(/\t/g, ' '), LONGEST);
  const seq = finding.exchanges[0];
  const exchange = report.exchanges.find((candidate) => candidate.seq === seq);
  const lines = [
    ...labelled('guide', requirementText(requirement, finding.requirement, report.pages), columns),
    ...labelled('expected', server(finding.expected), columns, paint.tally.passed),
    ...labelled('actual', server(finding.actual), columns, paint.tally.failed),
  ];
  if (exchange === undefined) return [...lines, ...labelled('where', visibleLine(finding.where), columns)];
  const answer =
    exchange.response === null
      ? (exchange.failure?.message ?? 'no answer')
      : `${exchange.response.status} ${exchange.response.reason}`;
  lines.push(
    ...labelled(
      'where',
      visibleLine(
        `${finding.where} of #${exchange.seq} ${exchange.request.method} ${exchange.request.url} → ${answer}`,
      ),
      columns,
    ),
  );
  const caveat = curlCaveat(exchange);
  if (caveat !== null) lines.push(...labelled('', caveat, columns, paint.dim));
  // Never wrapped: a command is there to be copied.
  lines.push(`    ${'curl'.padEnd(10)}${curlLine(exchange)}`);
  return lines;
}
