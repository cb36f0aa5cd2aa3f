import type { ScenarioCheck } from './check.ts';

/** A quota that the target file states is not reached before it is: what is deleted gives its place back (§3.40, §3.69). */
export const quotaRoom: ScenarioCheck = {
  id: 'quota-room',
  kind: 'scenario',
  faults: ['delete-vm/public-ip-kept', 'upload-image/one-place-less'],
  companions: ['delete-uploaded-image/place-kept'],
  appliesTo: (scenario) => scenario.family === 'quota',
  judge(scenario, evidence) {
    const note = evidence.notes.find(({ kind, data }) => kind === 'room' && Number(data?.used) < Number(data?.quota));
    if (note === undefined) return [];
    const { used, quota, code } = note.data ?? {};
    const image = code === 'UploadImageAmountQuotaReached';
    const lists = image ? 'list-uploaded-image' : 'get-vm-list';
    return [
      {
        requirement: `${image ? 'upload-image' : 'clone-vm'}.error.${code}`,
        expected: `room for one more, since ${used} of the ${quota} that the target file states are in use`,
        actual: String(code),
        exchanges: evidence.exchanges.filter(({ operation }) => operation === lists).slice(-1),
        where: `${scenario.operation}`,
      },
    ];
  },
};
