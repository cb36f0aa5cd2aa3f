import { WANTING_IMAGE } from '../catalogue/not-an-image.ts';
import { errorCodeOf } from '../document/error-message.ts';
import { linksOf } from '../document/links.ts';
import { requestedNameIn } from '../document/requested-name.ts';
import { parseStep } from '../evidence/steps.ts';
import type { Exchange } from '../evidence/types.ts';
import { type ActionRecord, accepted, parameter, statusOf, undisturbed } from './action-record.ts';
import type { ActionCheck, JudgeContext, RawFinding, ScenarioCheck } from './check.ts';
import { describeAnswer } from './wording.ts';

function names(exchange: Exchange | undefined, context: JudgeContext): readonly string[] | null {
  const root = exchange === undefined || statusOf(exchange) !== 200 ? undefined : context.documents.root(exchange);
  return root === undefined ? null : linksOf(root, context.catalogue.version).map((link) => link.name);
}

/** The name of the uploaded file, without its extension: a server may call the image by it. */
function fileName(record: ActionRecord): string {
  const head = Buffer.from(record.call.request.body?.base64 ?? '', 'base64')
    .subarray(0, 2048)
    .toString('latin1');
  return (/filename="([^"]*)"/.exec(head)?.[1] ?? '').replace(/\.[^.]*$/, '').toLowerCase();
}

/** An uploaded image is listed, a deleted one is not, and the others stay (§3.19–3.21). */
export const imageStore: ActionCheck = {
  id: 'image-store',
  kind: 'action',
  faults: [
    'upload-image/without-effect',
    'delete-uploaded-image/without-effect',
    'delete-uploaded-image/takes-all',
    'list-uploaded-image/list-empty',
    'list-uploaded-image/last-missing',
  ],
  companions: [
    'upload-image/error-as-success',
    'delete-uploaded-image/error-as-success',
    'upload-image/name-taken-again',
    'list-uploaded-image/entries-without-href',
  ],
  judge(record, context) {
    const before = names(record.seen['before.images'], context);
    const after = names(record.seen['after.images'], context);
    // Another method on the same URI is another request, which may well be served (reading image-href-get).
    // A second image may be refused; where it is taken, it is an upload like any other.
    const maybe = record.scenario?.family === 'image-store' && record.scenario.expects?.kind === 'either';
    if (record.call.request.method !== record.operation.method || !(undisturbed(record) || maybe)) return [];
    if (!accepted(record) || after === null) return [];
    const shown = [record.seen['after.images'], record.call].filter((exchange) => exchange !== undefined);
    const findings: RawFinding[] = [];
    if (record.operation.id === 'upload-image' && before !== null) {
      // Whether the server goes by the field or by the file name, and keeps an extension, is open: something new must be there.
      const added = after.filter((name) => !before.includes(name));
      const templates = names(record.seen['after.templates'], context) ?? [];
      const strays = added.filter((name) => templates.includes(name));
      if (strays.length > 0)
        findings.push({
          requirement: 'template.listed',
          expected: 'the templates of the template store, which nothing was uploaded to',
          actual: `${strays.join(', ')}, which has just been uploaded to the image store`,
          exchanges: [record.seen['after.templates'], ...shown].filter((exchange) => exchange !== undefined),
          where: '/ImageList',
        });
      const asked = [parameter(record, 'image-name'), fileName(record)];
      const called = added.some((name) => asked.some((word) => word !== '' && name.toLowerCase().startsWith(word)));
      if (added.length > 0 && !called)
        findings.push({
          requirement: 'upload-image.effect',
          expected: `an image called ${asked[0]}, as the upload says`,
          actual: added.join(', '),
          exchanges: shown,
          where: '/ImageList',
        });
      if (added.length === 0)
        findings.push({
          requirement: 'upload-image.effect',
          expected: 'the uploaded image in the image list',
          actual: after.join(', ') || 'an empty list',
          exchanges: shown,
          where: '/ImageList',
        });
    }
    if (record.operation.id === 'delete-uploaded-image') {
      const name = parameter(record, 'image-name');
      if (after.includes(name))
        findings.push({
          requirement: 'delete-uploaded-image.effect',
          expected: `${name} no longer in the image list`,
          actual: 'it is listed',
          exchanges: shown,
          where: '/ImageList',
        });
      const lost = (before ?? []).filter((other) => other !== name && !after.includes(other));
      if (lost.length > 0)
        findings.push({
          requirement: 'delete-uploaded-image.effect',
          expected: 'every other image still in the list',
          actual: `${lost.join(', ')} gone`,
          exchanges: shown,
          where: '/ImageList',
        });
    }
    return findings;
  },
};

