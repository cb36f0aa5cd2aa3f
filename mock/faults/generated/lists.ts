import type { XmlNode } from '../../dialect/xml-node.ts';
import { inDocument, succeeds } from '../spoilers.ts';
import type { Fault, FaultContext } from '../types.ts';
import { type Flaw, faultOf } from './flaw.ts';
import { operation } from './operations.ts';

/** Operations that answer a list; `read` says whether what their entries name can be read on its own. */
const LISTS: readonly { readonly id: string; readonly read: boolean }[] = [
  { id: 'get-organization-list', read: true },
  { id: 'get-vdc-list', read: true },
  { id: 'get-vm-list', read: true },
  { id: 'get-vm-virtualnic-list', read: true },
  { id: 'get-network-list', read: true },
  { id: 'get-task-list', read: true },
  { id: 'get-vm-management-action-list', read: false },
  { id: 'list-uploaded-image', read: false },
  { id: 'list-template', read: false },
];

type Entries = readonly XmlNode[];

interface ListFlaw extends Flaw {
  readonly only?: (list: (typeof LISTS)[number]) => boolean;
  readonly edit: (entries: Entries, context: FaultContext) => Entries;
}

const relinked = (entry: XmlNode, rewrite: (href: string) => string): XmlNode => ({
  ...entry,
  attributes: { ...entry.attributes, href: rewrite(entry.attributes?.href ?? '') },
});

const LIST_FLAWS: readonly ListFlaw[] = [
  {
    id: 'entries-renamed',
    kind: 'response',
    title: () => 'its entries have another name',
    description: 'Every entry of the list is called item.',
    edit: (entries) => entries.map((entry) => ({ ...entry, name: 'item' })),
  },
  {
    id: 'entries-without-href',
    kind: 'response',
    title: () => 'its entries have no href',
    description: 'Every entry has the name of what it stands for as text, and no link.',
    edit: (entries) =>
      entries.map((entry) => ({ name: entry.name, content: entry.attributes?.href?.split('/').at(-1) ?? '' })),
  },
  {
    id: 'entries-twice',
    kind: 'response',
    title: () => 'it names its first entry twice',
    description: 'The first entry comes once more at the end.',
    edit: (entries) => [...entries, ...entries.slice(0, 1)],
  },
  {
    id: 'hrefs-of-wrong-form',
    kind: 'response',
    title: () => 'its links are not of the form that the URI syntax has',
    description: 'A segment too many stands before the last one.',
    edit: (entries) => entries.map((entry) => relinked(entry, (href) => href.replace(/\/([^/]+\/?)$/, '/by-name/$1'))),
  },
  {
    id: 'hrefs-elsewhere',
    kind: 'response',
    title: () => 'its links lead into another organisation',
    description: 'The organisation in every link is not the one that was asked for.',
    only: ({ id }) => id !== 'get-organization-list',
    edit: (entries) => entries.map((entry) => relinked(entry, (href) => href.replace(/\/org\/[^/]+/, '/org/other'))),
  },
  {
    id: 'hrefs-of-other-version',
    kind: 'response',
    title: () => 'its links are those of another version',
    description: 'The version in every link is not the one that was asked for.',
    edit: (entries) => entries.map((entry) => relinked(entry, (href) => href.replace(/\d+\.\d+\.\d+\.\d+/, '2.0.0.0'))),
  },
  {
    id: 'hrefs-dangling',
    kind: 'response',
    title: () => 'its links lead to nothing',
    description: 'Every link has a letter too many at its end.',
    only: ({ read }) => read,
    edit: (entries) => entries.map((entry) => relinked(entry, (href) => href.replace(/(\/?)$/, 'x$1'))),
  },
  {
    id: 'first-few',
    kind: 'response',
    title: () => 'it shows its first entries only',
    description: 'After the third entry the list ends, and nothing says that there is more.',
    only: ({ id }) => ['get-vm-list', 'get-task-list'].includes(id),
    edit: (entries) => entries.slice(0, 3),
  },
  {
    id: 'last-missing',
    kind: 'response',
    title: () => 'it lacks its last entry',
    description: 'One entry less than there are, as by a loop that ends too early.',
    only: ({ id }) => ['get-vdc-list', 'get-vm-list', 'list-uploaded-image', 'get-task-list'].includes(id),
    edit: (entries) => entries.slice(0, -1),
  },
  {
    id: 'own-missing',
    kind: 'response',
    title: () => 'it names every organisation but that of the caller',
    description: 'The first entry, which is the caller’s own, is left out.',
    only: ({ id }) => id === 'get-organization-list',
    edit: (entries) => entries.slice(1),
  },
  {
    id: 'list-empty',
    kind: 'response',
    title: () => 'the list is always empty',
    description: 'Whatever there is, no entry is shown.',
    only: ({ id }) => !['get-network-list', 'list-template'].includes(id),
    edit: () => [],
  },
];

function edited(root: XmlNode, flaw: ListFlaw, context: FaultContext): XmlNode {
  return { ...root, content: flaw.edit(typeof root.content === 'object' ? root.content : [], context) };
}

/** Lists whose entries are wrong. */
export const LIST_FAULTS: readonly Fault[] = LISTS.flatMap((list) =>
  LIST_FLAWS.filter((flaw) => flaw.only?.(list) ?? true).map((flaw) =>
    faultOf(
      flaw,
      operation(list.id),
      inDocument(succeeds(list.id), (root, context) => edited(root, flaw, context)),
    ),
  ),
);
