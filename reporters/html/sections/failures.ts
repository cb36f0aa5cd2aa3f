import type { Finding } from '../../../suite/judge/types.ts';
import { groupBy } from '../../model/group-by.ts';
import type { ResultLine } from '../../model/types.ts';
import { findingKinds } from '../../text/finding-kinds.ts';
import { guidePlace } from '../../text/guide-place.ts';
import { repeatCommand, shownIn } from '../../text/repeat-command.ts';
import { shorten } from '../../text/visible.ts';
import { grouped, plural } from '../../text/words.ts';
import { fragment, scenarioAnchor } from '../anchors.ts';
import { exchangeLink } from '../exchange-link.ts';
import { command } from '../exchange-view.ts';
import { highlightXml } from '../highlight.ts';
import { html, type Markup } from '../markup.ts';
import type { PageIndex } from '../page-index.ts';
import { type DiffLine, diffDocuments, diffInPlace } from '../xml-diff.ts';

/** Failures of one kind told in full, and in the whole page; the others get a line each. */
const FULL_PER_KIND = 3;
const FULL_IN_ALL = 100;
const LINES_PER_KIND = 200;
const LONGEST = 4000;

interface Miss {
  readonly result: ResultLine;
  readonly finding: Finding;
  /** The same in other exchanges of that scenario. */
  readonly again: readonly Finding[];
}

/** What was missed, by requirement: one mistake of a server often shows in many scenarios. */
export function failuresSection(page: PageIndex): Markup {
  const misses = page.report.results.flatMap((result) =>
    result.verdict.outcome === 'failed'
      ? findingKinds(result.verdict.findings).map(([finding, ...again]): Miss => ({ result, finding, again }))
      : [],
  );
  const failed = page.report.counts.failed;
  const kinds = [...groupBy(misses, ({ finding }) => `${finding.requirement} ${finding.check}`).values()]
    .map(eachScenarioFirst)
    .sort((a, b) => scenariosOf(b).size - scenariosOf(a).size);
  let left = FULL_IN_ALL;
  const blocks = kinds.map((kind) => {
    const full = kind.slice(0, Math.min(FULL_PER_KIND, left));
    left -= full.length;
    return kindBlock(kind, full, page);
  });
  return html`<section id="failures" aria-labelledby="failures-h"><h2 id="failures-h">Failures</h2>
${failed === 0 ? html`<p class="word passed">✓ None.</p>` : html`<p>${plural(failed, 'scenario')} failed, by ${plural(kinds.length, 'kind')} of miss.</p>${blocks}`}</section>`;
}

function scenariosOf(misses: readonly Miss[]): ReadonlySet<string> {
  return new Set(misses.map(({ result }) => result.id));
}

/** One miss of each scenario before a second of any: three cards of one scenario say less than one of three. */
function eachScenarioFirst(misses: readonly Miss[]): readonly Miss[] {
  const groups = groupBy(misses, ({ result }) => result.id);
  return [
    ...[...groups.values()].flatMap(([first]) => first ?? []),
    ...[...groups.values()].flatMap(([, ...more]) => more),
  ];
}

function kindBlock(kind: readonly Miss[], full: readonly Miss[], page: PageIndex): Markup {
  const [first] = kind;
  if (first === undefined) return html``;
  const { requirement: id, check } = first.finding;
  const requirement = page.requirements.get(id);
  const ids = scenariosOf(kind);
  const blocked = page.report.results.filter(
    ({ verdict }) => verdict.outcome === 'cantTell' && verdict.blockedBy !== undefined && ids.has(verdict.blockedBy),
  ).length;
  const rest = kind.slice(full.length);
  return html`<article class="kind"><h3>${requirement?.text ?? id}</h3>
<p class="about muted">${requirement !== undefined && html`Guide ${guidePlace(requirement.section, page.report.pages)} · ${requirement.level} · `}<code>${id}</code> · check <code>${check}</code> · ${plural(ids.size, 'scenario')}${blocked > 0 && ` · ${grouped(blocked)} more blocked by it`}</p>
${full.map((miss) => card(miss, page))}
${rest.length > 0 && html`<details><summary>${plural(rest.length, 'more case')} of this miss</summary><ul class="rest">${rest.slice(0, LINES_PER_KIND).map(({ result, finding }) => html`<li><a href="${fragment(scenarioAnchor(result.id))}">${result.id}</a>: expected ${shorten(finding.expected, 160)}, got ${shorten(finding.actual, 160)}</li>`)}</ul>${rest.length > LINES_PER_KIND && html`<p class="muted">and ${grouped(rest.length - LINES_PER_KIND)} more, see the list of scenarios</p>`}</details>`}</article>`;
}

function card({ result, finding, again }: Miss, page: PageIndex): Markup {
  const [seq, ...others] = finding.exchanges;
  const exchange = seq === undefined ? undefined : page.exchanges.get(seq);
  const body = exchange?.response?.body;
  const documents = diffDocuments(finding.expected, finding.actual);
  const inPlace =
    documents === null && body?.encoding === 'utf-8' && body.text.length <= 65_536
      ? diffInPlace(body.text, finding.where, shorten(finding.expected, LONGEST))
      : null;
  const diff = documents ?? inPlace;
  return html`<div class="fail"><h4><a href="${fragment(scenarioAnchor(result.id))}">${result.id}</a> <span>${result.title}</span></h4>
<dl class="ea"><div class="exp"><dt>Expected</dt><dd>${shorten(finding.expected, LONGEST)}</dd></div><div class="act"><dt>Actual</dt><dd>${shorten(finding.actual, LONGEST)}</dd></div></dl>
<p>Where: <code>${finding.where}</code>${seq !== undefined && html` in ${exchangeLink(seq, page)}`}${others.length > 0 && html`· see also ${others.slice(0, 4).map((other) => exchangeLink(other, page))}`}${again.length > 0 && html`· the same ${plural(again.length, 'more time')}, e.g. ${again.slice(0, 2).map((other) => other.exchanges[0] !== undefined && exchangeLink(other.exchanges[0], page))}`}</p>
${diff !== null && diffView(diff)}
${page.show(seq, [finding.where])}
${command(repeatCommand(page.report.target, result, shownIn([finding], page.report)), 'command', result.id)}</div>`;
}

const SIGN_WORDS: Readonly<Record<DiffLine['sign'], string>> = { ' ': '', '-': 'came: ', '+': 'wanted: ', '…': '' };

function diffView(lines: readonly DiffLine[]): Markup {
  return html`<figure class="diff"><figcaption>Difference: − came, + wanted</figcaption><pre>${lines.map(
    ({ sign, depth, text }) => {
      const line = html`${sign === '…' ? '⋯' : sign === '-' ? '−' : sign} ${'  '.repeat(depth)}${highlightXml(shorten(text, LONGEST))}`;
      return sign === '-'
        ? html`<del><span class="sr">${SIGN_WORDS[sign]}</span>${line}
</del>`
        : sign === '+'
          ? html`<ins><span class="sr">${SIGN_WORDS[sign]}</span>${line}
</ins>`
          : html`${line}
`;
    },
  )}</pre></figure>`;
}
