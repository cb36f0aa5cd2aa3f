import { childText } from '../document/documents.ts';
import { linksOf } from '../document/links.ts';
import type { Exchange } from '../evidence/types.ts';
import { statusOf } from './action-record.ts';
import type { JudgeContext, ScenarioCheck } from './check.ts';

const TEXTS = ['network-name', 'host-name', 'ip-address', 'scope'] as const;

/** Once, somebody may have changed something; not before each of three reads in a row. */
const CHANGES = 2;

/** What the guide knows of a document: links in any order, and texts. */
function told(exchange: Exchange, { documents, catalogue }: JudgeContext): string | null {
  const root = statusOf(exchange) === 200 ? documents.root(exchange) : undefined;
  if (root === undefined) return null;
  const links = linksOf(root, catalogue.version).map(({ name }) => name);
  const texts = TEXTS.map((name) => childText(root, name)).filter((text) => text !== undefined);
  return [...links.toSorted(), ...texts].join(', ');
}

/** What nobody changes is told the same each time (§3.1). */
export const readAgain: ScenarioCheck = {
  id: 'read-again',
  kind: 'scenario',
  faults: ['*/changes-with-every-read'],
  appliesTo: (scenario) => scenario.family === 'read-again',
  judge(_scenario, evidence, _records, context) {
    const reads = evidence.exchanges;
    const texts = reads.map((read) => told(read, context));
    const changes = texts.filter((text, index) => index > 0 && text !== texts[index - 1]);
    if (texts.includes(null) || changes.length < CHANGES) return [];
    return [
      {
        requirement: 'run.stable',
        expected: `${texts[0]}, as it was told a moment before`,
        actual: texts.slice(1).join('; then '),
        exchanges: reads,
        where: 'body',
      },
    ];
  },
};
