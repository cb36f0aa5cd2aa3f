import { BEHAVIOUR_FAULTS } from './behaviour-faults.ts';
import { CARELESS_FAULTS } from './careless-faults.ts';
import { DEPLOYMENT_FAULTS } from './deployment-faults.ts';
import { GENERATED_FAULTS } from './generated/index.ts';
import { HISTORY_FAULTS } from './history-faults.ts';
import { LEAKY_FAULTS } from './leaky-faults.ts';
import { NAMING_FAULTS } from './naming-faults.ts';
import { RESPONSE_FAULTS } from './response-faults.ts';
import { STALE_FAULTS } from './stale-faults.ts';
import { TASK_STORY_FAULTS } from './task-faults.ts';
import type { Fault } from './types.ts';
import { WAVERING_FAULTS } from './wavering-faults.ts';

const WRITTEN: readonly Fault[] = [
  ...RESPONSE_FAULTS,
  ...BEHAVIOUR_FAULTS,
  ...HISTORY_FAULTS,
  ...WAVERING_FAULTS,
  ...CARELESS_FAULTS,
  ...STALE_FAULTS,
  ...DEPLOYMENT_FAULTS,
  ...LEAKY_FAULTS,
  ...NAMING_FAULTS,
  ...TASK_STORY_FAULTS,
];
const written = new Set(WRITTEN.map(({ id }) => id));

/** Every fault that the mock can be started with: those written by hand, then what the catalogue generates. */
export const FAULTS: readonly Fault[] = [...WRITTEN, ...GENERATED_FAULTS.filter(({ id }) => !written.has(id))];
