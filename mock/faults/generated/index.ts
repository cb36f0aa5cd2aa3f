import type { Fault } from '../types.ts';
import { ACCESS_FAULTS } from './access.ts';
import { ANSWER_FAULTS } from './answers.ts';
import { BODY_FAULTS } from './bodies.ts';
import { ELEMENT_FAULTS } from './elements.ts';
import { KEEPING_FAULTS } from './keeping.ts';
import { LIFE_CYCLE_FAULTS } from './life-cycle.ts';
import { LIST_FAULTS } from './lists.ts';
import { MACHINE_FAULTS } from './machines.ts';
import { REFUSAL_FAULTS } from './refusals.ts';
import { REQUEST_FAULTS } from './requests.ts';
import { TASK_FAULTS } from './tasks.ts';

/** What the catalogue can generate: each operation with each way of being wrong. */
export const GENERATED_FAULTS: readonly Fault[] = [
  ...ANSWER_FAULTS,
  ...ELEMENT_FAULTS,
  ...LIST_FAULTS,
  ...TASK_FAULTS,
  ...REFUSAL_FAULTS,
  ...ACCESS_FAULTS,
  ...LIFE_CYCLE_FAULTS,
  ...REQUEST_FAULTS,
  ...MACHINE_FAULTS,
  ...BODY_FAULTS,
  ...KEEPING_FAULTS,
];
