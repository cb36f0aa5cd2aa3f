import { BEHAVIOUR_FAULTS } from './behaviour-faults.ts';
import { HISTORY_FAULTS } from './history-faults.ts';
import { RESPONSE_FAULTS } from './response-faults.ts';
import type { Fault } from './types.ts';

/** Every fault that the mock can be started with. */
export const FAULTS: readonly Fault[] = [...RESPONSE_FAULTS, ...BEHAVIOUR_FAULTS, ...HISTORY_FAULTS];
