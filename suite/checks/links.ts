import { type Link, linksOf } from '../document/links.ts';
import type { Exchange } from '../evidence/types.ts';
import type { ExchangeCheck, JudgeContext, RawFinding } from './check.ts';

type Fits = (rest: readonly string[], exchange: Exchange) => boolean;

const at = (exchange: Exchange, name: string): string | undefined => exchange.parameters[name];

/** What may follow `<version>/org/` in the links of each document, child element by child element; `*` is any child. */
const FORMS: Readonly<Record<string, Readonly<Record<string, Fits>>>> = {
  'get-organization-list': { '*': (rest) => rest.length === 1 },
  'get-organization-information': {
    'vdc-list': (rest, e) => same(rest, [at(e, 'org-name'), 'vdc']),
    'task-list': (rest, e) => same(rest, [at(e, 'org-name'), 'task']),
  },
  'get-vdc-list': { '*': (rest, e) => rest.length === 3 && same(rest.slice(0, 2), [at(e, 'org-name'), 'vdc']) },
  'get-vdc-information': {
    'virtual-machine-list': (rest, e) => same(rest, [at(e, 'org-name'), 'vdc', at(e, 'vdc-name'), 'vm']),
    // The second link of this name leads to the image store (reading vdc-image-store-link).
    'network-list': (rest, e) =>
      same(rest, [at(e, 'org-name'), 'vdc', at(e, 'vdc-name'), 'network']) ||
      (rest[0] === at(e, 'org-name') && rest.at(-1) === 'imagestore'),
  },
  // With or without the segment `vm` (reading vm-list-href).
  'get-vm-list': {
    '*': (rest, e) =>
      same(rest.slice(0, 3), [at(e, 'org-name'), 'vdc', at(e, 'vdc-name')]) &&
      (rest.length === 4 || (rest.length === 5 && rest[3] === 'vm')),
  },
  'get-vm-information': {
    'virtual-nic-list': (rest, e) => same(rest, [...vm(e), 'virtualnic']),
    'management-action-list': (rest, e) => same(rest, [...vm(e), 'mgmt']),
  },
  'get-vm-management-action-list': {
    '*': (rest, e) => rest.length === 7 && same(rest.slice(0, 6), [...vm(e), 'mgmt']),
  },
  'get-vm-virtualnic-list': { '*': (rest, e) => rest.length === 7 && same(rest.slice(0, 6), [...vm(e), 'virtualnic']) },
  'get-network-list': {
    '*': (rest, e) =>
      rest.length === 5 && same(rest.slice(0, 4), [at(e, 'org-name'), 'vdc', at(e, 'vdc-name'), 'network']),
  },
  'list-uploaded-image': { '*': (rest, e) => rest[0] === at(e, 'org-name') && rest.at(-2) === 'imagestore' },
  'list-template': { '*': (rest, e) => rest[0] === at(e, 'org-name') && rest.at(-2) === 'template' },
  'get-task-list': { '*': (rest, e) => rest.length === 3 && same(rest.slice(0, 2), [at(e, 'org-name'), 'task']) },
};

function vm(exchange: Exchange): readonly (string | undefined)[] {
  return [at(exchange, 'org-name'), 'vdc', at(exchange, 'vdc-name'), 'vm', at(exchange, 'vm-name')];
}

function same(actual: readonly string[], expected: readonly (string | undefined)[]): boolean {
  return actual.length === expected.length && actual.every((segment, index) => segment === expected[index]);
}

function judgeLink(link: Link, exchange: Exchange, forms: Readonly<Record<string, Fits>>): boolean {
  const fits = forms[link.element] ?? forms['*'];
  // An element that the guide does not know may link wherever it likes.
  if (fits === undefined) return true;
  return link.resolved !== null && fits(link.resolved.segments.slice(2), exchange);
}

function unknownEntries(exchange: Exchange, context: JudgeContext): ReadonlySet<string> {
  const operation = context.catalogue.operation(exchange.operation ?? '');
  if (operation.schema === null || operation.success.root === null) return new Set();
  return new Set(
    context
      .validate(exchange, operation.schema, operation.success.root)
      .filter((finding) => finding.kind === 'unknown-element')
      .map((finding) => finding.path),
  );
}

/** Of two links called `network-list`, as the section prints them, one has to lead to the networks. */
function withoutNetworks(found: readonly Link[], exchange: Exchange): readonly RawFinding[] {
  const called = found.filter(({ element }) => element === 'network-list');
  const stores = called.filter(({ resolved }) => resolved?.segments.at(-1) === 'imagestore');
  const [store] = stores;
  if (store === undefined || stores.length < called.length) return [];
  return [
    {
      requirement: 'vdc.links',
      expected: `a link to the network list of ${at(exchange, 'vdc-name')}`,
      actual: `${store.href}, and no other link of that name`,
      exchanges: [exchange],
      where: store.path,
    },
  ];
}

/** Links follow the URI syntax of what they lead to, within the resource they were found in; a list names nothing twice. */
export const links: ExchangeCheck = {
  id: 'links',
  kind: 'exchange',
  faults: [
    '*/entries-renamed',
    '*/entries-twice',
    '*/hrefs-of-wrong-form',
    '*/hrefs-elsewhere',
    '*/hrefs-of-other-version',
    '*/link-of-another',
    '*/link-of-wrong-form',
    'get-vdc-information/image-link-elsewhere',
    'get-vdc-information/network-link-missing',
  ],
  companions: ['*/any-version', 'get-organization-list/version-unchecked'],
  judge(exchange, context: JudgeContext) {
    const forms = exchange.operation === null ? undefined : FORMS[exchange.operation];
    if (forms === undefined || exchange.response?.status !== 200) return [];
    const found = linksOf(context.documents.root(exchange), context.catalogue.version);
    const findings: RawFinding[] = found
      .filter((link) => !judgeLink(link, exchange, forms))
      .map((link) => ({
        requirement: 'href.syntax',
        expected: 'a link that follows the URI syntax of what it names, within this resource',
        actual: link.href,
        exchanges: [exchange],
        where: `${link.path}/@href`,
      }));
    if (exchange.operation === 'get-vdc-information') findings.push(...withoutNetworks(found, exchange));
    if ('*' in forms) {
      const unknown = unknownEntries(exchange, context);
      // One entry of another name may be an extension; a list of nothing but such is a list of renamed entries.
      if (found.length > 0 && found.every((link) => unknown.has(link.path))) {
        findings.push({
          requirement: `${exchange.operation}.schema`,
          expected: 'entries of the name that the section shows',
          actual: found[0]?.element ?? '',
          exchanges: [exchange],
          where: found[0]?.path ?? '',
        });
      }
      const seen = new Set<string>();
      for (const link of found) {
        if (seen.has(link.name))
          findings.push({
            requirement: 'list.unique',
            expected: 'every entry once',
            actual: `${link.name} is listed twice`,
            exchanges: [exchange],
            where: link.path,
          });
        seen.add(link.name);
      }
    }
    return findings;
  },
};
