import { USERS } from '../mock/seed.ts';
import { type RunningMock, startMock } from '../mock/start.ts';
import { TIERS } from '../suite/catalogue/types.ts';
import { defaultTarget } from '../suite/target/default-target.ts';
import type { Credential, Target } from '../suite/target/types.ts';

export interface Embedded {
  readonly target: Target;
  readonly mock: RunningMock;
}

export type EmbeddedOptions = Parameters<typeof startMock>[0];

/** Names that few services take. One that takes them all has no name to refuse. */
const ODD_NAMES = ['-not a name!', '.hidden', 'hash#tag'];

/** The reference service in this process, with everything permitted and provided, its test hook included. */
export async function startEmbedded(options: EmbeddedOptions = {}): Promise<Embedded> {
  const mock = await startMock({ hookPort: 0, ...options });
  const credential = (name: string): Credential => {
    const user = USERS.find((candidate) => candidate.name === name);
    if (user === undefined) throw new Error(`the mock has no user ${name}`);
    return { username: user.name, password: user.password };
  };
  const { vmQuota, publicIpQuota, imageQuota } = mock.service.behaviour;
  const target = defaultTarget({
    name: 'embedded mock',
    baseUrl: mock.url,
    principals: {
      admin: credential('admin'),
      foreignAdmin: credential('foreign'),
      accountManager: credential('manager'),
      nonAdmin: credential('user'),
    },
    tasks: { pollIntervalMs: 50 },
    tiers: [...TIERS],
    // The statement of the implementation: its quotas and its naming rules are its own to tell.
    limits: { vmQuota, publicIpQuota, imageQuota },
    reservedNames: mock.service.behaviour.reservedNames.slice(0, 3),
    invalidNames: ODD_NAMES.filter((name) => !mock.service.behaviour.namePattern.test(name)),
    ...(mock.hookUrl === undefined ? {} : { hook: mock.hookUrl }),
  });
  return { target, mock };
}
