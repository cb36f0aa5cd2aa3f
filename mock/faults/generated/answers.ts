import { NO_BODY, type Outgoing, withoutHeader } from '../../http/outgoing.ts';
import { inDocument, onTheWire, resized, succeeds } from '../spoilers.ts';
import type { Fault, Spoiler } from '../types.ts';
import { type Flaw, faultOf } from './flaw.ts';
import { OPERATIONS, READING } from './operations.ts';

const STATUS: Flaw = {
  id: 'wrong-success-status',
  kind: 'response',
  title: () => 'success has another status',
  description:
    'Another status of the 2xx class than the one of the section: 202 for what is done at once, 200 for a task.',
};

/** Whatever was done, the answer says that it is done at once, or only begun. */
const swapped = (status: number): number => (status === 202 ? 200 : 202);

interface DocumentFlaw extends Flaw {
  readonly spoil: (operation: string) => () => Spoiler;
}

const half = (outgoing: Outgoing): Outgoing =>
  resized(outgoing, outgoing.body.subarray(0, Math.floor(outgoing.body.length / 2)));
const empty = (outgoing: Outgoing): Outgoing => withoutHeader(resized(outgoing, NO_BODY), 'Content-Type');

const DOCUMENTS: readonly DocumentFlaw[] = [
  {
    id: 'no-namespace',
    kind: 'response',
    title: () => 'the document has no namespace',
    description: 'Its elements are called right, but they are in no namespace.',
    spoil: (id) => inDocument(succeeds(id), (root) => ({ ...root, namespace: null })),
  },
  {
    id: 'other-namespace',
    kind: 'response',
    title: () => 'the document is in another namespace',
    description: 'One letter of the namespace differs.',
    spoil: (id) => inDocument(succeeds(id), (root) => ({ ...root, namespace: 'http://www.emc.com/Caas' })),
  },
  {
    id: 'root-renamed',
    kind: 'response',
    title: () => 'the root element has another name',
    description: 'The name of the root is written in another case.',
    spoil: (id) => inDocument(succeeds(id), (root) => ({ ...root, name: root.name.toLowerCase() })),
  },
  {
    id: 'not-well-formed',
    kind: 'response',
    title: () => 'the document ends in the middle',
    description: 'Half of it is sent, with a Content-Length that fits.',
    spoil: (id) => onTheWire(succeeds(id), half),
  },
  {
    id: 'body-empty',
    kind: 'response',
    title: () => 'success has no body',
    description: 'The status is right and nothing else is said.',
    spoil: (id) => onTheWire(succeeds(id), empty),
  },
  {
    id: 'read-refused',
    kind: 'response',
    title: () => 'a valid read ends in a page of a proxy',
    description: 'Every read is answered by 503 with a page in HTML.',
    spoil: (id) =>
      onTheWire(succeeds(id), (outgoing) => ({
        ...resized(outgoing, Buffer.from('<html><body>down for maintenance</body></html>')),
        status: 503,
      })),
  },
];

/** Successes whose status or document is wrong as a whole. */
export const ANSWER_FAULTS: readonly Fault[] = [
  ...OPERATIONS.map((operation) =>
    faultOf(
      STATUS,
      operation,
      onTheWire(succeeds(operation.id), (outgoing) => ({ ...outgoing, status: swapped(outgoing.status) })),
    ),
  ),
  ...READING.flatMap((operation) => DOCUMENTS.map((flaw) => faultOf(flaw, operation, flaw.spoil(operation.id)))),
];
