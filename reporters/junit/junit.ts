import { groupBy } from '../model/group-by.ts';
import { CLASS_ORDER } from '../model/tally.ts';
import type { Report, RequirementLine, ResultLine } from '../model/types.ts';
import { failureDetails, verdictLine } from '../text/verdict-text.ts';
import { visible, visibleLine } from '../text/visible.ts';

/** What JUnit knows a test case as. What could not be told is an error unless another failure explains it. */
type Kind = 'passed' | 'failure' | 'error' | 'skipped';

function kindOf({ verdict }: ResultLine): Kind {
  switch (verdict.outcome) {
    case 'passed':
      return 'passed';
    case 'failed':
      return 'failure';
    case 'cantTell':
      return verdict.cause === 'blocked' ? 'skipped' : 'error';
    default:
      return 'skipped';
  }
}

/**
 * JUnit XML in the form that Jenkins, GitLab and others read: a suite for each conformance class, a case for each
 * scenario. A run that was stopped has a further case that is an error, so that it cannot look whole.
 */
export function renderJUnit(report: Report): string {
  const requirements = new Map(report.requirements.map((requirement) => [requirement.id, requirement]));
  const groups = groupBy(report.results, (result) => result.class);
  const suites = CLASS_ORDER.flatMap((name) => {
    const results = groups.get(name) ?? [];
    return results.length === 0 ? [] : [suite(name, results, report, requirements)];
  });
  if (!report.complete) suites.push(stoppedSuite(report));
  const { failed } = report.counts;
  const errors = report.results.filter((result) => kindOf(result) === 'error').length + (report.complete ? 0 : 1);
  const tests = report.results.length + (report.complete ? 0 : 1);
  const about = attributes({
    name: `${report.suite.name} ${report.suite.version}: ${report.target.name}`,
    time: seconds(report.elapsedMs),
    tests,
    failures: failed,
    errors,
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${about}>\n${suites.join('\n')}\n</testsuites>\n`;
}

function suite(
  name: string,
  results: readonly ResultLine[],
  report: Report,
  requirements: ReadonlyMap<string, RequirementLine>,
): string {
  const count = (kind: Kind) => results.filter((result) => kindOf(result) === kind).length;
  const about = attributes({
    name,
    tests: results.length,
    failures: count('failure'),
    errors: count('error'),
    skipped: count('skipped'),
    time: seconds(results.reduce((sum, { elapsedMs }) => sum + elapsedMs, 0)),
    timestamp: report.startedAt.replace(/\.\d+Z$|Z$/, ''),
  });
  const properties = {
    outcome: report.outcome,
    catalogue: report.catalogue.hash,
    xmlEngine: report.xmlEngine,
    seed: report.seed,
    target: report.target.baseUrl,
  };
  const lines = Object.entries(properties).map(([key, value]) => `<property${attributes({ name: key, value })}/>`);
  return `<testsuite${about}>\n<properties>${lines.join('')}</properties>\n${results.map((result) => testCase(result, report, requirements)).join('\n')}\n</testsuite>`;
}

function testCase(result: ResultLine, report: Report, requirements: ReadonlyMap<string, RequirementLine>): string {
  const about = attributes({
    name: `${result.id}: ${result.title}`,
    classname: `atmos.${result.class}.${result.operation ?? 'service'}`,
    time: seconds(result.elapsedMs),
  });
  const { verdict } = result;
  const kind = kindOf(result);
  if (kind === 'passed') return `<testcase${about}/>`;
  const type =
    verdict.outcome === 'cantTell'
      ? verdict.cause
      : verdict.outcome === 'failed'
        ? (verdict.findings[0]?.check ?? 'failed')
        : verdict.outcome;
  const text = verdict.outcome === 'failed' ? failureDetails(result, report, requirements) : '';
  return `<testcase${about}><${kind}${attributes({ type, message: verdictLine(result) })}>${xmlText(visible(text))}</${kind}></testcase>`;
}

function stoppedSuite({ stoppedBecause }: Report): string {
  const message = `the run was stopped: ${stoppedBecause ?? 'no reason was given'}`;
  return `<testsuite${attributes({ name: 'run', tests: 1, failures: 0, errors: 1, skipped: 0, time: '0' })}>\n<testcase${attributes({ name: 'the run comes to its end', classname: 'atmos.run', time: '0' })}><error${attributes({ type: 'stopped', message })}/></testcase>\n</testsuite>`;
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${xmlText(visibleLine(String(value)))}"`)
    .join('');
}

/** Characters that XML forbids were made visible before; what is left is markup. */
function xmlText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}
