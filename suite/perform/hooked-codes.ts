import { NotApplicable } from '../session/blocked.ts';
import { attempt } from './attempt.ts';
import { bind } from './bind.ts';
import type { Performer } from './performer.ts';

/** Arms a code at the test hook and makes the call that must report it. */
export const performHookedCode: Performer = async (scenario, session, stage) => {
  const { hook, catalogue } = session.run;
  if (hook === null) throw new NotApplicable('the implementation offers no test hook');
  const operation = catalogue.operation(scenario.operation ?? '');
  const binding = await bind(operation, session, stage);
  // Two armed codes of one operation would take each other's calls.
  const leave = await stage.exclusive(`hook ${operation.id}`);
  try {
    await hook.arm(operation.id, String(scenario.variation.code));
    await attempt(session, stage, operation, { ...binding, creates: null, weakened: false }, { armed: true });
  } finally {
    leave();
  }
};
