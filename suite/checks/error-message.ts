import { errorCodeOf } from '../document/error-message.ts';
import type { ExchangeCheck } from './check.ts';
import { bodyFindings } from './exchange-body.ts';

/** A refusal carries an ErrorMessage with a registered code, and the status that belongs to the code (§3.34–3.112). */
export const errorMessage: ExchangeCheck = {
  id: 'error-message',
  kind: 'exchange',
  faults: [
    '*/error-without-body',
    '*/error-without-namespace',
    '*/error-of-other-root',
    '*/error-as-html',
    '*/error-without-code',
    '*/error-without-message',
    '*/error-unregistered',
    '*/error-status-wrong',
    'errors/not-found-as-bad-request',
    'errors/invalid-state-renamed',
    'errors/without-body',
  ],
  companions: ['*/read-refused', 'errors/no-permission-for-no-credentials'],
  judge(exchange, context) {
    if (exchange.response === null || exchange.response.status < 400) return [];
    const { status } = exchange.response;
    const defined =
      exchange.operation !== null && context.catalogue.operation(exchange.operation).method === exchange.request.method;
    const code = errorCodeOf(context.documents.root(exchange));
    // For a method or URI that the guide does not define, an intermediary or the HTTP layer may answer in its own words.
    if (!defined && code === undefined) return [];
    // A status that belongs to no code of the register (415, say) is of the layer below; whether it may be is for the expectation.
    if (code === undefined && !context.catalogue.errors.some((error) => error.status === status)) return [];
    const body = bodyFindings(exchange, context, 'caas-mo-error.xsd', 'ErrorMessage', 'errors.body');
    if (code === undefined) return body;
    const registered = context.catalogue.error(code);
    if (registered === undefined) {
      return [
        ...body,
        {
          requirement: 'errors.registered',
          expected: 'one of the 78 registered error codes',
          actual: code,
          exchanges: [exchange],
          where: '/ErrorMessage/code',
        },
      ];
    }
    // A method that no operation uses need not be known to the HTTP layer, whatever the body says (RFC 9110 §15.6.2).
    const unknownMethod = !context.catalogue.operations.some(({ method }) => method === exchange.request.method);
    if (unknownMethod && status === 501 && code === 'NotSupported') return body;
    if (registered.status !== status) {
      return [
        ...body,
        {
          requirement: 'errors.pairing',
          expected: `${registered.status} with ${code} (§${registered.section})`,
          actual: `${status} with ${code}`,
          exchanges: [exchange],
          where: 'status',
        },
      ];
    }
    return body;
  },
};
