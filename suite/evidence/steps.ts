/**
 * The grammar of `Exchange.step`: an optional action prefix `a<N>/`, then a role.
 * The role says what the judge may hold the answer to, so that nobody has to guess it from the request.
 */

/** The guide leaves a server no choice but to serve these. */
const SERVED = [
  /** A plain read. */
  'read',
  /** State observed before and after a call, and while its task runs. */
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
  /** A valid request sent beside the one under test. */
  'twin',
  /** Polling of the task, and one more look at it after it has ended. */
  'poll',
  'recheck',
] as const;

/** What these are answered with is for the scenario to say. */
const OPEN = [
  /** A link handed out by the server, followed once. */
  'follow',
  /** The request under test. */
  'call',
  /** A read of something that must no longer be there. */
  'gone.info',
  /** A request whose answer may be anything that is documented. */
  'probe',
  /** Set-up and clean-up on behalf of a scenario. */
  'stage',
] as const;

const ROLES = [...SERVED, ...OPEN] as const;

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

const MUST_SUCCEED: ReadonlySet<StepRole> = new Set(SERVED);

/** Whether the guide leaves a server no choice but to serve this request. */
export function mustSucceed(step: string): boolean {
  return MUST_SUCCEED.has(parseStep(step).role);
}
