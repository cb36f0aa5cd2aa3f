import type { XmlNode } from '../../dialect/xml-node.ts';
import { removeElements, renameElements, rewriteText } from '../edit-document.ts';
import { inDocument, succeeds } from '../spoilers.ts';
import type { Fault } from '../types.ts';
import { type Flaw, faultOf } from './flaw.ts';
import { operation } from './operations.ts';

/** Elements that every document of an operation has; those that may be absent are left out. */
const ELEMENTS: Readonly<Record<string, readonly string[]>> = {
  'get-vm-information': ['status', 'virtual-nic-list', 'management-action-list', 'instance-type', 'fqdn'],
  'get-vm-virtualnic-information': ['network-name', 'host-name', 'ip-address'],
  'get-vdc-information': ['virtual-machine-list', 'network-list'],
  'get-network-information': ['scope'],
  'get-organization-information': ['vdc-list', 'task-list'],
  'get-task': ['object-name', 'start-time', 'end-time', 'type', 'status', 'cancelable'],
};

/** Elements whose text the guide restricts, each with a text that is not among what it may be. */
const WRONG: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'get-vm-information': { 'instance-type': 'huge', 'disk-size': '-1' },
  'get-vm-virtualnic-information': { 'ip-address': '300.1.2' },
  'get-network-information': { scope: 'internal' },
  'get-task': {
    'start-time': 'yesterday',
    'end-time': '2009-13-01T00:00:00Z',
    type: 'RunVm',
    status: 'done',
    cancelable: 'maybe',
  },
};

const MISSING: Flaw = {
  id: 'element-missing',
  kind: 'response',
  title: (name) => `${name} is missing`,
  description: 'One element that the section shows is not there.',
};
const RENAMED: Flaw = {
  id: 'element-renamed',
  kind: 'response',
  title: (name) => `${name} has another name`,
  description: 'One element is written in camel case.',
};
const EMPTY: Flaw = {
  id: 'element-empty',
  kind: 'response',
  title: (name) => `${name} says nothing`,
  description: 'One element is there and empty.',
};
const VALUE: Flaw = {
  id: 'wrong-value',
  kind: 'response',
  title: (name) => `${name} has a value that it cannot have`,
  description: 'The text of one element is none of those that the guide allows.',
};
const NO_LINK: Flaw = {
  id: 'href-missing',
  kind: 'response',
  title: (name) => `${name} leads nowhere`,
  description: 'The element has no href, but an attribute of another name.',
};
const LINK_OF_ANOTHER: Flaw = {
  id: 'link-of-another',
  kind: 'response',
  title: (name) => `${name} is that of another`,
  description: 'The link leads to the list of something else of the same kind.',
};
const LINK_WRONG: Flaw = {
  id: 'link-of-wrong-form',
  kind: 'response',
  title: (name) => `${name} leads to no URI of the guide`,
  description: 'The last segment of the link is written otherwise.',
};
const NAME_WRONG: Flaw = {
  id: 'name-wrong',
  kind: 'response',
  title: () => 'the document bears another name',
  description: 'The name on the root is not the one that the URI asked for.',
};
const NAME_MISSING: Flaw = {
  id: 'name-missing',
  kind: 'response',
  title: () => 'the document bears no name',
  description: 'The root has no name.',
};

const camel = (name: string): string =>
  name.includes('-') ? name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase()) : `${name}Value`;

function withoutHref(root: XmlNode, name: string): XmlNode {
  const content = typeof root.content === 'object' ? root.content : [];
  return {
    ...root,
    content: content.map((child) =>
      child.name === name ? { ...child, attributes: { link: child.attributes?.href ?? '' } } : child,
    ),
  };
}

function relinked(root: XmlNode, name: string, rewrite: (href: string) => string): XmlNode {
  const content = typeof root.content === 'object' ? root.content : [];
  return {
    ...root,
    content: content.map((child) =>
      child.name === name ? { ...child, attributes: { href: rewrite(child.attributes?.href ?? '') } } : child,
    ),
  };
}

/** Of these the guide does not say that they have a value whatever the state of the machine. */
const MAY_BE_EMPTY: ReadonlySet<string> = new Set(['fqdn', 'host-name', 'ip-address']);

const isLink = (name: string): boolean => name.endsWith('-list');

/** Single elements and names that are wrong in the documents that tell about one thing. */
export const ELEMENT_FAULTS: readonly Fault[] = Object.entries(ELEMENTS).flatMap(([id, names]) => {
  const of = operation(id);
  const edited = (flaw: Flaw, edit: (root: XmlNode) => XmlNode, detail = ''): Fault =>
    faultOf(flaw, of, inDocument(succeeds(id), edit), detail);
  return [
    edited(NAME_WRONG, (root) => ({ ...root, attributes: { name: `${root.attributes?.name}-2` } })),
    edited(NAME_MISSING, (root) => ({ ...root, attributes: {} })),
    ...names.flatMap((name) => [
      edited(MISSING, (root) => removeElements(root, name), name),
      edited(RENAMED, (root) => renameElements(root, name, camel(name)), name),
      ...(isLink(name)
        ? [
            edited(NO_LINK, (root) => withoutHref(root, name), name),
            edited(
              LINK_OF_ANOTHER,
              (root) => relinked(root, name, (href) => href.replace(/(\/[^/]+\/?)$/, '-2$1')),
              name,
            ),
            edited(LINK_WRONG, (root) => relinked(root, name, (href) => href.replace(/(\/?)$/, '-list$1')), name),
          ]
        : []),
      ...(isLink(name) || MAY_BE_EMPTY.has(name)
        ? []
        : [edited(EMPTY, (root) => rewriteText(root, name, () => ''), name)]),
    ]),
    ...Object.entries(WRONG[id] ?? {}).map(([name, text]) =>
      edited(VALUE, (root) => rewriteText(root, name, () => text), name),
    ),
  ];
});
