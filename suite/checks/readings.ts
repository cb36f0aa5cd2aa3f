import { child, childText } from '../document/documents.ts';
import { errorCodeOf } from '../document/error-message.ts';
import { linksOf } from '../document/links.ts';
import { readTask, taskLocation } from '../document/task.ts';
import type { Exchange } from '../evidence/types.ts';
import type { JudgeContext } from './check.ts';

/** Which answer one exchange gives to an open question; undefined when the question does not come up in it. */
type Recognise = (exchange: Exchange, context: JudgeContext) => readonly (string | undefined)[];

export interface ReadingTaken {
  readonly id: string;
  readonly question: string;
  readonly sections: readonly string[];
  readonly answers: readonly {
    readonly id: string;
    readonly text: string;
    readonly exchanges: readonly Exchange[];
    readonly count: number;
  }[];
  readonly consistent: boolean;
}

const ok = (exchange: Exchange): boolean => (exchange.response?.status ?? 0) === 200;
const refusedWith =
  (codes: Readonly<Record<string, string>>): Recognise =>
  (exchange, context) => {
    if ((exchange.response?.status ?? 0) < 400) return [];
    return [codes[errorCodeOf(context.documents.root(exchange)) ?? '']];
  };
const of = (operation: string, exchange: Exchange): boolean => exchange.operation === operation && ok(exchange);

const RECOGNISERS: Readonly<Record<string, Recognise>> = {
  'task-success-word': (exchange, context) => {
    const status = of('get-task', exchange) ? readTask(context.documents.root(exchange))?.status : undefined;
    return [status === 'completed' || status === 'success' ? status : undefined];
  },
  'clone-action-name': (exchange, context) => {
    if (!of('get-vm-management-action-list', exchange)) return [];
    return linksOf(context.documents.root(exchange), context.catalogue.version).map((link) =>
      /^clone-(to|on)-vm$/.test(link.name) ? link.name : undefined,
    );
  },
  'vm-list-href': (exchange, context) => {
    if (!of('get-vm-list', exchange)) return [];
    return linksOf(context.documents.root(exchange), context.catalogue.version).map((link) =>
      link.resolved === null ? undefined : link.resolved.segments[5] === 'vm' ? 'with-vm' : 'without-vm',
    );
  },
  'image-list-child': (exchange, context) => {
    if (!of('list-uploaded-image', exchange) && !of('list-template', exchange)) return [];
    return linksOf(context.documents.root(exchange), context.catalogue.version).map((link) =>
      link.element === 'ImageList' ? 'image-list' : 'by-kind',
    );
  },
  'vdc-image-store-link': (exchange, context) => {
    if (!of('get-vdc-information', exchange)) return [];
    const links = linksOf(context.documents.root(exchange), context.catalogue.version);
    const store = links.find((link) => link.resolved?.segments.at(-1) === 'imagestore');
    return [store === undefined ? 'absent' : store.element === 'network-list' ? 'network-list' : 'image-list'];
  },
  'public-ip-value': (exchange, context) => {
    if (!of('get-vm-information', exchange)) return [];
    const value = childText(context.documents.root(exchange), 'public-ip')?.toLowerCase();
    // A VM without an address may be told by `no` whatever stands for one with an address.
    if (value === undefined || value === '' || value === 'no') return [];
    return [value === 'yes' ? 'yes-no' : value === 'true' || value === 'false' ? 'true-false' : 'address'];
  },
  'public-ip-absent': (exchange, context) => {
    if (!of('get-vm-information', exchange)) return [];
    const element = child(context.documents.root(exchange), 'public-ip');
    if (element === undefined) return ['absent'];
    return [element.text === '' ? 'empty' : /^(no|false)$/i.test(element.text) ? 'negative' : undefined];
  },
  'href-form': (exchange, context) => {
    if (exchange.operation === null || !ok(exchange)) return [];
    return linksOf(context.documents.root(exchange), context.catalogue.version).map((link) => link.resolved?.form);
  },
  'location-form': (exchange, context) => {
    if (exchange.response?.status !== 202) return [];
    return [taskLocation(exchange, context.catalogue.version)?.resolved?.form];
  },
  'href-space': (exchange, context) => {
    if (!of('get-vm-virtualnic-list', exchange)) return [];
    return linksOf(context.documents.root(exchange), context.catalogue.version).map((link) =>
      link.name.includes(' ') ? (link.resolved?.rawSpace === true ? 'raw' : 'percent-encoded') : undefined,
    );
  },
  'end-time-while-running': (exchange, context) => {
    if (!of('get-task', exchange)) return [];
    const task = readTask(context.documents.root(exchange));
    if (task === undefined || !['starting', 'started', 'stopping', 'running-overtime'].includes(task.status ?? ''))
      return [];
    return [task.endTime === undefined ? 'absent' : task.endTime === '' ? 'empty' : undefined];
  },
  'deleted-object-code': (exchange, context) =>
    exchange.step.endsWith('gone.info')
      ? refusedWith({
          ObjectNotFound: 'object-not-found',
          NoLongerExist: 'no-longer-exist',
          DuringDeleting: 'during-deleting',
        })(exchange, context)
      : [],
  'foreign-organization': (exchange, context) =>
    exchange.principal === 'foreignAdmin'
      ? refusedWith({ NoPermission: 'no-permission', ObjectNotFound: 'object-not-found' })(exchange, context)
      : [],
  'undefined-method': (exchange, context) => {
    if (
      exchange.operation === null ||
      context.catalogue.operation(exchange.operation).method === exchange.request.method
    )
      return [];
    return refusedWith({ NotSupported: 'not-supported', ObjectNotFound: 'object-not-found' })(exchange, context);
  },
  'unknown-image-code': (exchange, context) =>
    exchange.operation === 'deploy-uploaded-image'
      ? refusedWith({ ObjectNotFound: 'object-not-found', DeployImageNotFound: 'deploy-image-not-found' })(
          exchange,
          context,
        )
      : [],
  'nfs-deploy-task-type': (exchange, context) => {
    const type =
      of('get-task', exchange) && exchange.scenario.startsWith('deploy-nfs-server/')
        ? readTask(context.documents.root(exchange))?.type
        : undefined;
    return [type === 'DeployVm' ? 'deploy-vm' : type === 'EnableNFS' ? 'enable-nfs' : undefined];
  },
};

/** Examples kept for each answer. */
const EXAMPLES = 5;

/** What the server chose wherever the guide leaves a choice, in the order of the register. */
export function readingsOf(exchanges: readonly Exchange[], context: JudgeContext): readonly ReadingTaken[] {
  return context.catalogue.readings.flatMap((reading) => {
    const recognise = RECOGNISERS[reading.id];
    if (recognise === undefined) return [];
    const seen = new Map<string, { exchanges: Exchange[]; count: number }>();
    for (const exchange of exchanges) {
      for (const answer of recognise(exchange, context)) {
        if (answer === undefined) continue;
        const entry = seen.get(answer) ?? { exchanges: [], count: 0 };
        seen.set(answer, entry);
        entry.count += 1;
        if (entry.exchanges.length < EXAMPLES && entry.exchanges.at(-1) !== exchange) entry.exchanges.push(exchange);
      }
    }
    const answers = [...seen].map(([id, entry]) => ({
      id,
      text: reading.admissible.find((answer) => answer.id === id)?.text ?? id,
      ...entry,
    }));
    return [
      {
        id: reading.id,
        question: reading.question,
        sections: reading.sections,
        answers,
        consistent: reading.consistentAcross === 'none' || answers.length <= 1,
      },
    ];
  });
}
