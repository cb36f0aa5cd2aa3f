import { linksOf } from '../document/links.ts';
import { answeredAt, sentAt } from '../evidence/times.ts';
import type { Exchange } from '../evidence/types.ts';
import { statusOf } from './action-record.ts';
import type { JudgeContext } from './check.ts';
import { isOwnRead } from './own-read.ts';

/** A list as the administrator of the organisation under test was told it. */
export interface OwnList {
  readonly exchange: Exchange;
  readonly names: ReadonlySet<string>;
  /** Empty for lists that are not of one VDC. */
  readonly vdc: string;
  /** When it was asked for, and when the answer was there. */
  readonly from: number;
  readonly to: number;
}

/** Lists of one kind, in the order of their exchanges. One that cannot be read is for the check of bodies. */
export function ownLists(exchanges: readonly Exchange[], operation: string, context: JudgeContext): readonly OwnList[] {
  return exchanges.flatMap((exchange): readonly OwnList[] => {
    if (exchange.operation !== operation || statusOf(exchange) !== 200 || !isOwnRead(exchange, context)) return [];
    const root = context.documents.root(exchange);
    if (root === undefined) return [];
    const names = new Set(linksOf(root, context.catalogue.version).map(({ name }) => name));
    const { 'vdc-name': vdc = '' } = exchange.parameters;
    return [{ exchange, names, vdc, from: sentAt(exchange), to: answeredAt(exchange) }];
  });
}
