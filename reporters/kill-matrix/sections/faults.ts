import { html, type Markup } from '../../html/markup.ts';
import type { KillMatrix, MatrixFault } from '../types.ts';
import { killCell } from './kill-cell.ts';

const MARKS = { killed: '✓ killed', missed: '✗ missed by its owner', survived: '✗ survived' } as const;

const row = ({
  id,
  title,
  description,
  status,
  kills,
  open,
}: MatrixFault): Markup => html`<tr><th scope="row"><code>${id}</code></th><td>${title}<br><span class="muted">${description}</span></td><td><span class="word ${status === 'killed' ? 'passed' : 'failed'}">${MARKS[status]}</span></td><td>${killCell(kills)}${kills.length === 0 && open.join('; ')}</td></tr>
`;

/** Every wrong server with the checks that failed it; what was not noticed comes first. */
export function faultsSection({ faults }: KillMatrix): Markup {
  const ranked = faults.toSorted((a, b) => Number(a.status === 'killed') - Number(b.status === 'killed'));
  return html`<section id="faults" aria-labelledby="faults-h"><h2 id="faults-h">Faults</h2>
<table><caption>Wrong servers and who noticed them</caption><thead><tr><th scope="col">Fault</th><th scope="col">What is wrong</th><th scope="col">Outcome</th><th scope="col">Killed by</th></tr></thead><tbody>
${ranked.map(row)}</tbody></table></section>`;
}
