import type { TaskSpan } from '../../model/run-result.ts';
import type { Report, ResultLine } from '../../model/types.ts';
import { duration, plural } from '../../text/words.ts';
import { fragment, scenarioAnchor } from '../anchors.ts';
import { html, type Markup } from '../markup.ts';

const WIDTH = 960;
const BINS = 160;
const AREA = 90;
const LANE = 9;
const MOST_TASKS = 800;

/** When scenarios and tasks were under way: load over time above, a bar for each task below, and the slowest in a table. */
export function timelineSection(report: Report): Markup {
  const began = Date.parse(report.startedAt);
  const span = Math.max(1, report.elapsedMs);
  const ran = report.results.filter(({ exchanges }) => exchanges.length > 0);
  const lanes = placeInLanes(report.tasks.slice(0, MOST_TASKS), began, span);
  const laneCount = Math.max(0, ...lanes.map(({ lane }) => lane + 1));
  const height = AREA + 22 + laneCount * LANE + (laneCount > 0 ? 8 : 0);
  const slowest = ran.toSorted((a, b) => b.elapsedMs - a.elapsedMs).slice(0, 10);
  const { criticalPath } = report;
  return html`<section id="timeline" aria-labelledby="timeline-h"><h2 id="timeline-h">Timeline</h2>
<p>Above: scenarios under way, those that failed in their own colour. Below: ${report.tasks.length === 0 ? 'no tasks were recorded' : plural(report.tasks.length, 'task')}${report.tasks.length > MOST_TASKS && `, of which the first ${MOST_TASKS} are drawn`}.${criticalPath !== undefined && html` The longest chain of dependent work took ${duration(criticalPath.ms)} over ${plural(criticalPath.scenarios.length, 'scenario')}.`}</p>
<div class="scroll" tabindex="0" role="region" aria-label="Drawing of the timeline"><svg class="timeline" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="Scenarios and tasks over ${duration(span)}">
${load(ran, began, span)}
<path class="axis" d="M0 ${AREA + 0.5}H${WIDTH}"></path>
${[0, 0.25, 0.5, 0.75, 1].map((share) => html`<text class="tick" x="${share * WIDTH}" y="${AREA + 15}" text-anchor="${share === 0 ? 'start' : share === 1 ? 'end' : 'middle'}">${duration(span * share)}</text>`)}
${lanes.map(({ task, lane, x, width }) => html`<rect class="${task.endedAt === null ? 'cantTell' : 'task'}" x="${x.toFixed(1)}" y="${AREA + 24 + lane * LANE}" width="${width.toFixed(1)}" height="${LANE - 2}" rx="2"><title>${task.type} ${task.object} (${task.id}): ${task.status}</title></rect>`)}
</svg></div>
<details><summary>The slowest scenarios</summary><table><thead><tr><th scope="col">Scenario</th><th scope="col" class="num">Time</th></tr></thead><tbody>${slowest.map(({ id, elapsedMs }) => html`<tr><td><a href="${fragment(scenarioAnchor(id))}">${id}</a></td><td class="num">${duration(elapsedMs)}</td></tr>`)}</tbody></table></details></section>`;
}

function load(results: readonly ResultLine[], began: number, span: number): Markup[] {
  const all = new Array<number>(BINS).fill(0);
  const failed = new Array<number>(BINS).fill(0);
  for (const { startedAt, elapsedMs, verdict } of results) {
    const from = bin(Date.parse(startedAt) - began, span);
    const to = bin(Date.parse(startedAt) - began + elapsedMs, span);
    for (let index = from; index <= to; index += 1) {
      all[index] = (all[index] ?? 0) + 1;
      if (verdict.outcome === 'failed') failed[index] = (failed[index] ?? 0) + 1;
    }
  }
  const most = Math.max(1, ...all);
  const step = WIDTH / BINS;
  const column = (kind: string, count: number, index: number) => {
    const height = (count / most) * (AREA - 4);
    return (
      count > 0 &&
      html`<rect class="${kind}" x="${(index * step).toFixed(1)}" y="${(AREA - height).toFixed(1)}" width="${(step - 1).toFixed(1)}" height="${height.toFixed(1)}"></rect>`
    );
  };
  return [
    html`${all.map((count, index) => column('load', count, index))}`,
    html`${failed.map((count, index) => column('failed', count, index))}`,
  ];
}

function bin(ms: number, span: number): number {
  return Math.min(BINS - 1, Math.max(0, Math.floor((ms / span) * BINS)));
}

/** Each task in the first lane that is free when it begins. */
function placeInLanes(tasks: readonly TaskSpan[], began: number, span: number) {
  const freeAt: number[] = [];
  return tasks
    .map((task) => ({
      task,
      from: Date.parse(task.startedAt) - began,
      to: task.endedAt === null ? span : Date.parse(task.endedAt) - began,
    }))
    .sort((a, b) => a.from - b.from)
    .map(({ task, from, to }) => {
      const free = freeAt.findIndex((time) => time <= from);
      const lane = free < 0 ? freeAt.length : free;
      freeAt[lane] = to;
      const x = Math.min(WIDTH - 2, Math.max(0, (from / span) * WIDTH));
      return { task, lane, x, width: Math.max(2, Math.min(WIDTH - x, ((to - from) / span) * WIDTH)) };
    });
}
