import { acceptance } from './acceptance.ts';
import { actionList } from './action-list.ts';
import { bothRoles } from './both-roles.ts';
import { bystander } from './bystander.ts';
import type { ActionCheck, Check, ExchangeCheck, RunCheck, ScenarioCheck } from './check.ts';
import { crawled } from './crawled.ts';
import { disclosure } from './disclosure.ts';
import { effect } from './effect.ts';
import { errorMessage } from './error-message.ts';
import { exchangeBody } from './exchange-body.ts';
import { exchangeStatus } from './exchange-status.ts';
import { expectation } from './expectation.ts';
import { imageDeployable } from './image-deployable.ts';
import { imageGone, imageNameFree, imageStore, imageUndeployable } from './image-store.ts';
import { links } from './links.ts';
import { listsAgree } from './lists-agree.ts';
import { location } from './location.ts';
import { nameAgrees } from './name-agrees.ts';
import { nicAddress } from './nic-address.ts';
import { nicKept } from './nic-kept.ts';
import { nicRefusal } from './nic-refusal.ts';
import { nicRule } from './nic-rule.ts';
import { ownOrganization } from './own-organization.ts';
import { quotaHeld } from './quota-held.ts';
import { quotaRoom } from './quota-room.ts';
import { raceOutcome } from './race-outcome.ts';
import { readAgain } from './read-again.ts';
import { refusedUnchanged } from './refused-unchanged.ts';
import { runDeleted } from './run-deleted.ts';
import { runDeployed } from './run-deployed.ts';
import { runDialect } from './run-dialect.ts';
import { runHistory } from './run-history.ts';
import { runImageRoom } from './run-image-room.ts';
import { runListed } from './run-listed.ts';
import { runLists } from './run-lists.ts';
import { runMade } from './run-made.ts';
import { runNfs } from './run-nfs.ts';
import { runObjects } from './run-objects.ts';
import { runStability } from './run-stability.ts';
import { runStates } from './run-states.ts';
import { runTasks } from './run-tasks.ts';
import { runWords } from './run-words.ts';
import { taskListed } from './task-listed.ts';
import { taskOfOperation } from './task-of-operation.ts';
import { taskProgress } from './task-progress.ts';
import { taskValues } from './task-values.ts';
import { unlisted } from './unlisted.ts';

export const EXCHANGE_CHECKS: readonly ExchangeCheck[] = [
  exchangeStatus,
  exchangeBody,
  errorMessage,
  location,
  nameAgrees,
  links,
  taskValues,
];
export const ACTION_CHECKS: readonly ActionCheck[] = [
  acceptance,
  actionList,
  refusedUnchanged,
  taskOfOperation,
  taskProgress,
  taskListed,
  effect,
  listsAgree,
  nicRule,
  imageStore,
  imageGone,
];
export const SCENARIO_CHECKS: readonly ScenarioCheck[] = [
  expectation,
  disclosure,
  crawled,
  raceOutcome,
  unlisted,
  nicAddress,
  nicKept,
  nicRefusal,
  quotaHeld,
  quotaRoom,
  bothRoles,
  bystander,
  imageDeployable,
  imageNameFree,
  imageUndeployable,
  ownOrganization,
  readAgain,
];
export const RUN_CHECKS: readonly RunCheck[] = [
  runTasks,
  runDialect,
  runWords,
  runHistory,
  runImageRoom,
  runDeleted,
  runDeployed,
  runLists,
  runListed,
  runMade,
  runNfs,
  runStability,
  runObjects,
  runStates,
];

/** Every check there is. */
export const ALL_CHECKS: readonly Check[] = [...EXCHANGE_CHECKS, ...ACTION_CHECKS, ...SCENARIO_CHECKS, ...RUN_CHECKS];
