import { NOT_AN_IMAGE } from '../../catalogue/not-an-image.ts';
import type { Catalogue } from '../../catalogue/types.ts';
import { attemptCost, refusal, refusalRequirements, scenario } from '../build.ts';
import type { Expectation, Scenario } from '../types.ts';

interface Defect {
  readonly slug: string;
  readonly words: string;
  /** `either` where a tolerant server may make an image of it all the same. */
  readonly kind: Expectation['kind'];
}

const DEFECTS: readonly Defect[] = [
  { slug: 'upload-empty', words: 'with an empty body', kind: 'refusal' },
  { slug: 'upload-not-multipart', words: 'with a body that is no form', kind: 'refusal' },
  { slug: 'upload-without-file', words: 'with a form that has no file', kind: 'refusal' },
  { slug: 'upload-invalid-name', words: 'under a name against the naming rules', kind: 'refusal' },
  { slug: 'upload-cut-short', words: 'with a form that ends before its end', kind: 'either' },
];

/** Codes that complain of the form, of the file in it, or of its name; the section does not say which is for what. */
const COMPLAINTS = ['UploadFileFailed', 'InvalidArgument', 'InvalidName', 'XMLMalformed', 'XMLValidationError'];
/** A store that is full may say so before it reads on. */
const FULL = ['UploadImageAmountQuotaReached', 'UploadImageSizeQuotaReached'];

/** Uploads that are no upload of a file (§3.20, RFC 1867). */
export function wrongUploads(catalogue: Catalogue): readonly Scenario[] {
  const operation = catalogue.operation('upload-image');
  return DEFECTS.map(({ slug, words, kind }) =>
    scenario({
      id: `${operation.id}/${slug}`,
      title: `${operation.name} ${words} is refused${kind === 'either' ? ', or makes an image of what came' : ''}`,
      operation: operation.id,
      family: 'wrong-upload',
      aspect: 'errors',
      class: 'errors',
      requirements: refusalRequirements(operation, 'UploadFileFailed'),
      tier: operation.tier,
      mutates: true,
      codes: kind === 'refusal' && slug === 'upload-without-file' ? ['UploadFileFailed'] : [],
      variation: { defect: slug, ...(slug === 'upload-invalid-name' ? { kind: 'invalid-name' } : {}) },
      expects: {
        ...refusal(['UploadFileFailed'], {
          admissible: [...COMPLAINTS, ...FULL, ...NOT_AN_IMAGE],
          // The layer that reads forms may refuse what is none, in its own words.
          bareStatuses: [400, 411, 415],
          reading: 'upload-image-name',
        }),
        kind,
      },
      twin: `${operation.id}/success`,
      cost: attemptCost(operation),
    }),
  );
}
