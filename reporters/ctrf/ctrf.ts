import { tallyKey } from '../model/tally.ts';
import type { Report, ResultLine } from '../model/types.ts';
import { failureDetails, verdictLine } from '../text/verdict-text.ts';
import { visible } from '../text/visible.ts';
import { CLASS_NAMES } from '../text/words.ts';

/** What CTRF knows a verdict as. Its `other` is for what is neither: the suite could not tell. */
const STATUS = {
  passed: 'passed',
  flaky: 'passed',
  failed: 'failed',
  cantTell: 'other',
  untested: 'skipped',
  inapplicable: 'skipped',
} as const;

/** Common Test Report Format, JSON (ctrf.io). */
export function renderCtrf(report: Report): string {
  const { counts, suite, catalogue, target } = report;
  const requirements = new Map(report.requirements.map((requirement) => [requirement.id, requirement]));
  const tests = report.results.map((result) => {
    const key = tallyKey(result.verdict);
    const start = Date.parse(result.startedAt);
    return {
      name: visible(`${result.id}: ${result.title}`),
      testId: result.id,
      status: STATUS[key],
      rawStatus: key,
      duration: Math.round(result.elapsedMs),
      start,
      stop: start + Math.round(result.elapsedMs),
      suite: [CLASS_NAMES[result.class], result.operation ?? 'service'],
      tags: [result.aspect, result.tier],
      ...(key === 'flaky' ? { flaky: true } : {}),
      ...(key === 'passed' ? {} : { message: visible(verdictLine(result)) }),
      ...(key === 'failed' ? { trace: visible(failureDetails(result, report, requirements)) } : {}),
      extra: { requirements: result.requirements, sections: sectionsOf(result, requirements), codes: result.codes },
    };
  });
  const document = {
    reportFormat: 'CTRF',
    specVersion: '0.0.0',
    timestamp: report.finishedAt,
    generatedBy: `${suite.name} ${suite.version}`,
    results: {
      tool: { name: suite.name, version: suite.version },
      summary: {
        tests: counts.results,
        passed: counts.passed + counts.flaky,
        failed: counts.failed,
        skipped: counts.untested + counts.inapplicable,
        pending: 0,
        other: counts.cantTell,
        flaky: counts.flaky,
        start: Date.parse(report.startedAt),
        stop: Date.parse(report.finishedAt),
        extra: { outcome: report.outcome, complete: report.complete },
      },
      tests,
      environment: {
        testEnvironment: visible(target.name),
        extra: {
          baseUrl: visible(target.baseUrl),
          catalogue: catalogue.hash,
          xmlEngine: report.xmlEngine,
          seed: report.seed,
        },
      },
    },
  };
  return `${JSON.stringify(document, null, 1)}\n`;
}

function sectionsOf({ requirements }: ResultLine, lines: ReadonlyMap<string, { readonly section: string }>): string[] {
  return [...new Set(requirements.flatMap((id) => lines.get(id)?.section ?? []))];
}
