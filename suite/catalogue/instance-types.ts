import type { Catalogue } from './types.ts';

/** What a VM can be, from the smallest to the largest (§3.15). */
export function instanceTypes(catalogue: Catalogue): readonly string[] {
  const { request } = catalogue.operation('update-vm-instance-type');
  const values =
    request.kind === 'xml' ? request.fields.find(({ name }) => name === 'instance-type')?.values : undefined;
  if (values === undefined || values.length === 0) throw new Error('the catalogue names no instance types');
  return values;
}
