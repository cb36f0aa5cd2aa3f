import { groupBy } from '../../model/group-by.ts';
import type { Report, StateLine } from '../../model/types.ts';
import { STATE_SIGNS, STATE_WORDS } from '../../text/words.ts';
import { cellAnchor, fragment } from '../anchors.ts';
import { html, type Markup } from '../markup.ts';

/** Sizes in units of the drawing. */
const CARD = 216;
const GAP = 168;
const ROW = 22;
const HEAD = 40;
const MARGIN = 12;

interface Node {
  readonly state: string;
  readonly x: number;
}

/**
 * The life cycle as a diagram: a card for each state with the actions that do not leave it, an arrow for each action
 * that leads elsewhere, coloured and marked by what was proven. States stand in a row, in the order of the life cycle;
 * `gone` lies under all of them. Every label leads to its row of the table, which says the same in words.
 */
export function stateDiagram({ states }: Pick<Report, 'states'>): Markup {
  const names = [...new Set(states.map(({ state }) => state))];
  const leaves = (cell: StateLine) =>
    cell.to !== null && cell.to !== cell.state && (cell.to === 'gone' || names.includes(cell.to));
  const arrows = states.filter(leaves);
  const far = arrows.filter(
    (cell) => Math.abs(names.indexOf(cell.state) - names.indexOf(cell.to ?? '')) > 1 && cell.to !== 'gone',
  );
  const top = MARGIN + far.length * 34 + (far.length > 0 ? 12 : 0);
  const nodes = names.map((state, index): Node => ({ state, x: MARGIN + index * (CARD + GAP) }));
  const inside = groupBy(
    states.filter((cell) => !leaves(cell)),
    ({ state }) => state,
  );
  const between = groupBy(
    arrows.filter((cell) => !far.includes(cell) && cell.to !== 'gone'),
    (cell) => Math.min(names.indexOf(cell.state), names.indexOf(cell.to ?? '')),
  );
  const tallest = Math.max(1, ...[...inside.values()].map((cells) => cells.length));
  const busiest = Math.max(1, ...[...between.values()].map((cells) => cells.length));
  const height = Math.max(HEAD + tallest * ROW + 10, busiest * 44 + 16);
  const floor = top + height + 66;
  const width = MARGIN * 2 + names.length * CARD + Math.max(0, names.length - 1) * GAP;
  return html`<svg class="machine" viewBox="0 0 ${width} ${floor + 44}" role="group" aria-label="Life cycle of a VM, as proven by this run; the table below says the same">
<defs>${Object.keys(STATE_WORDS).map((verdict) => html`<marker id="arrow-${verdict}" class="${verdict}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="11" markerHeight="11" markerUnits="userSpaceOnUse" orient="auto-start-reverse"><path d="M0 0 8 4 0 8z"></path></marker>`)}</defs>
${nodes.map((node) => card(node, top, height, inside.get(node.state) ?? []))}
${[...between.values()].map((cells) => cells.map((cell, index) => straight(cell, names, top + 30 + index * 44)))}
${far.map((cell, index) => over(cell, names, top, index))}
${arrows.filter(({ to }) => to === 'gone').map((cell) => down(cell, names, top + height, floor))}
${arrows.some(({ to }) => to === 'gone') && html`<rect class="gone" x="${MARGIN}" y="${floor}" width="${width - 2 * MARGIN}" height="32" rx="16"></rect><text class="state" x="${width / 2}" y="${floor + 21}" text-anchor="middle">gone</text>`}
</svg>`;
}

function card({ state, x }: Node, top: number, height: number, cells: readonly StateLine[]): Markup {
  return html`<rect class="card" x="${x}" y="${top}" width="${CARD}" height="${height}" rx="10"></rect><text class="state" x="${x + 14}" y="${top + 25}">${state}</text>${cells.map((cell, index) => label(cell, x + 14, top + HEAD + 14 + index * ROW, 'start', noteOf(cell)))}`;
}

function label(cell: StateLine, x: number, y: number, anchor: 'start' | 'middle', note = ''): Markup {
  const { state, action, verdict } = cell;
  return html`<a href="${fragment(cellAnchor(state, action))}"><title>${action} in ${state}: ${STATE_WORDS[verdict]}</title><text class="${verdict}" x="${x}" y="${y}" text-anchor="${anchor}">${STATE_SIGNS[verdict]} ${action}${note !== '' && html`<tspan class="note"> ${note}</tspan>`}</text></a>`;
}

/** What became of an action that no arrow shows. */
function noteOf({ verdict, to }: StateLine): string {
  switch (verdict) {
    case 'proven-allowed':
    case 'server-allows':
      return to === null ? 'allowed' : 'stays';
    case 'proven-refused':
    case 'server-refuses':
      return 'refused';
    default:
      return verdict.replace('-', ' ');
  }
}

function straight(cell: StateLine, names: readonly string[], y: number): Markup {
  const from = names.indexOf(cell.state);
  const to = names.indexOf(cell.to ?? '');
  const left = MARGIN + Math.min(from, to) * (CARD + GAP) + CARD;
  const [x1, x2] = from < to ? [left + 4, left + GAP - 4] : [left + GAP - 4, left + 4];
  return html`<path class="edge ${cell.verdict}" d="M${x1} ${y}H${x2}" marker-end="url(#arrow-${cell.verdict})"></path>${label(cell, left + GAP / 2, y - 7, 'middle')}`;
}

function over(cell: StateLine, names: readonly string[], top: number, index: number): Markup {
  const centre = (state: string) => MARGIN + names.indexOf(state) * (CARD + GAP) + CARD / 2;
  const [x1, x2] = [centre(cell.state) - 20 + index * 14, centre(cell.to ?? '') + 20 - index * 14];
  const y = top - 18 - index * 34;
  return html`<path class="edge ${cell.verdict}" d="M${x1} ${top}V${y + 8}Q${x1} ${y} ${x1 + Math.sign(x2 - x1) * 8} ${y}H${x2 - Math.sign(x2 - x1) * 8}Q${x2} ${y} ${x2} ${y + 8}V${top - 3}" marker-end="url(#arrow-${cell.verdict})"></path>${label(cell, (x1 + x2) / 2, y - 6, 'middle')}`;
}

function down(cell: StateLine, names: readonly string[], bottom: number, floor: number): Markup {
  const x = MARGIN + names.indexOf(cell.state) * (CARD + GAP) + 40;
  return html`<path class="edge ${cell.verdict}" d="M${x} ${bottom}V${floor - 3}" marker-end="url(#arrow-${cell.verdict})"></path>${label(cell, x + 12, (bottom + floor) / 2 + 4, 'start')}`;
}
