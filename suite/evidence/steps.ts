/**
 * The grammar of `Exchange.step`: an optional action prefix `a<N>/`, then a role.
 * The role says what the judge may hold the answer to, so that nobody has to guess it from the request.
 */

export const ROLES = [
  /** A plain read that must succeed. */
  'read',
  /** A link handed out by the server, followed once. */
  'follow',
  /** State observed before and after a call; must succeed. */
  'before.info',
  'before.actions',
  'before.vms',
  'before.images',
  'after.info',
  'after.actions',
  'after.nics',
  'after.vms',
  'after.tasks',
  'after.images',
  'after.templates',
  'after.new.info',
  'after.new.nics',
  'during.tasks',
  /** The request under test. */
  'call',
  /** A valid request sent beside the one under test. */
  'twin',
  /** Polling of the task, and one more look at it after it has ended. */
  'poll',
  'recheck',
  /** A read of something that must no longer be there. */
  'gone.info',
  /** A request whose answer may be anything that is documented. */
  'probe',
  /** Set-up and clean-up on behalf of a scenario. */
  'stage',
] as const;

export type StepRole = (typeof ROLES)[number];

export interface Step {
  /** Number of the action within the scenario, or null. */
  readonly action: number | null;
  readonly role: StepRole;
}

const PATTERN = /^(?:a(\d+)\/)?(.+)$/;

/** Reads a step; unknown roles count as `probe`, the one that demands least. */
export function parseStep(step: string): Step {
  const match = PATTERN.exec(step);
  const role = match?.[2] as StepRole | undefined;
  return {
    action: match?.[1] === undefined ? null : Number(match[1]),
    role: role !== undefined && ROLES.includes(role) ? role : 'probe',
  };
}

export function stepName(action: number | null, role: StepRole): string {
  return action === null ? role : `a${action}/${role}`;
}

const MUST_SUCCEED: ReadonlySet<StepRole> = new Set<StepRole>([
  'read',
  'before.info',
  'before.actions',
  'before.vms',
  'before.images',
  'after.info',
  'after.actions',
  'after.nics',
  'after.vms',
  'after.tasks',
  'after.images',
  'after.templates',
  'after.new.info',
  'after.new.nics',
  'during.tasks',
  'poll',
  'recheck',
  'twin',
]);

/** Whether the guide leaves a server no choice but to serve this request. */
export function mustSucceed(step: string): boolean {
  return MUST_SUCCEED.has(parseStep(step).role);
}
