import type { XmlNode } from '../dialect/xml-node.ts';
import { NO_BODY, type Outgoing, withHeader, withoutHeader } from '../http/outgoing.ts';
import { removeElements, renameElements, rewriteAttribute, rewriteText } from './edit-document.ts';
import type { Fault, FaultContext, Spoiler } from './types.ts';

type When = (context: FaultContext) => boolean;

const succeeds =
  (operation: string): When =>
  (context) =>
    context.call.operation === operation && context.code === null;
const refusedWith =
  (code: string): When =>
  (context) =>
    context.code === code;

const inDocument =
  (when: When, edit: (root: XmlNode) => XmlNode): (() => Spoiler) =>
  () => ({
    document: (root, context) => (when(context) ? edit(root) : root),
  });

const onTheWire =
  (when: When, edit: (outgoing: Outgoing, context: FaultContext) => Outgoing): (() => Spoiler) =>
  () => ({
    outgoing: (outgoing, context) => (when(context) ? edit(outgoing, context) : outgoing),
  });

const resized = (outgoing: Outgoing, body: Uint8Array): Outgoing =>
  withHeader({ ...outgoing, body }, 'Content-Length', String(body.length));

/** Answers that are wrong although the service did right. */
export const RESPONSE_FAULTS: readonly Fault[] = [
  {
    id: 'power-on-vm/accepted-as-ok',
    title: 'power on answers 200',
    description: 'The operation is asynchronous and its task starts, but the answer says 200 OK instead of 202.',
    kind: 'response',
    operation: 'power-on-vm',
    apply: onTheWire(succeeds('power-on-vm'), (outgoing) => ({ ...outgoing, status: 200 })),
  },
  {
    id: 'errors/not-found-as-bad-request',
    title: 'ObjectNotFound comes with 400',
    description: 'The code in the body is right, the status is not the one that belongs to it.',
    kind: 'response',
    apply: onTheWire(refusedWith('ObjectNotFound'), (outgoing) => ({ ...outgoing, status: 400 })),
  },
  {
    id: 'errors/invalid-state-renamed',
    title: 'InvalidState is called IllegalState',
    description: 'The status is right, the code is none of the guide.',
    kind: 'response',
    apply: inDocument(refusedWith('InvalidState'), (root) => rewriteText(root, 'code', () => 'IllegalState')),
  },
  {
    id: 'clone-vm/duplicate-as-invalid-state',
    title: 'a clone to a name that is taken answers InvalidState',
    description: 'The code is one of the guide and its status is right, but it is not the one for this refusal.',
    kind: 'response',
    operation: 'clone-vm',
    apply: () => ({
      refusal: (code, call) => (call.operation === 'clone-vm' && code === 'ObjectDuplicated' ? 'InvalidState' : code),
    }),
  },
  {
    id: 'errors/no-permission-for-no-credentials',
    title: 'missing credentials answer NoPermission',
    description: 'The status stays 401, the code says 403’s.',
    kind: 'response',
    apply: inDocument(refusedWith('AuthenticationError'), (root) => rewriteText(root, 'code', () => 'NoPermission')),
  },
  {
    id: 'errors/without-body',
    title: 'refusals have no body',
    description: 'The status is right and nothing else is said.',
    kind: 'response',
    apply: onTheWire(
      (context) => context.code !== null,
      (outgoing) => withoutHeader(resized(outgoing, NO_BODY), 'Content-Type'),
    ),
  },
  {
    id: 'get-vm-information/no-namespace',
    title: 'the VM information has no namespace',
    description: 'Its elements are called right, but they are in no namespace.',
    kind: 'response',
    operation: 'get-vm-information',
    apply: inDocument(succeeds('get-vm-information'), (root) => ({ ...root, namespace: null })),
  },
  {
    id: 'get-vm-information/instance-type-renamed',
    title: 'instance-type is called instanceType',
    description: 'One element of the VM information has another name.',
    kind: 'response',
    operation: 'get-vm-information',
    apply: inDocument(succeeds('get-vm-information'), (root) => renameElements(root, 'instance-type', 'instanceType')),
  },
  {
    id: 'get-vm-information/other-name',
    title: 'the VM information bears another name',
    description: 'The name on the root is not the one that the URI asked for.',
    kind: 'response',
    operation: 'get-vm-information',
    apply: inDocument(succeeds('get-vm-information'), (root) => ({ ...root, attributes: { name: 'caasvm1' } })),
  },
  {
    id: 'get-task/type-missing',
    title: 'a task does not tell its type',
    description: 'The element is missing.',
    kind: 'response',
    operation: 'get-task',
    apply: inDocument(succeeds('get-task'), (root) => removeElements(root, 'type')),
  },
  {
    id: 'get-task-list/cut-off',
    title: 'the task list ends in the middle',
    description: 'Half of the document is sent, with a Content-Length that fits: it is not well-formed.',
    kind: 'response',
    operation: 'get-task-list',
    apply: onTheWire(succeeds('get-task-list'), (outgoing) =>
      resized(outgoing, outgoing.body.subarray(0, Math.floor(outgoing.body.length / 2))),
    ),
  },
  {
    id: 'get-network-list/connection-cut',
    title: 'the connection breaks within the network list',
    description: 'Half of the document is sent, then the connection is reset.',
    kind: 'response',
    operation: 'get-network-list',
    apply: onTheWire(succeeds('get-network-list'), (outgoing) => ({
      ...outgoing,
      cutAfter: Math.floor(outgoing.body.length / 2),
    })),
  },
  {
    id: 'reset-vm/location-dangling',
    title: 'the Location of a reset leads nowhere',
    description: 'It names a task that there is not.',
    kind: 'response',
    operation: 'reset-vm',
    apply: onTheWire(succeeds('reset-vm'), (outgoing) => {
      const [, location = ''] = outgoing.headers.find(([name]) => name === 'Location') ?? [];
      return withHeader(outgoing, 'Location', `${location}-lost`);
    }),
  },
  {
    id: 'suspend-vm/location-missing',
    title: 'a suspend has no Location',
    description: 'It is accepted, and nobody learns which task does it.',
    kind: 'response',
    operation: 'suspend-vm',
    apply: onTheWire(succeeds('suspend-vm'), (outgoing) => withoutHeader(outgoing, 'Location')),
  },
  {
    id: 'get-vdc-list/links-dangling',
    title: 'the VDC list links to VDCs that there are not',
    description: 'Every href has a letter too many.',
    kind: 'response',
    operation: 'get-vdc-list',
    apply: inDocument(succeeds('get-vdc-list'), (root) => rewriteAttribute(root, 'href', (href) => `${href}x`)),
  },
  {
    id: 'get-vdc-information/image-link-elsewhere',
    title: 'the image store of a VDC is that of another organisation',
    description: 'The last link of the VDC information leads into another organisation.',
    kind: 'response',
    operation: 'get-vdc-information',
    apply: inDocument(succeeds('get-vdc-information'), (root) =>
      rewriteAttribute(root, 'href', (href) =>
        href.includes('imagestore') ? href.replace(/\/org\/[^/]+/, '/org/other') : href,
      ),
    ),
  },
  {
    id: 'get-vdc-information/network-link-missing',
    title: 'the VDC information leads to the image store but not to the networks',
    description: 'Of the two links called network-list the first is missing.',
    kind: 'response',
    operation: 'get-vdc-information',
    apply: inDocument(succeeds('get-vdc-information'), (root) => {
      const content = typeof root.content === 'object' ? root.content : [];
      return { ...root, content: content.filter(({ attributes }) => !/\/network\/?$/.test(attributes?.href ?? '')) };
    }),
  },
  {
    id: 'get-task/end-time-while-running',
    title: 'a task that runs tells an end time',
    description: 'It is the time at which it will be done. Shows while tasks run.',
    kind: 'response',
    operation: 'get-task',
    apply: inDocument(succeeds('get-task'), (root) => {
      const content = typeof root.content === 'object' ? root.content : [];
      if (content.some(({ name }) => name === 'end-time')) return root;
      const end = { name: 'end-time', content: new Date(Date.now() + 60_000).toISOString() };
      return { ...root, content: content.flatMap((node) => (node.name === 'type' ? [end, node] : [node])) };
    }),
  },
  {
    id: 'every-seventh-answer-fails',
    title: 'every seventh answer is a 500 of its own kind',
    description: 'With a page in HTML, as a proxy in front of an overloaded service writes it.',
    kind: 'response',
    apply: () => {
      let count = 0;
      const page = Buffer.from('<html><body><h1>Bad Gateway</h1></body></html>');
      return {
        outgoing: (outgoing) => {
          count += 1;
          if (count % 7 !== 0) return outgoing;
          return withHeader(resized({ ...outgoing, status: 502 }, page), 'Content-Type', 'text/html');
        },
      };
    },
  },
];
