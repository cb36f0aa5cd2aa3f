import { NO_BODY, withoutHeader } from '../../http/outgoing.ts';
import { removeElements, rewriteText } from '../edit-document.ts';
import { inDocument, onTheWire, refuses, resized } from '../spoilers.ts';
import type { Fault, Spoiler } from '../types.ts';
import { type Flaw, faultOf } from './flaw.ts';
import { OPERATIONS } from './operations.ts';

interface RefusalFlaw extends Flaw {
  readonly spoil: (operation: string) => () => Spoiler;
}

const REFUSAL_FLAWS: readonly RefusalFlaw[] = [
  {
    id: 'error-without-body',
    kind: 'response',
    title: () => 'its refusals have no body',
    description: 'The status is right and nothing else is said.',
    spoil: (id) => onTheWire(refuses(id), (outgoing) => withoutHeader(resized(outgoing, NO_BODY), 'Content-Type')),
  },
  {
    id: 'error-without-namespace',
    kind: 'response',
    title: () => 'its refusals have no namespace',
    description: 'The ErrorMessage is in no namespace.',
    spoil: (id) => inDocument(refuses(id), (root) => ({ ...root, namespace: null })),
  },
  {
    id: 'error-of-other-root',
    kind: 'response',
    title: () => 'its refusals are no ErrorMessage',
    description: 'Code and message are inside a root called Error.',
    spoil: (id) => inDocument(refuses(id), (root) => ({ ...root, name: 'Error' })),
  },
  {
    id: 'error-as-html',
    kind: 'response',
    title: () => 'its refusals are pages in HTML',
    description: 'The status is right, and the body is the page of a web server.',
    spoil: (id) =>
      onTheWire(refuses(id), (outgoing) => resized(outgoing, Buffer.from('<html><head><title>Error</head></html>'))),
  },
  {
    id: 'error-without-code',
    kind: 'response',
    title: () => 'its refusals have no code',
    description: 'The ErrorMessage holds a message only.',
    spoil: (id) => inDocument(refuses(id), (root) => removeElements(root, 'code')),
  },
  {
    id: 'error-without-message',
    kind: 'response',
    title: () => 'its refusals have no message',
    description: 'The ErrorMessage holds a code only.',
    spoil: (id) => inDocument(refuses(id), (root) => removeElements(root, 'message')),
  },
  {
    id: 'error-unregistered',
    kind: 'response',
    title: () => 'its refusals have codes of its own',
    description: 'The status is right, the code is none of the 78.',
    spoil: (id) => inDocument(refuses(id), (root) => rewriteText(root, 'code', (code) => `Err${code}`)),
  },
  {
    id: 'error-status-wrong',
    kind: 'response',
    title: () => 'its refusals have a status that does not belong to the code',
    description: 'The code in the body is right, the status is 422.',
    spoil: (id) => onTheWire(refuses(id), (outgoing) => ({ ...outgoing, status: 422 })),
  },
  {
    id: 'error-as-success',
    kind: 'response',
    title: () => 'its refusals come as successes',
    description: 'The ErrorMessage is right, and the status is 200.',
    spoil: (id) => onTheWire(refuses(id), (outgoing) => ({ ...outgoing, status: 200 })),
  },
];

const REPLACED: Flaw = {
  id: 'code-replaced',
  kind: 'response',
  title: (code) => `it never says ${code}`,
  description: 'What the section names with a code of its own is told as another failure, with the status of that.',
};

/** A code that no section lists and that says nothing about any request. */
const ANOTHER = 'MeteringQueryError';

/** Refusals of each operation, wrong as documents; and each code that a section lists, told as another. */
export const REFUSAL_FAULTS: readonly Fault[] = OPERATIONS.flatMap((operation) => [
  ...REFUSAL_FLAWS.map((flaw) => faultOf(flaw, operation, flaw.spoil(operation.id))),
  ...operation.errors.map((code) =>
    faultOf(
      REPLACED,
      operation,
      () => ({ refusal: (found, call) => (call.operation === operation.id && found === code ? ANOTHER : found) }),
      code,
    ),
  ),
]);
