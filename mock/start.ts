import { loadVersion } from './catalogue/api.ts';
import { loadRoutes } from './catalogue/routes.ts';
import { loadStatuses } from './catalogue/statuses.ts';
import { DEFAULT_DIALECT, type Dialect } from './dialect/dialect.ts';
import { type Behaviour, DEFAULT_BEHAVIOUR } from './domain/behaviour.ts';
import type { Clock } from './domain/clock.ts';
import { conformingPolicies } from './domain/policies.ts';
import { Service } from './domain/service.ts';
import type { Fault } from './faults/types.ts';
import { Arms } from './hook/arms.ts';
import { answerHook } from './hook/hook-server.ts';
import { createHandlers, type Handlers } from './http/handlers.ts';
import { fetchBy, type Listener, listen } from './http/listener.ts';
import { RequestLog } from './log/request-log.ts';
import { genesis } from './seed.ts';
import type { Variant } from './variants/types.ts';

export interface MockOptions {
  /** Seed of the data; the same seed makes the same world. Default 1. */
  readonly seed?: number;
  readonly behaviour?: Partial<Behaviour>;
  readonly dialect?: Partial<Dialect>;
  /** Applied in order, before `behaviour` and `dialect`. */
  readonly variants?: readonly Variant[];
  readonly faults?: readonly Fault[];
  readonly clock?: Clock;
  /** Path before the version segment, e.g. `/api`. */
  readonly basePath?: string;
}

export interface ListenOptions extends MockOptions {
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default 0: any free port. */
  readonly port?: number;
  /** Port of the test hook; 0 takes a free one, absent leaves the hook off. */
  readonly hookPort?: number;
}

export interface MockParts {
  readonly service: Service;
  readonly arms: Arms;
  readonly log: RequestLog;
  readonly handlers: Handlers;
}

export interface RunningMock extends MockParts {
  /** Without a slash at the end; the version segment comes next. */
  readonly url: string;
  readonly port: number;
  readonly hookUrl?: string;
  close(): Promise<void>;
}

/** The mock without a port: for MSW's `setupServer(...mock.handlers.all)`, or for tests of the domain. */
export function createMock(options: MockOptions = {}): MockParts {
  const { seed = 1, variants = [], faults = [], basePath = '', clock } = options;
  const behaviour: Behaviour = Object.assign(
    { ...DEFAULT_BEHAVIOUR },
    ...variants.map((one) => one.behaviour ?? {}),
    options.behaviour,
  );
  const dialect: Dialect = Object.assign(
    { ...DEFAULT_DIALECT },
    ...variants.map((one) => one.dialect ?? {}),
    options.dialect,
  );
  const spoilers = faults.map((fault) => fault.apply());
  let policies = conformingPolicies();
  for (const spoiler of spoilers) policies = { ...policies, ...spoiler.policies?.(policies) };
  const service = new Service({
    genesis: () => {
      const world = genesis(seed, behaviour.imageQuota);
      for (const variant of variants) variant.world?.(world, behaviour);
      return world;
    },
    behaviour,
    policies,
    version: loadVersion(),
    seed,
    ...(clock === undefined ? {} : { clock }),
  });
  const arms = new Arms();
  const log = new RequestLog();
  const handlers = createHandlers({
    service,
    dialect,
    routes: loadRoutes(),
    statuses: loadStatuses(),
    arms,
    log,
    spoilers,
    basePath,
  });
  return { service, arms, log, handlers };
}

/** Starts the mock on a port of this machine. */
export async function startMock(options: ListenOptions = {}): Promise<RunningMock> {
  const { host = '127.0.0.1', port = 0, hookPort, basePath = '' } = options;
  const parts = createMock(options);
  const listener = await listen(fetchBy(parts.handlers), host, port);
  let hook: Listener | null = null;
  if (hookPort !== undefined) {
    const codes = new Set(loadStatuses().keys());
    const operations = new Set(loadRoutes().keys());
    try {
      hook = await listen((request) => answerHook({ ...parts, codes, operations }, request), host, hookPort);
    } catch (error) {
      await listener.close();
      throw error;
    }
  }
  const name = host.includes(':') ? `[${host}]` : host;
  return {
    ...parts,
    url: `http://${name}:${listener.port}${basePath}`,
    port: listener.port,
    ...(hook === null ? {} : { hookUrl: `http://${name}:${hook.port}` }),
    close: async () => {
      await Promise.all([listener.close(), hook?.close()]);
    },
  };
}
