import { NO_ROOM } from '../catalogue/no-room.ts';
import { errorCodeOf } from '../document/error-message.ts';
import { requestedTextIn } from '../document/requested-text.ts';
import { type ActionRecord, parameter, refused } from './action-record.ts';
import type { RawFinding, ScenarioCheck } from './check.ts';
import { endedWell } from './ended-well.ts';
import { describeAnswer } from './wording.ts';

/** Reasons of their own that a deployment may be refused for, whatever its public IP. */
const OTHER_REASONS: ReadonlySet<string> = new Set(['ServerBusy', ...NO_ROOM]);

const wantsPublicIp = (record: ActionRecord): boolean => requestedTextIn(record.call, 'has-publicIP') === 'true';

/** Where an image deploys with one setting of the public IP only, the other is refused with the code for that (§3.72, §3.73). */
export const nicRefusal: ScenarioCheck = {
  id: 'nic-refusal',
  kind: 'scenario',
  faults: [
    'deploy-uploaded-image/code-replaced.NetConfigurePubIPForOneNic',
    'deploy-uploaded-image/code-replaced.NetNotConfigurePubIPForTwoNic',
  ],
  companions: ['deploy-uploaded-image/image-consumed'],
  appliesTo: (scenario) => scenario.family === 'deploy' && scenario.variation.wrongNics === true,
  judge(_scenario, _evidence, records, context) {
    const findings: RawFinding[] = [];
    for (const record of records.filter(refused)) {
      const publicIp = wantsPublicIp(record);
      const twin = records.find(
        (other) =>
          endedWell(other, context) &&
          wantsPublicIp(other) !== publicIp &&
          parameter(other, 'image-name') === parameter(record, 'image-name'),
      );
      const code = errorCodeOf(context.documents.root(record.call));
      const due = publicIp ? 'NetConfigurePubIPForOneNic' : 'NetNotConfigurePubIPForTwoNic';
      if (twin === undefined || code === due || (code !== undefined && OTHER_REASONS.has(code))) continue;
      findings.push({
        requirement: `deploy-uploaded-image.error.${due}`,
        expected: `417 ${due}, since the same deployment was taken ${publicIp ? 'without' : 'with'} a public IP`,
        actual: describeAnswer(record.call, context),
        exchanges: [record.call, twin.call],
        where: '/ErrorMessage/code',
      });
    }
    return findings;
  },
};
