import { phaseOf, readTask } from '../document/task.ts';
import { readVm } from '../document/vm.ts';
import type { Exchange } from '../evidence/types.ts';
import { accepted, statusOf } from './action-record.ts';
import type { RawFinding, RunCheck } from './check.ts';

const LEADS_TO: Readonly<Record<string, string>> = {
  'power-on-vm': 'powered-on',
  'resume-vm': 'powered-on',
  'suspend-vm': 'suspended',
};

/** A server that calls a running VM by one word does not call it by another later, nor a suspended VM by the same. */
export const runWords: RunCheck = {
  id: 'run-words',
  kind: 'run',
  summary: 'dialect',
  faults: ['*/leads-elsewhere', 'dialect/two-state-words'],
  companions: ['*/effect-after-end', '*/wrong-later', '*/without-effect'],
  judge(_exchanges, records, context) {
    const words = new Map<string, Map<string, { exchange: Exchange; count: number }>>();
    for (const record of records) {
      const state = LEADS_TO[record.operation.id];
      const info = record.seen['after.info'];
      const poll = record.polls.at(-1);
      if (
        state === undefined ||
        info === undefined ||
        statusOf(info) !== 200 ||
        !accepted(record) ||
        record.scenario?.family === 'race'
      )
        continue;
      if (
        phaseOf(
          poll === undefined ? undefined : readTask(context.documents.root(poll))?.status,
          context.catalogue.tasks,
        ) !== 'ended-well'
      )
        continue;
      const status = readVm(context.documents.root(info))?.status;
      if (status === undefined || status === 'powered-off') continue;
      const seen = words.get(state) ?? new Map<string, { exchange: Exchange; count: number }>();
      words.set(state, seen);
      const entry = seen.get(status) ?? { exchange: info, count: 0 };
      entry.count += 1;
      seen.set(status, entry);
    }
    const findings: RawFinding[] = [];
    for (const [state, seen] of words) {
      if (seen.size < 2) continue;
      const ranked = [...seen].toSorted((a, b) => b[1].count - a[1].count);
      findings.push({
        requirement: 'dialect.kept',
        expected: `one word for a ${state} VM`,
        actual: ranked.map(([word, entry]) => `${word} (${entry.count}×)`).join(', '),
        exchanges: ranked
          .slice(0, 2)
          .map(([, entry]) => entry.exchange)
          .toReversed(),
        where: '/VirtualMachine/status',
      });
    }
    return findings;
  },
};
