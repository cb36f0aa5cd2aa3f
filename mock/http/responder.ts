import type { Route } from '../catalogue/routes.ts';
import type { Dialect } from '../dialect/dialect.ts';
import type { XmlNode } from '../dialect/xml-node.ts';
import { authorize, enter } from '../domain/access.ts';
import { DomainError } from '../domain/domain-error.ts';
import type { Call } from '../domain/policies.ts';
import type { Service } from '../domain/service.ts';
import type { FaultContext, Spoiler } from '../faults/types.ts';
import type { Arms } from '../hook/arms.ts';
import type { RequestLog } from '../log/request-log.ts';
import { identify } from './credentials.ts';
import { envelope } from './envelope.ts';
import { Links } from './links.ts';
import { IMPLEMENTATIONS } from './operations/implementations.ts';
import { NO_BODY, type Outgoing } from './outgoing.ts';
import { drain, readBody } from './read-body.ts';
import { Representations } from './representations.ts';
import type { Entrance, Match } from './router.ts';
import type { Answer } from './turn.ts';

export interface ResponderOptions {
  readonly service: Service;
  readonly dialect: Dialect;
  readonly routes: ReadonlyMap<string, Route>;
  readonly statuses: ReadonlyMap<string, number>;
  readonly arms: Arms;
  readonly log: RequestLog;
  readonly spoilers: readonly Spoiler[];
  /** Path before the version segment, without a slash at the end. */
  readonly basePath: string;
}

interface Reply {
  readonly status: number;
  readonly document: XmlNode | null;
  readonly code: string | null;
  readonly location?: string;
  readonly allow?: readonly string[];
}

interface Task {
  readonly request: Request;
  readonly match: Match | null;
  readonly entrance: Entrance | null;
  readonly call: Call;
  readonly links: Links;
  readonly write: Representations;
}

/** Answers requests: the gate, the operation, and whatever comes of it as a document in this dialect. */
export class Responder {
  readonly #options: ResponderOptions;

  constructor(options: ResponderOptions) {
    this.#options = options;
  }

  async respond(request: Request, match: Match | null, entrance: Entrance | null): Promise<Outgoing> {
    const { service, dialect, log, spoilers, routes, basePath } = this.#options;
    const { pathname: path, origin } = new URL(request.url);
    const { method } = request;
    const operation = entrance?.operation ?? null;
    const entry = log.begin({ method, path, operation, startedAt: service.now });
    const user = identify(request.headers.get('authorization'), service.world, dialect.authentication);
    entry.user = user?.name ?? null;
    const parameters = match?.parameters ?? {};
    const claimed = request.headers.has('authorization');
    const call: Call = { operation, parameters, user, claimed, others: log.open - 1, number: entry.number };
    const links = new Links(routes, dialect, origin, basePath);
    const write = new Representations(dialect, links);
    const reply = await this.#reply({ request, match, entrance, call, links, write });
    const context: FaultContext = { call, service, method, path, code: reply.code };
    let document = reply.document;
    for (const spoiler of spoilers) {
      if (document !== null && spoiler.document !== undefined) document = spoiler.document(document, context);
    }
    let outgoing = envelope({ ...reply, document }, dialect, request.headers.get('accept-encoding'));
    for (const spoiler of spoilers) outgoing = spoiler.outgoing?.(outgoing, context) ?? outgoing;
    log.end(entry, { status: outgoing.status, code: reply.code, at: service.now });
    return outgoing;
  }

  async #reply(task: Task): Promise<Reply> {
    const { request, match, entrance, call, write } = task;
    try {
      return { document: null, code: null, ...(await this.#answer(task)) };
    } catch (error) {
      await drain(request);
      const { code, message } = error instanceof DomainError ? error : crash(error);
      const spoiled = this.#options.spoilers.reduce((last, { refusal }) => refusal?.(last, call) ?? last, code);
      const named = this.#nfsCode(entrance, spoiled);
      const strange = entrance === null && match !== null && named === 'NotSupported' && request.method === 'PATCH';
      const status = strange
        ? this.#options.service.behaviour.strangeMethod
        : (this.#options.statuses.get(named) ?? 500);
      const reply = { status, document: write.error(named, message), code: named };
      return status === 405 ? { ...reply, allow: allowed(match) } : reply;
    }
  }

  /** The two NFS operations list codes of their own only (§3.28, §3.29). */
  #nfsCode(entrance: Entrance | null, code: string): string {
    const { routes, service } = this.#options;
    const errors = routes.get(entrance?.operation ?? '')?.errors ?? [];
    const generic = code === 'UnsupportedVersion' || code === 'ObjectNotFound';
    const apart = service.behaviour.nfsGenericCodes === 'nfs-code' && errors.includes('NfsNullParam');
    return generic && apart ? 'NfsNullParam' : code;
  }

  async #answer({ request, match, entrance, call, links, write }: Task): Promise<Answer> {
    const { service, arms, routes } = this.#options;
    const { behaviour } = service;
    if (match === null) throw new DomainError(behaviour.undefinedUri, 'There is nothing here.');
    if (entrance === null) {
      service.settle();
      enter(service, call);
      if (request.method === 'OPTIONS' && behaviour.headAndOptions === 'http')
        return { status: 200, allow: allowed(match) };
      const code = match.methods.has('GET') ? 'NotSupported' : behaviour.undefinedMethod;
      throw new DomainError(code, `${request.method} is not supported here.`);
    }
    const implementation = IMPLEMENTATIONS.get(entrance.implementation);
    if (implementation === undefined) throw new Error(`nothing implements ${entrance.implementation}`);
    const body = implementation.streams === true ? NO_BODY : await readBody(request);
    if (behaviour.busyEvery > 0 && call.number % behaviour.busyEvery === 0)
      throw new DomainError('ServerBusy', 'Too much at once: please try again.');
    service.settle();
    const armed = arms.fire(call.operation, call.parameters);
    if (armed !== null) throw new DomainError(armed, 'This answer was armed by the test hook.');
    authorize(service, call, implementation.roles);
    const route = routes.get(entrance.operation ?? '') ?? null;
    const untyped = body.length > 0 && !/^text\/xml\b/i.test(request.headers.get('content-type') ?? '');
    if (untyped && behaviour.requestType === 'text/xml') return { status: 415 };
    return await implementation.answer({ service, call, route, at: call.parameters, links, write, request, body });
  }
}

/** Methods that the guide defines for a URI. */
function allowed(match: Match | null): readonly string[] {
  const entrances = [...(match?.methods.values() ?? [])];
  return entrances.filter(({ operation }) => operation !== null).map(({ method }) => method);
}

/** A defect of the mock itself: answered as the guide has it (§3.75), and told on the console. */
function crash(error: unknown): { code: string; message: string } {
  console.error(error);
  return { code: 'InternalError', message: 'The mock has a defect; its console says more.' };
}
