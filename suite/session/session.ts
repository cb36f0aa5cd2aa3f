import { setTimeout as sleep } from 'node:timers/promises';
import type { Operation } from '../catalogue/types.ts';
import { errorCodeOf } from '../document/error-message.ts';
import { fillPath } from '../document/href.ts';
import type { StepRole } from '../evidence/steps.ts';
import { stepName } from '../evidence/steps.ts';
import type { Exchange, PrincipalId } from '../evidence/types.ts';
import { Blocked } from './blocked.ts';
import type { RunContext } from './run-context.ts';

export interface CallOptions {
  readonly role: StepRole;
  readonly action?: number | null;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly principal?: PrincipalId;
  readonly body?: Uint8Array | string | null;
  readonly headers?: readonly (readonly [string, string])[];
  /** Sent instead of the operation's own method or path; the operation then stays what the request is about. */
  readonly method?: string;
  readonly path?: string;
  /** The request can be repeated without harm although its method is not safe, because it must be refused anyway. */
  readonly harmless?: boolean;
  /** Number of the first try; 2 when the caller has made sure that an earlier one came to nothing. */
  readonly attempt?: number;
}

type Headers = readonly (readonly [string, string])[];

const MAX_ATTEMPTS = 4;
const HANGS_BEFORE_GIVING_UP = 2;

/** Speaks to the target on behalf of one scenario. */
export class Session {
  readonly run: RunContext;
  readonly scenario: string;

  constructor(run: RunContext, scenario: string) {
    this.run = run;
    this.scenario = scenario;
  }

  nextAction(): number {
    return this.run.evidence.nextAction(this.scenario);
  }

  note(kind: string, text: string, data?: Readonly<Record<string, unknown>>): void {
    this.run.evidence.note(this.scenario, data === undefined ? { kind, text } : { kind, text, data });
  }

  /** The principal for an operation when nothing else is said: whoever holds all the roles that its section wants. */
  principalFor(operation: Operation): PrincipalId {
    return operation.roles.includes('Atmos Account Manager') && this.run.target.principals.accountManager !== undefined
      ? 'accountManager'
      : 'admin';
  }

  async call(operationId: string, options: CallOptions): Promise<Exchange> {
    const operation = this.run.catalogue.operation(operationId);
    const parameters = {
      'version-number': this.run.catalogue.version,
      'org-name': this.run.organization,
      ...options.parameters,
    };
    const method = options.method ?? operation.method;
    return this.send({
      operation: operationId,
      method,
      path: options.path ?? fillPath(operation.path, parameters),
      parameters: Object.fromEntries(
        operation.parameters.map((name) => [name, parameters[name as keyof typeof parameters] ?? '']),
      ),
      principal: options.principal ?? this.principalFor(operation),
      role: options.role,
      action: options.action ?? null,
      body: options.body ?? null,
      headers: options.headers ?? [],
      safe: method === 'GET' || options.harmless === true,
      ...(options.attempt === undefined ? {} : { attempt: options.attempt }),
    });
  }

  /** A request for a URI or method the catalogue does not have, or for a link of the server's. */
  async send(request: {
    operation: string | null;
    method: string;
    path: string;
    parameters: Readonly<Record<string, string>>;
    principal: PrincipalId;
    role: StepRole;
    action: number | null;
    body: Uint8Array | string | null;
    headers: readonly (readonly [string, string])[];
    safe: boolean;
    attempt?: number;
  }): Promise<Exchange> {
    const hangKey = `${request.method} ${request.operation ?? request.path}`;
    if ((this.run.hangs.get(hangKey) ?? 0) >= HANGS_BEFORE_GIVING_UP)
      throw new Blocked('timeout', `${hangKey} did not answer ${HANGS_BEFORE_GIVING_UP} times before`);
    for (let attempt = request.attempt ?? 1; ; attempt += 1) {
      if (this.run.abort.aborted) throw new Blocked('suite-error', 'the run was stopped');
      const exchange = await this.run.transport.send({
        scenario: this.scenario,
        step: stepName(request.action, request.role),
        operation: request.operation,
        principal: request.principal,
        parameters: request.parameters,
        method: request.method,
        path: request.path,
        headers: this.#typed(request),
        body: request.body,
        attempt,
      });
      if (exchange.failure?.kind === 'timeout') this.run.hangs.set(hangKey, (this.run.hangs.get(hangKey) ?? 0) + 1);
      const pause = this.#pauseBeforeRepeat(exchange, attempt, request);
      if (pause === null) return exchange;
      // A run that is stopped meanwhile does not wait for the end of the pause.
      await sleep(pause, undefined, { signal: this.run.abort }).catch(() => undefined);
    }
  }

  /** Text is XML, unless it is announced as something else. */
  #typed({ body, headers }: Pick<CallOptions, 'body'> & { readonly headers: Headers }): Headers {
    const typed = headers.some(([name]) => name.toLowerCase() === 'content-type');
    if (typed || typeof body !== 'string' || body === '') return headers;
    return [['Content-Type', this.run.bodyType], ...headers];
  }

  /** Milliseconds to wait before the request is sent again, or null when it must not be. */
  #pauseBeforeRepeat(
    exchange: Exchange,
    attempt: number,
    request: { readonly safe: boolean; readonly method: string; readonly role: StepRole },
  ): number | null {
    if (exchange.response === null) {
      if (exchange.failure?.kind === 'timeout') return request.safe && attempt < 2 ? 0 : null;
      return request.safe && attempt < MAX_ATTEMPTS - 1 ? 50 * attempt : null;
    }
    // A busy server has not begun the work, so any request may be repeated (§3.76).
    if (
      exchange.response.status >= 500 &&
      errorCodeOf(this.run.documents.root(exchange)) === 'ServerBusy' &&
      attempt < MAX_ATTEMPTS + 2
    ) {
      const after = Number(exchange.response.headers.find(([name]) => name.toLowerCase() === 'retry-after')?.[1]);
      const wait = Number.isFinite(after) && after >= 0 ? after * 1000 : 40 * 3 ** attempt;
      return Math.min(wait, this.run.target.tasks.budgetMs);
    }
    // A safe request that met a passing fault of the server is repeated once; the judge counts these.
    if (
      exchange.response.status >= 500 &&
      request.method === 'GET' &&
      request.role !== 'call' &&
      request.role !== 'probe' &&
      attempt < 2
    )
      return 100;
    return null;
  }
}
