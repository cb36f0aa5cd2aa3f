import { linksOf } from '../document/links.ts';
import { sentAt } from '../evidence/times.ts';
import type { Exchange } from '../evidence/types.ts';
import { type ActionRecord, parameter } from './action-record.ts';
import type { JudgeContext, RawFinding, RunCheck } from './check.ts';
import { requestedName } from './task-of-operation.ts';

interface Seen {
  readonly exchange: Exchange;
  readonly names: ReadonlySet<string>;
  readonly from: number;
  readonly to: number;
}

/** Once, somebody else may have deleted the VM and made another of its name; not again and again. */
const TIMES = 2;

/** A VM that the run never touches does not vanish from the VM list and come back, nor does a template from theirs. */
export const runLists: RunCheck = {
  id: 'run-lists',
  kind: 'run',
  summary: 'history',
  faults: ['get-vm-list/short-now-and-then', 'list-template/empty-after-upload'],
  judge(exchanges, records, context) {
    const touched = touchedNames(records);
    const flickering = [...listsByVdc(exchanges, 'get-vm-list', context).values()].flatMap((lists) => {
      const all = new Set(lists.flatMap(({ names }) => [...names]));
      return [...all].filter((name) => !touched.has(name)).flatMap((name) => flicker(name, lists));
    });
    const templates = [...listsByVdc(exchanges, 'list-template', context).values()].flatMap(forgotten);
    return [...flickering, ...templates];
  },
};

/** No operation removes a template, so one that was listed is listed again and again. */
function forgotten(lists: readonly Seen[]): readonly RawFinding[] {
  const [first] = lists.toSorted((a, b) => a.from - b.from);
  if (first === undefined) return [];
  return [...first.names].flatMap((name): readonly RawFinding[] => {
    const lacking = lists.filter((list) => !list.names.has(name) && list.from > first.to);
    const [one] = lacking;
    if (one === undefined || lacking.length < TIMES) return [];
    return [
      {
        requirement: 'template.listed',
        expected: `the template ${name} in the list, as nothing removes templates`,
        actual: `missing from ${lacking.length} later list${lacking.length === 1 ? '' : 's'}`,
        exchanges: [one.exchange, first.exchange],
        where: '/ImageList',
      },
    ];
  });
}

function touchedNames(records: readonly ActionRecord[]): ReadonlySet<string> {
  return new Set(records.flatMap((record) => [parameter(record, 'vm-name'), requestedName(record) ?? '']));
}

function listsByVdc(
  exchanges: readonly Exchange[],
  operation: 'get-vm-list' | 'list-template',
  context: JudgeContext,
): ReadonlyMap<string, readonly Seen[]> {
  const byVdc = new Map<string, Seen[]>();
  for (const exchange of exchanges) {
    const { 'org-name': organization, 'vdc-name': vdc = '', 'version-number': version } = exchange.parameters;
    const { catalogue, documents } = context;
    if (exchange.operation !== operation || exchange.response?.status !== 200) continue;
    if (exchange.request.method !== 'GET' || organization !== context.organization) continue;
    if (version !== undefined && version !== catalogue.version) continue;
    const root = documents.root(exchange);
    if (root === undefined) continue;
    const names = new Set(linksOf(root, catalogue.version).map((link) => link.name));
    const from = sentAt(exchange);
    byVdc.set(vdc, [...(byVdc.get(vdc) ?? []), { exchange, names, from, to: from + exchange.elapsedMs }]);
  }
  return byVdc;
}

/** Lists that lack the name between two others that have it, one after the other for the client. */
function flicker(name: string, lists: readonly Seen[]): readonly RawFinding[] {
  const having = lists.filter(({ names }) => names.has(name));
  const lacking = lists.filter(
    (list) =>
      !list.names.has(name) && having.some(({ to }) => to < list.from) && having.some(({ from }) => from > list.to),
  );
  const [first] = lacking;
  const before = having.find(({ to }) => first !== undefined && to < first.from);
  if (first === undefined || before === undefined || lacking.length < TIMES) return [];
  return [
    {
      requirement: 'list.complete',
      expected: `${name} in every VM list, as nobody deleted it`,
      actual: `missing from ${lacking.length} of ${lists.length} lists, and there again afterwards`,
      exchanges: [first.exchange, before.exchange],
      where: '/VirtualMachineList',
    },
  ];
}
