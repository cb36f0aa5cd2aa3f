import type { Report, RequirementLine, ResultLine } from '../model/types.ts';
import { curlLine } from './curl.ts';
import { findingKinds } from './finding-kinds.ts';
import { guidePlace } from './guide-place.ts';
import { repeatCommand, shownIn } from './repeat-command.ts';
import { shorten } from './visible.ts';
import { plural } from './words.ts';

/** Most characters of one text of the server that a format for machines gets; the report holds it whole. */
const LONGEST = 2000;

/** What one verdict says in one line. */
export function verdictLine({ verdict }: ResultLine): string {
  switch (verdict.outcome) {
    case 'passed':
      return verdict.observed;
    case 'failed': {
      const [finding] = verdict.findings;
      const more = verdict.findings.length > 1 ? ` (and ${verdict.findings.length - 1} more)` : '';
      return finding === undefined
        ? 'failed'
        : `expected ${shorten(finding.expected, LONGEST)}, got ${shorten(finding.actual, LONGEST)}${more}`;
    }
    case 'cantTell':
      return verdict.blockedBy === undefined
        ? `${verdict.cause}: ${verdict.reason}`
        : `blocked by ${verdict.blockedBy}: ${verdict.reason}`;
    default:
      return verdict.reason;
  }
}

/** Kinds of failure of one scenario that are told; the report holds them all. */
const KINDS = 10;

/** What a failure says at length: requirement, expected, actual, where, and how to see it again. */
export function failureDetails(
  result: ResultLine,
  report: Report,
  requirements: ReadonlyMap<string, RequirementLine>,
): string {
  const { verdict } = result;
  if (verdict.outcome !== 'failed') return '';
  const { exchanges, target, pages } = report;
  const kinds = findingKinds(verdict.findings);
  const blocks = kinds.slice(0, KINDS).map(([finding, ...again]) => {
    const requirement = requirements.get(finding.requirement);
    const exchange = exchanges.find(({ seq }) => seq === finding.exchanges[0]);
    return [
      `guide:    ${requirement === undefined ? finding.requirement : `${requirement.text} (${guidePlace(requirement.section, pages)}, ${requirement.level}, ${requirement.id})`}`,
      `expected: ${shorten(finding.expected, LONGEST)}`,
      `actual:   ${shorten(finding.actual, LONGEST)}`,
      `where:    ${finding.where}${exchange === undefined ? '' : ` of #${exchange.seq} ${exchange.request.method} ${exchange.request.url}`}`,
      ...(exchange === undefined ? [] : [`curl:     ${curlLine(exchange)}`]),
      ...(again.length === 0 ? [] : [`          and the same ${plural(again.length, 'more time')}`]),
    ].join('\n');
  });
  const more = kinds.length - KINDS;
  return [
    ...blocks,
    ...(more > 0 ? [`and ${plural(more, 'more kind')} of failure in the report`] : []),
    `again:    ${repeatCommand(target, result, shownIn(verdict.findings.slice(0, 1), report))}`,
  ].join('\n\n');
}
