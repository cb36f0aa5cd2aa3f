import { mustSucceed, parseStep } from '../evidence/steps.ts';
import type { ExchangeCheck } from './check.ts';
import { describeAnswer } from './wording.ts';

/** A success carries the status of its section, and a valid read succeeds. */
export const exchangeStatus: ExchangeCheck = {
  id: 'exchange-status',
  kind: 'exchange',
  faults: [
    '*/wrong-success-status',
    '*/read-refused',
    'power-on-vm/accepted-as-ok',
    'get-vm-virtualnic-information/unknown-for-clones',
  ],
  companions: [
    'deploy-uploaded-image/replaces-previous',
    'clone-vm/task-fails',
    'clone-vm/effect-after-end',
    'delete-vm/refused-but-done',
    'clone-vm/other-name',
    '*/hrefs-dangling',
    'clone-vm/other-vdc',
    '*/without-effect',
    'clone-vm/effect-never-comes',
    'delete-vm/role-unchecked',
    'delete-vm/open-to-all',
    'delete-vm/any-password',
    'tasks/end-before-effect',
    'delete-vm/admin-unchecked',
    'delete-vm/tenant-open',
    'delete-vm/tenant-open-in-the-second-vdc',
    'delete-vm/admin-unchecked-in-the-second-vdc',
    'delete-vm/any-version',
    'delete-vm/unknown-served',
    '*/location-dangling',
    '*/location-of-other-organization',
    '*/location-of-wrong-form',
    '*/error-as-success',
    'get-vdc-list/links-dangling',
  ],
  judge(exchange, context) {
    if (exchange.operation === null || exchange.response === null || context.superseded(exchange)) return [];
    const operation = context.catalogue.operation(exchange.operation);
    if (exchange.request.method !== operation.method) return [];
    const { status } = exchange.response;
    const success = status >= 200 && status < 300;
    const foreign =
      parseStep(exchange.step).role === 'follow' &&
      exchange.parameters['org-name'] !== undefined &&
      exchange.parameters['org-name'] !== context.organization;
    const due = mustSucceed(exchange.step) || (parseStep(exchange.step).role === 'follow' && !foreign);
    if (status === operation.success.status || (!success && !due)) return [];
    // A link may be redirected to the URI in its plain form; where that leads is followed and judged.
    if (parseStep(exchange.step).role === 'follow' && status >= 300 && status < 400) return [];
    return [
      {
        requirement: `${operation.id}.success-status`,
        expected: `${operation.success.status} from ${operation.name} (§${operation.section})`,
        actual: describeAnswer(exchange, context),
        exchanges: [exchange],
        where: 'status',
      },
    ];
  },
};
