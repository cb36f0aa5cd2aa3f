import type { Survey } from '../session/inventory.ts';
import type { Resource } from '../session/ledger.ts';

export interface Difference {
  /** There now and not before. */
  readonly left: readonly string[];
  /** There before and not now. */
  readonly missing: readonly string[];
}

/** Everything of the inventory that can be removed, for the ledger to remember. */
export function resourcesOf({ vdcs, images }: Survey, organization: string): readonly Resource[] {
  return [
    ...vdcs.flatMap((vdc) =>
      vdc.vms.map((vm): Resource => ({ kind: 'vm', organization, vdc: vdc.name, name: vm.name })),
    ),
    ...images.map((name): Resource => ({ kind: 'image', organization, name })),
  ];
}

/** Compares the inventory before the run with the one after it; tasks are history and stay. */
export function compareInventory(before: Survey, after: Survey): Difference {
  const list = (survey: Survey): ReadonlySet<string> =>
    new Set([
      ...survey.images.map((name) => `image ${name}`),
      ...survey.vdcs.flatMap((vdc) => vdc.vms.map((vm) => `VM ${vdc.name}/${vm.name}`)),
    ]);
  const was = list(before);
  const is = list(after);
  return { left: [...is].filter((entry) => !was.has(entry)), missing: [...was].filter((entry) => !is.has(entry)) };
}

/** VMs that were there before and whose description is another now: nobody but the owner may change them. */
export function changedVms(before: Survey, after: Survey): readonly string[] {
  const now = new Map(after.vdcs.flatMap((vdc) => vdc.vms.map((vm) => [`${vdc.name}/${vm.name}`, vm] as const)));
  return before.vdcs.flatMap((vdc) =>
    vdc.vms.flatMap((vm) => {
      const other = now.get(`${vdc.name}/${vm.name}`);
      if (other?.information === undefined || vm.information === undefined) return [];
      const same =
        other.information.status === vm.information.status &&
        other.information.instanceType === vm.information.instanceType &&
        other.nics.length === vm.nics.length;
      return same ? [] : [`VM ${vdc.name}/${vm.name}`];
    }),
  );
}
