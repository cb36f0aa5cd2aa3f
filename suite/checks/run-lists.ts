import { type ActionRecord, parameter } from './action-record.ts';
import type { RawFinding, RunCheck } from './check.ts';
import { type OwnList, ownLists } from './own-lists.ts';
import { requestedName } from './task-of-operation.ts';

/** Once, somebody else may have deleted the VM and made another of its name; not again and again. */
const TIMES = 2;
/** Entries of one list that are told of. */
const MOST = 20;

/** Lists whose entries do not vanish and come back, unless it is the run's own doing. */
const STEADY = ['get-vm-list', 'get-vdc-list', 'get-network-list', 'list-uploaded-image', 'get-task-list'] as const;

/** What the run never touches does not vanish from a list and come back, and a template does not vanish at all. */
export const runLists: RunCheck = {
  id: 'run-lists',
  kind: 'run',
  summary: 'history',
  faults: ['*/short-now-and-then', 'list-template/empty-after-upload'],
  companions: ['get-vm-list/busy-left-out'],
  judge(exchanges, records, context) {
    const touched = touchedNames(records);
    const flickering = STEADY.flatMap((operation) =>
      listsByVdc(exchanges, operation, context).flatMap((lists) => {
        const all = new Set(lists.flatMap(({ names }) => [...names]));
        const found = [...all].filter((name) => !touched(name)).flatMap((name) => flicker(name, lists));
        // One short list lacks many tasks.
        return found.slice(0, operation === 'get-vm-list' ? MOST : 1);
      }),
    );
    const templates = listsByVdc(exchanges, 'list-template', context).flatMap(forgotten);
    return [...flickering, ...templates];
  },
};

/** No operation removes a template, so one that was listed is listed again and again. */
function forgotten(lists: readonly OwnList[]): readonly RawFinding[] {
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

const MOVES_IMAGES: ReadonlySet<string> = new Set(['upload-image', 'delete-uploaded-image']);

/** VMs that were made or deleted, by their names; an image may be listed with the extension of its file. */
function touchedNames(records: readonly ActionRecord[]): (name: string) => boolean {
  // Whatever else is done to a VM, it stays in its list.
  const deleted = records.filter(({ operation }) => operation.id === 'delete-vm');
  const vms = new Set([
    ...deleted.map((record) => parameter(record, 'vm-name')),
    ...records.map((record) => requestedName(record) ?? ''),
  ]);
  const moved = records.filter(({ operation }) => MOVES_IMAGES.has(operation.id));
  const images = moved
    .map((record) => parameter(record, 'image-name') || (requestedName(record) ?? ''))
    .filter((name) => name !== '');
  return (name) => vms.has(name) || images.some((image) => name.includes(image));
}

function listsByVdc(...what: Parameters<typeof ownLists>): readonly (readonly OwnList[])[] {
  const byVdc = new Map<string, OwnList[]>();
  for (const list of ownLists(...what)) byVdc.set(list.vdc, [...(byVdc.get(list.vdc) ?? []), list]);
  return [...byVdc.values()];
}

/** Lists that lack the name between two others that have it, one after the other for the client. */
function flicker(name: string, lists: readonly OwnList[]): readonly RawFinding[] {
  const having = lists.filter(({ names }) => names.has(name));
  const since = Math.min(...having.map(({ to }) => to));
  const until = Math.max(...having.map(({ from }) => from));
  const lacking = lists.filter((list) => !list.names.has(name) && since < list.from && until > list.to);
  const [first] = lacking;
  const before = having.find(({ to }) => first !== undefined && to < first.from);
  if (first === undefined || before === undefined || lacking.length < TIMES) return [];
  return [
    {
      requirement: 'list.complete',
      expected: `${name} in every list of its kind, as nobody deleted it`,
      actual: `missing from ${lacking.length} of ${lists.length} lists, and there again afterwards`,
      exchanges: [first.exchange, before.exchange],
      where: 'body',
    },
  ];
}
