import type { Fault } from './types.ts';

/** Every fault that the mock can be started with. */
export const FAULTS: readonly Fault[] = [];
