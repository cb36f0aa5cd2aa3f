import { escapeHtml } from '../html/markup.ts';
import { TALLY_KEYS } from '../model/tally.ts';
import type { Report, ResultLine } from '../model/types.ts';
import { failureDetails, verdictLine } from '../text/verdict-text.ts';
import { shorten, visible, visibleLine } from '../text/visible.ts';
import {
  CLASS_NAMES,
  duration,
  EXIT_CODES,
  grouped,
  NOT_SHOWN_WORDS,
  outcomeSentence,
  plural,
  TALLY_NAMES,
} from '../text/words.ts';

/** Failures told in full, and named: a job summary may hold a megabyte. */
const FULL = 20;
const NAMED = 200;

const SIGN: Readonly<Record<Report['outcome'], string>> = { conformant: '✅', nonconformant: '❌', incomplete: '⚠️' };

/** GitHub-flavoured Markdown for the summary of a job. What the server said stands in code, where nothing is markup. */
export function renderMarkdown(report: Report): string {
  const { outcome, counts, target, suite, catalogue, elapsedMs } = report;
  return [
    `## ${SIGN[outcome]} Atmos API conformance: ${outcome}`,
    `${inCode(target.name)} ${inCode(target.baseUrl)}`,
    outcomeSentence(report).replace(
      /(The run stopped early: )(.*)$/s,
      (_, before: string, reason: string) => before + inCode(reason),
    ),
    `${plural(counts.results, 'scenario')}, ${plural(counts.requests, 'request')}, ${plural(counts.tasks, 'task')} in ${duration(elapsedMs)} · ${suite.name} ${suite.version} · catalogue ${catalogue.version} (${inCode(catalogue.hash.slice(0, 12))}) · seed ${inCode(report.seed)} · exit code ${EXIT_CODES[outcome]}`,
    classTable(report),
    ...failures(report),
    ...readings(report),
    ...notShown(report),
  ]
    .join('\n\n')
    .concat('\n');
}

function classTable({ classes, counts }: Report): string {
  const lines = classes.filter((line) => TALLY_KEYS.some((key) => line[key] > 0));
  const row = (name: string, values: Readonly<Record<(typeof TALLY_KEYS)[number], number>>) =>
    `| ${name} | ${TALLY_KEYS.map((key) => grouped(values[key])).join(' | ')} |`;
  return [
    `| Class | ${TALLY_KEYS.map((key) => TALLY_NAMES[key]).join(' | ')} |`,
    `| :--- | ${TALLY_KEYS.map(() => '---:').join(' | ')} |`,
    ...lines.map((line) => row(CLASS_NAMES[line.class], line)),
    row('**Total**', counts),
  ].join('\n');
}

function failures(report: Report): string[] {
  const failed = report.results.filter(({ verdict }) => verdict.outcome === 'failed');
  if (failed.length === 0) return [];
  const requirements = new Map(report.requirements.map((requirement) => [requirement.id, requirement]));
  const full = (result: ResultLine) =>
    `<details><summary>${escapeHtml(result.id)}</summary>\n\n${fenced(failureDetails(result, report, requirements))}\n\n</details>`;
  const named = failed
    .slice(FULL, FULL + NAMED)
    .map((result) => `- ${inCode(result.id)}: ${inCode(shorten(verdictLine(result), 200))}`);
  const more = failed.length - FULL - NAMED;
  return [
    `### ${plural(failed.length, 'failure')}`,
    ...failed.slice(0, FULL).map(full),
    ...(named.length > 0 ? [named.join('\n')] : []),
    ...(more > 0 ? [`and ${plural(more, 'more')}, see the report`] : []),
  ];
}

function readings({ readings: all }: Report): string[] {
  const taken = all.filter(({ answers }) => answers.length > 0);
  if (taken.length === 0) return [];
  const lines = taken.map(
    ({ id, answers, consistent }) =>
      `- ${inCode(id)}: ${answers.map((answer) => `${inCode(answer.id)} (${grouped(answer.count)}×)`).join(' and ')}${consistent ? '' : ' **not consistent**'}`,
  );
  return ['### Readings', lines.join('\n')];
}

function notShown({ notShown: all }: Report): string[] {
  return [
    '### What this run does not show',
    all
      .map(
        ({ about, reason, count }) =>
          `- ${grouped(count)} × ${NOT_SHOWN_WORDS[about]}: ${inCode(shorten(reason, 300))}`,
      )
      .join('\n'),
  ];
}

/** One line as a code span: the fence is longer than any run of backticks within. */
function inCode(text: string): string {
  const line = visibleLine(text);
  if (line === '') return '';
  const fence = '`'.repeat(longestRun(line) + 1);
  return `${fence} ${line} ${fence}`.replace(/^` (?!`)(.*)(?<!`) `$/s, '`$1`');
}

function fenced(text: string): string {
  const shown = visible(text);
  const fence = '`'.repeat(Math.max(3, longestRun(shown) + 1));
  return `${fence}text\n${shown}\n${fence}`;
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}
