import { errorCodeOf } from '../document/error-message.ts';
import { linksOf } from '../document/links.ts';
import { parseStep } from '../evidence/steps.ts';
import type { Exchange } from '../evidence/types.ts';
import { statusOf } from './action-record.ts';
import type { JudgeContext, RunCheck } from './check.ts';

interface Upload {
  readonly call: Exchange;
  /** Images that the store listed just before. */
  readonly held: number;
  readonly list: Exchange;
}

/** Once, somebody else may have been about to upload. */
const TIMES = 2;

/** With an image its place in the store is given back: there is room for as many as there was before (§3.40). */
export const runImageRoom: RunCheck = {
  id: 'run-image-room',
  kind: 'run',
  summary: 'history',
  faults: ['delete-uploaded-image/place-kept'],
  judge(exchanges, _records, context) {
    const uploads = uploadsOf(exchanges, context);
    const room = uploads.filter(({ call }) => statusOf(call) < 300).toSorted((a, b) => b.held - a.held)[0];
    if (room === undefined) return [];
    const refused = uploads.filter(
      ({ call, held }) =>
        held <= room.held &&
        call.seq > room.call.seq &&
        errorCodeOf(context.documents.root(call)) === 'UploadImageAmountQuotaReached',
    );
    const [one] = refused;
    if (one === undefined || new Set(refused.map(({ call }) => call.scenario)).size < TIMES) return [];
    return [
      {
        requirement: 'upload-image.error.UploadImageAmountQuotaReached',
        expected: `room for an image beside ${one.held}, since there was room for one beside ${room.held}`,
        actual: `400 UploadImageAmountQuotaReached, ${refused.length} times`,
        exchanges: [one.call, one.list, room.call, room.list],
        where: 'status',
      },
    ];
  },
};

/** Uploads by the administrator with a look at the store just before, of the same action. */
function uploadsOf(exchanges: readonly Exchange[], { documents, catalogue }: JudgeContext): readonly Upload[] {
  const lists = new Map<string, Exchange>();
  return exchanges.flatMap((exchange): readonly Upload[] => {
    const { action, role } = parseStep(exchange.step);
    const key = `${exchange.scenario} ${action}`;
    if (role === 'before.images' && exchange.response?.status === 200) lists.set(key, exchange);
    const list = lists.get(key);
    const upload = exchange.operation === 'upload-image' && exchange.request.method === 'POST';
    if (!upload || exchange.principal !== 'admin' || exchange.response === null || list === undefined) return [];
    const root = documents.root(list);
    return root === undefined ? [] : [{ call: exchange, held: linksOf(root, catalogue.version).length, list }];
  });
}
