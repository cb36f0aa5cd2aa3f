import type { Catalogue } from '../catalogue/types.ts';
import type { Exchange, PrincipalId } from '../evidence/types.ts';
import type { XmlEngine } from '../xml/types.ts';
import { type Answer, readAnswer } from './answer.ts';
import type { Target, Transport } from './types.ts';

/** The operations that the preflight calls, by what it wants to know. */
const OPERATIONS = {
  organizations: 'get-organization-list',
  organization: 'get-organization-information',
  dataCenters: 'get-vdc-list',
  dataCenter: 'get-vdc-information',
} as const;
export type Question = keyof typeof OPERATIONS;

export interface Asked extends Answer {
  readonly exchange: Exchange;
  /** `GET /1.0.0.0/org answers 404 (ObjectNotFound)`, for messages. */
  readonly told: string;
}

export interface PreflightCalls {
  ask(question: Question, principal: PrincipalId, names?: readonly string[]): Promise<Asked>;
  /** Everything asked so far. */
  readonly exchanges: readonly Exchange[];
}

export function createPreflightCalls(
  target: Target,
  transport: Transport,
  catalogue: Pick<Catalogue, 'operation'>,
  xml: Pick<XmlEngine, 'parse'>,
): PreflightCalls {
  const exchanges: Exchange[] = [];
  return {
    exchanges,
    async ask(question, principal, names = []) {
      const operation = catalogue.operation(OPERATIONS[question]);
      const values = [target.version, ...names];
      const parameters = Object.fromEntries(operation.parameters.map((name, i) => [name, values[i] ?? '']));
      const path = operation.path.replace(/\{([^}]+)\}/g, (_, name: string) =>
        encodeURIComponent(parameters[name] ?? ''),
      );
      const exchange = await transport.send({
        scenario: 'preflight',
        step: 'probe',
        operation: operation.id,
        principal,
        parameters,
        method: operation.method,
        path,
      });
      exchanges.push(exchange);
      const collection = path.split('/').findLast((segment) => segment !== '') ?? '';
      const answer = readAnswer(exchange, xml, collection);
      return { ...answer, exchange, told: `${operation.method} ${path} ${tell(answer, exchange)}` };
    },
  };
}

function tell(answer: Answer, exchange: Exchange): string {
  if (answer.status === null) return `gets no answer (${exchange.failure?.message ?? 'no reason known'})`;
  return answer.code === null ? `answers ${answer.status}` : `answers ${answer.status} (${answer.code})`;
}
