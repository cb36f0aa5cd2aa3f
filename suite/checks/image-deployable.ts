import { errorCodeOf } from '../document/error-message.ts';
import { type ActionRecord, accepted, refused } from './action-record.ts';
import type { ScenarioCheck } from './check.ts';
import { describeAnswer } from './wording.ts';

/** Refusals that say that the image is not there, or nothing at all; what is said of its content is the tester's business. */
const NOT_THERE: ReadonlySet<string> = new Set([
  'ObjectNotFound',
  'DeployImageNotFound',
  'FatalError',
  'InternalError',
]);

/** What was uploaded, and is listed, can be deployed (§3.20). */
export const imageDeployable: ScenarioCheck = {
  id: 'image-deployable',
  kind: 'scenario',
  faults: ['upload-image/not-deployable'],
  appliesTo: (scenario) => scenario.family === 'image-store',
  judge(_scenario, _evidence, records, context) {
    const tries = records.filter((record) => record.operation.id === 'deploy-uploaded-image');
    const last = tries.at(-1);
    if (last === undefined || tries.some(accepted) || !refused(last)) return [];
    const code = (record: ActionRecord): string => errorCodeOf(context.documents.root(record.call)) ?? '';
    if (!tries.every((record) => NOT_THERE.has(code(record)))) return [];
    return [
      {
        requirement: 'image.deployable',
        expected: '202, since the image was uploaded just now',
        actual: describeAnswer(last.call, context),
        exchanges: [last.call],
        where: 'status',
      },
    ];
  },
};
