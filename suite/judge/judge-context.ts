import { NO_ROOM } from '../catalogue/no-room.ts';
import type { Catalogue, StableState } from '../catalogue/types.ts';
import type { JudgeContext } from '../checks/check.ts';
import { childText, type Documents } from '../document/documents.ts';
import { errorCodeOf } from '../document/error-message.ts';
import { linksOf } from '../document/links.ts';
import { requestedNameIn } from '../document/requested-name.ts';
import { phaseOf, readTask } from '../document/task.ts';
import { readVm } from '../document/vm.ts';
import { parseStep } from '../evidence/steps.ts';
import type { Exchange } from '../evidence/types.ts';

/** State to which an accepted operation leads, where the guide shows no word for it. */
const LEADS_TO: Readonly<Record<string, StableState>> = {
  'power-on-vm': 'powered-on',
  'resume-vm': 'powered-on',
  'suspend-vm': 'suspended',
};

/** Everything that the checks may know beside what they judge; made from the recording alone. */
export function judgeContext(
  catalogue: Catalogue,
  documents: Documents,
  exchanges: readonly Exchange[],
  organization: string,
): JudgeContext {
  const superseded = supersededExchanges(exchanges);
  return {
    catalogue,
    documents,
    organization,
    words: learnWords(exchanges, documents, catalogue),
    confidential: confidentialNames(exchanges, documents, catalogue),
    made: namesMade(exchanges),
    quotasReached: quotasReached(exchanges, documents),
    superseded: (exchange) => superseded.has(exchange.seq),
    validate: (exchange, schema, root) => documents.validate(exchange, schema, root),
  };
}

const QUOTAS: ReadonlySet<string> = new Set([...NO_ROOM, 'UploadImageAmountQuotaReached']);

function quotasReached(exchanges: readonly Exchange[], documents: Documents): ReadonlySet<string> {
  const reached = new Set<string>();
  for (const exchange of exchanges) {
    if (!exchange.scenario.startsWith('set-up/') || (exchange.response?.status ?? 0) < 400) continue;
    const code = errorCodeOf(documents.root(exchange));
    if (code !== undefined && QUOTAS.has(code)) reached.add(code);
  }
  return reached;
}

/** Tries that were followed by another try of the same request. */
function supersededExchanges(exchanges: readonly Exchange[]): ReadonlySet<number> {
  const latest = new Map<string, Exchange>();
  const superseded = new Set<number>();
  for (const exchange of exchanges) {
    const key = `${exchange.scenario} ${exchange.step} ${exchange.principal} ${exchange.request.method} ${exchange.request.url}`;
    const previous = latest.get(key);
    if (previous !== undefined && exchange.attempt === previous.attempt + 1) superseded.add(previous.seq);
    latest.set(key, exchange);
  }
  return superseded;
}

/** Words for states, from what VMs said right after an operation had ended well. The most frequent use of a word wins. */
function learnWords(
  exchanges: readonly Exchange[],
  documents: Documents,
  catalogue: Catalogue,
): ReadonlyMap<string, StableState> {
  const ended = new Map<string, StableState>();
  const votes = new Map<string, Map<StableState, number>>();
  const called = new Map<string, StableState>();
  for (const exchange of exchanges) {
    const { action, role } = parseStep(exchange.step);
    if (action === null) continue;
    const key = `${exchange.scenario} ${action}`;
    const leads = LEADS_TO[exchange.operation ?? ''];
    if (role === 'call' && leads !== undefined && exchange.response?.status === 202) called.set(key, leads);
    const state = called.get(key);
    if (state === undefined) continue;
    if (role === 'poll' && phaseOf(readTask(documents.root(exchange))?.status, catalogue.tasks) === 'ended-well')
      ended.set(key, state);
    const status = role === 'after.info' && ended.has(key) ? readVm(documents.root(exchange))?.status : undefined;
    if (status === undefined || status === '' || status === 'powered-off') continue;
    const votesFor = votes.get(status) ?? new Map<StableState, number>();
    votes.set(status, votesFor);
    votesFor.set(state, (votesFor.get(state) ?? 0) + 1);
  }
  const words = new Map<string, StableState>([['powered-off', 'powered-off']]);
  for (const [word, votesFor] of votes) {
    const winner = [...votesFor].toSorted((a, b) => b[1] - a[1])[0];
    if (winner !== undefined) words.set(word, winner[0]);
  }
  return words;
}

const NAMES: ReadonlySet<string> = new Set(['clone-vm', 'deploy-uploaded-image', 'upload-image']);

/** Names in the bodies of what was accepted. */
function namesMade(exchanges: readonly Exchange[]): ReadonlySet<string> {
  const made = exchanges.flatMap((exchange) => {
    const { response, operation } = exchange;
    if (response === null || response.status >= 300) return [];
    // The first part of an upload is called by the image's name (§3.20).
    return NAMES.has(operation ?? '') ? (requestedNameIn(exchange) ?? []) : [];
  });
  return new Set(made);
}

/** Names shorter than this, or common words, turn up in any text. */
const TELLING = 5;

/** Names of VMs, their domain names and addresses: what the administrator could read and another tenant must not. */
function confidentialNames(
  exchanges: readonly Exchange[],
  documents: Documents,
  catalogue: Catalogue,
): ReadonlySet<string> {
  const names = new Set<string>();
  const add = (name: string | undefined): void => {
    if (name !== undefined && name.length >= TELLING && /\d/.test(name)) names.add(name);
  };
  for (const exchange of exchanges) {
    if (exchange.principal !== 'admin' || exchange.response?.status !== 200) continue;
    if (exchange.operation === 'get-vm-list')
      for (const link of linksOf(documents.root(exchange), catalogue.version)) add(link.name);
    if (exchange.operation === 'get-vm-information') add(childText(documents.root(exchange), 'fqdn'));
    if (exchange.operation === 'get-vm-virtualnic-information') add(childText(documents.root(exchange), 'ip-address'));
  }
  return names;
}
