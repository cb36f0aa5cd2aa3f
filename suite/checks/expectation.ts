import { NO_FURTHER_NFS } from '../catalogue/nfs-codes.ts';
import { NOT_AN_IMAGE } from '../catalogue/not-an-image.ts';
import { errorCodeOf } from '../document/error-message.ts';
import { parseStep } from '../evidence/steps.ts';
import type { Scenario } from '../plan/types.ts';
import type { ScenarioCheck } from './check.ts';
import { describeAnswer } from './wording.ts';

/** Codes that any call may get for reasons that are not its own (a busy server, §3.76). */
const PASSING: ReadonlySet<string> = new Set(['ServerBusy']);

const NO_FURTHER: ReadonlySet<string> = new Set(NO_FURTHER_NFS);

/** What the answer goes against: who may call, where somebody who may not is served; else the code of the refusal. */
function broken({ family, operation, expects, requirements }: Scenario, success: boolean): string {
  if (family === 'undefined-method') return 'errors.not-supported';
  const wanted = expects?.kind === 'success' ? '.success-status' : '.role';
  const code = `${operation}.error.${expects?.codes[0]}`;
  const role = requirements.find((id) => id.endsWith(wanted));
  if (success && requirements.includes('tenant.isolated')) return 'tenant.isolated';
  if (success && role !== undefined) return role;
  return requirements.find((id) => id === code) ?? role ?? 'errors.body';
}

/** The request under test is answered as the scenario says: served, or refused with a code that fits its one defect. */
export const expectation: ScenarioCheck = {
  id: 'expectation',
  kind: 'scenario',
  faults: [
    '*/by-beginning',
    'get-vm-information/stranger-breaks-on-nothing',
    '*/first-rule-only',
    '*/deleted-still-there',
    '*/anything-below-served',
    '*/admin-unchecked-in-the-second-vdc',
    '*/manager-unchecked-in-the-second-vdc',
    'deploy-uploaded-image/name-of-deleted-taken',
    'deploy-uploaded-image/beyond-public-ip-quota',
    'delete-uploaded-image/of-another',
    'deploy-nfs-server/into-other-vdc',
    'deploy-uploaded-image/image-of-another',
    'update-vm-instance-type/knows-more-sizes',
    '*/code-replaced',
    '*/error-as-success',
    '*/any-body',
    '*/any-name',
    '*/any-version',
    '*/any-password',
    '*/tenant-open-in-the-second-vdc',
    '*/right-body-refused',
    'deploy-uploaded-image/image-consumed',
    '*/beyond-quota',
    '*/open-to-all',
    '*/admin-unchecked',
    '*/tenant-open',
    '*/manager-unchecked',
    '*/unknown-served',
    '*/undefined-method-served',
    '*/name-taken-again',
    '*/again-and-again',
    'delete-vm/role-unchecked',
    'enable-nfs-access/account-manager-unchecked',
    'get-task/tenant-unchecked',
    'get-organization-list/version-unchecked',
    'clone-vm/duplicate-accepted',
    'clone-vm/duplicate-as-invalid-state',
    'clone-vm/quota-unchecked',
    'errors/no-permission-for-no-credentials',
  ],
  companions: [
    'clone-vm/made-though-refused',
    'deploy-nfs-server/task-fails',
    'enable-nfs-access/task-fails',
    '*/error-unregistered',
    'errors/invalid-state-renamed',
    'errors/without-body',
    'errors/not-found-as-bad-request',
  ],
  appliesTo: (scenario) => scenario.expects !== null && scenario.operation !== null,
  judge(scenario, evidence, _records, context) {
    const { expects } = scenario;
    if (expects === null) return [];
    const noted = (kind: string, text?: string): boolean =>
      evidence.notes.some((note) => note.kind === kind && (text === undefined || note.text === text));
    const weakened = noted('weakened');
    const sample = noted('sample-image');
    return evidence.exchanges
      .filter(
        (exchange) =>
          parseStep(exchange.step).role === 'call' &&
          // An image may be deployed on the way, which is for another check.
          (scenario.family !== 'image-store' || exchange.operation === scenario.operation) &&
          !context.superseded(exchange) &&
          exchange.response !== null,
      )
      .flatMap((exchange) => {
        const status = exchange.response?.status ?? 0;
        const success = status >= 200 && status < 300;
        const code = errorCodeOf(context.documents.root(exchange));
        const found = { requirement: broken(scenario, success), exchanges: [exchange], where: 'status' };
        const wanted = expects.codes
          .map((name) => `${context.catalogue.error(name)?.status ?? ''} ${name}`)
          .join(' or ');
        if (success) {
          if (expects.kind !== 'refusal' || noted('landed-elsewhere') || noted('nfs-stands')) return [];
          return [{ ...found, expected: wanted, actual: describeAnswer(exchange, context) }];
        }
        if (expects.kind === 'success' && sample && code !== undefined && NOT_AN_IMAGE.includes(code)) return [];
        if (expects.kind === 'success' && code !== undefined && expects.admissible.includes(code)) return [];
        // Where one NFS server stands, the next may be refused in words that else refuse nothing right.
        if (expects.kind === 'success' && noted('nfs-stands') && code !== undefined && NO_FURTHER.has(code)) return [];
        if (expects.kind === 'success')
          return [
            {
              ...found,
              expected: String(context.catalogue.operation(scenario.operation ?? '').success.status),
              actual: describeAnswer(exchange, context),
            },
          ];
        if (status < 400) return [{ ...found, expected: wanted, actual: describeAnswer(exchange, context) }];
        if (expects.bareStatuses.includes(status)) return [];
        const admitted =
          code !== undefined &&
          (expects.codes.includes(code) ||
            expects.admissible.includes(code) ||
            PASSING.has(code) ||
            (scenario.mutates && context.quotasReached.has(code)) ||
            noted('no-room', code) ||
            (weakened && code === 'ObjectNotFound') ||
            (sample && NOT_AN_IMAGE.includes(code)));
        if (admitted) return [];
        if (expects.admissible.includes('*') && (code === undefined || context.catalogue.error(code) !== undefined))
          return [];
        // What stands in the body, if anything readable does, is for the check of error messages.
        if (code === undefined && status === context.catalogue.error(expects.codes[0] ?? '')?.status) return [];
        return [
          {
            ...found,
            expected: wanted,
            actual: describeAnswer(exchange, context),
            where: code === undefined ? 'status' : '/ErrorMessage/code',
          },
        ];
      });
  },
};
