import type { Finding } from '../../suite/judge/types.ts';
import type { Report, RequirementLine, ResultLine } from '../model/types.ts';
import { curlCaveat, curlLine } from '../text/curl.ts';
import { repeatCommand } from '../text/repeat-command.ts';
import { shorten, visible, visibleLine } from '../text/visible.ts';
import { labelled } from './layout.ts';
import type { Palette } from './palette.ts';

const LONGEST = 600;

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
  for (const finding of result.verdict.findings)
    lines.push(...findingText(finding, requirements.get(finding.requirement), report, columns, paint));
  lines.push(...labelled('again', repeatCommand(report.target, result.id), Number.POSITIVE_INFINITY, paint.dim));
  return lines;
}

export function requirementText(requirement: RequirementLine | undefined, id: string): string {
  if (requirement === undefined) return id;
  const page = requirement.page === undefined ? '' : `, page ${requirement.page}`;
  return `${requirement.text} (§${requirement.section}${page}, ${requirement.level}: ${requirement.id})`;
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
    ...labelled('guide', requirementText(requirement, finding.requirement), columns),
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
