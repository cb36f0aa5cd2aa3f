import type { Implementation } from '../turn.ts';
import { dataCenterOperations } from './data-centers.ts';
import { imageOperations } from './images.ts';
import { organizationOperations } from './organizations.ts';
import { virtualMachineOperations } from './virtual-machines.ts';

/** What answers each operation, by its id in the catalogue (and one alias). */
export const IMPLEMENTATIONS: ReadonlyMap<string, Implementation> = new Map(
  Object.entries({
    ...virtualMachineOperations,
    ...dataCenterOperations,
    ...imageOperations,
    ...organizationOperations,
  }),
);
