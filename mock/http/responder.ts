import type { Route } from '../catalogue/routes.ts';
import type { Dialect } from '../dialect/dialect.ts';
import type { XmlNode } from '../dialect/xml-node.ts';
import { authenticate, authorize, checkVersion } from '../domain/access.ts';
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
import type { Match } from './router.ts';
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

/** Answers requests: the gate, the operation, and whatever comes of it as a document in this dialect. */
export class Responder {
  readonly #options: ResponderOptions;

  constructor(options: ResponderOptions) {
    this.#options = options;
  }

  async respond(request: Request, match: Match | null): Promise<Outgoing> {
    const { service, dialect, log, spoilers } = this.#options;
    const url = new URL(request.url);
    const method = request.method === 'HEAD' ? 'GET' : request.method;
    const entrance = match?.methods.get(method) ?? null;
    const operation = entrance?.operation ?? null;
    const entry = log.begin({ method: request.method, path: url.pathname, operation, startedAt: service.now });
    const user = identify(request.headers.get('authorization'), service.world, dialect.authentication);
    entry.user = user?.name ?? null;
    const parameters = match?.parameters ?? {};
    const call: Call = { operation, parameters, user, others: log.open - 1, number: entry.number };
    const links = new Links(this.#options.routes, dialect, url.origin, this.#options.basePath);
    const write = new Representations(dialect, links);
    const reply = await this.#reply({ request, match, method, call, links, write });
    const context: FaultContext = { call, service, method: request.method, path: url.pathname, code: reply.code };
    let document = reply.document;
    for (const spoiler of spoilers) {
      if (document !== null && spoiler.document !== undefined) document = spoiler.document(document, context);
    }
    let outgoing = envelope({ ...reply, document }, dialect, request.headers.get('accept-encoding'));
    for (const spoiler of spoilers) outgoing = spoiler.outgoing?.(outgoing, context) ?? outgoing;
    log.end(entry, { status: outgoing.status, code: reply.code, at: service.now });
    return outgoing;
  }

  async #reply(turn: Pending): Promise<Reply> {
    const { request, match, method } = turn;
    try {
      const answer = await this.#answer(turn);
      return { document: null, code: null, ...answer };
    } catch (error) {
      await drain(request);
      const { code, message } = error instanceof DomainError ? error : crash(error);
      const status = this.#options.statuses.get(code) ?? 500;
      const document = turn.write.error(code, message);
      const allowed = status === 405 && match !== null && !match.methods.has(method);
      return { status, document, code, ...(allowed ? { allow: [...match.methods.keys()] } : {}) };
    }
  }

  async #answer({ request, match, method, call, links, write }: Pending): Promise<Answer> {
    const { service, arms, routes } = this.#options;
    if (match === null) throw new DomainError('ObjectNotFound', 'There is nothing here.');
    const entrance = match.methods.get(method);
    if (entrance === undefined) {
      service.settle();
      checkVersion(service, call);
      authenticate(service, call);
      throw new DomainError('NotSupported', `${method} is not supported here.`);
    }
    const implementation = IMPLEMENTATIONS.get(entrance.implementation);
    if (implementation === undefined) throw new Error(`nothing implements ${entrance.implementation}`);
    const body = implementation.streams === true ? NO_BODY : await readBody(request);
    service.settle();
    const armed = arms.fire(call.operation, call.parameters);
    if (armed !== null) throw new DomainError(armed, 'This answer was armed by the test hook.');
    authorize(service, call, implementation.roles);
    const route = routes.get(entrance.operation ?? '') ?? null;
    const at = { ...call.parameters };
    return await implementation.answer({ service, call, route, at, links, write, request, body });
  }
}

interface Pending {
  readonly request: Request;
  readonly match: Match | null;
  readonly method: string;
  readonly call: Call;
  readonly links: Links;
  readonly write: Representations;
}

/** A defect of the mock itself: answered as the guide has it (§3.75), and told on the console. */
function crash(error: unknown): { code: string; message: string } {
  console.error(error);
  return { code: 'InternalError', message: 'The mock has a defect; its console says more.' };
}