/** A second deletion of the same image finds nothing. */
export const imageGone: ActionCheck = {
  id: 'image-gone',
  kind: 'action',
  faults: ['delete-uploaded-image/without-effect'],
  judge(record, context) {
    if (
      record.operation.id !== 'delete-uploaded-image' ||
      parseStep(record.call.step).role !== 'call' ||
      record.scenario?.family !== 'image-store'
    )
      return [];
    const again = record.seen.probe;
    if (again?.response == null || again.response.status === 404) return [];
    return [
      {
        requirement: 'delete-uploaded-image.error.ObjectNotFound',
        expected: '404 ObjectNotFound or NoLongerExist for an image that has been deleted',
        actual: describeAnswer(again, context),
        exchanges: [again, record.call],
        where: 'status',
      },
    ];
  },
};

/** Codes by which an upload learns that its name, or what it brings, is there already. */
const TAKEN: ReadonlySet<string> = new Set([
  'UploadImageDuplicated',
  'UploadImageZipPartDuplicated',
  'ObjectDuplicated',
]);

/** The name of an image that was deleted can be had again. */
export const imageNameFree: ScenarioCheck = {
  id: 'image-name-free',
  kind: 'scenario',
  faults: ['upload-image/name-of-deleted-taken'],
  companions: ['delete-uploaded-image/without-effect'],
  appliesTo: (scenario) => scenario.family === 'image-store' && scenario.variation.kind === 'delete',
  judge(_scenario, evidence, records, context) {
    const deletion = records.find((record) => record.operation.id === 'delete-uploaded-image' && accepted(record));
    const again = evidence.exchanges.findLast(
      ({ operation, seq }) => operation === 'upload-image' && deletion !== undefined && seq > deletion.call.seq,
    );
    if (deletion === undefined || again === undefined) return [];
    if (!TAKEN.has(errorCodeOf(context.documents.root(again)) ?? '')) return [];
    return [
      {
        requirement: 'delete-uploaded-image.effect',
        expected: `room for an image of the name ${requestedNameIn(again)}, since the one that had it was deleted`,
        actual: describeAnswer(again, context),
        exchanges: [again, deletion.call],
        where: 'status',
      },
    ];
  },
};

/** What was deleted is not deployed any more. */
export const imageUndeployable: ScenarioCheck = {
  id: 'image-undeployable',
  kind: 'scenario',
  faults: ['delete-uploaded-image/still-deployed'],
  companions: ['delete-uploaded-image/without-effect'],
  appliesTo: (scenario) => scenario.family === 'image-store' && scenario.variation.kind === 'delete',
  judge(_scenario, evidence, records, context) {
    const deletion = records.find((record) => record.operation.id === 'delete-uploaded-image' && accepted(record));
    const deployed = evidence.exchanges.find(
      ({ operation, step, response }) =>
        operation === 'deploy-uploaded-image' && parseStep(step).role === 'probe' && response !== null,
    );
    if (deletion === undefined || deployed === undefined) return [];
    // Whoever finds fault with what is in the image has it still.
    const looked = WANTING_IMAGE.includes(errorCodeOf(context.documents.root(deployed)) ?? '');
    if (statusOf(deployed) >= 300 && !looked) return [];
    return [
      {
        requirement: 'deploy-uploaded-image.error.ObjectNotFound',
        expected: `404 ObjectNotFound for ${deployed.parameters['image-name']}, which has been deleted`,
        actual: describeAnswer(deployed, context),
        exchanges: [deployed, deletion.call],
        where: 'status',
      },
    ];
  },
};
