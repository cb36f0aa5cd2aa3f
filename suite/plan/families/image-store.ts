import { NOT_AN_IMAGE } from '../../catalogue/not-an-image.ts';
import type { Catalogue } from '../../catalogue/types.ts';
import { refusal, SUCCESS, scenario } from '../build.ts';
import type { Scenario } from '../types.ts';

/** The image store: upload, list, deploy what was uploaded, upload again, delete (§3.19–3.22). */
export function imageStore(_catalogue: Catalogue): readonly Scenario[] {
  const given = { class: 'images', tier: 'images', mutates: true, family: 'image-store' } as const;
  return [
    scenario({
      ...given,
      id: 'upload-image/success',
      title: 'Upload Image To VDC takes an image, and the store lists it from then on',
      operation: 'upload-image',
      aspect: 'success',
      requirements: ['upload-image.success-status', 'upload-image.effect', 'list.complete'],
      // A full store, and octets that are no image to the server, are for the performer to tell apart.
      expects: {
        ...SUCCESS,
        admissible: ['UploadImageAmountQuotaReached', ...NOT_AN_IMAGE],
        reading: 'image-store-capacity',
      },
      variation: { kind: 'upload' },
      cost: { requests: 5, tasks: 0 },
    }),
    ...[
      { slug: 'quoted-boundary', words: 'whose boundary stands in quotes' },
      { slug: 'bigger-image', words: 'of a quarter of a megabyte' },
    ].map(({ slug, words }) =>
      scenario({
        ...given,
        id: `upload-image/${slug}`,
        title: `Upload Image To VDC takes an image ${words}`,
        operation: 'upload-image',
        aspect: 'success',
        requirements: ['upload-image.success-status', 'upload-image.effect', 'image.multipart'],
        expects: {
          ...SUCCESS,
          admissible: ['UploadImageAmountQuotaReached', 'UploadImageSizeQuotaReached'],
          reading: 'image-store-capacity',
        },
        variation: { kind: slug },
        cost: { requests: 8, tasks: 0 },
      }),
    ),
    scenario({
      ...given,
      id: 'delete-uploaded-image/success',
      title: 'Delete Uploaded Image removes an image: the store lists it no more, and its name is free again',
      operation: 'delete-uploaded-image',
      aspect: 'success',
      requirements: ['delete-uploaded-image.success-status', 'delete-uploaded-image.effect'],
      expects: SUCCESS,
      variation: { kind: 'delete' },
      cost: { requests: 12, tasks: 0 },
    }),
    scenario({
      ...given,
      id: 'upload-image/name-in-use',
      title: 'Upload Image To VDC refuses an image that is in the store already',
      operation: 'upload-image',
      aspect: 'errors',
      requirements: ['upload-image.error.UploadImageDuplicated', 'errors.pairing', 'errors.body'],
      codes: ['UploadImageDuplicated'],
      // A store that holds one image only may answer that it is full before it looks at names.
      expects: refusal(['UploadImageDuplicated'], {
        admissible: ['UploadImageAmountQuotaReached', 'UploadImageZipPartDuplicated', 'ObjectDuplicated'],
        reading: 'image-store-capacity',
      }),
      twin: 'upload-image/success',
      variation: { kind: 'upload-twice' },
      cost: { requests: 6, tasks: 0 },
    }),
    scenario({
      ...given,
      id: 'upload-image/second-image',
      title: 'Upload Image To VDC with one image in the store: refused as full, or both are listed',
      operation: 'upload-image',
      aspect: 'errors',
      requirements: ['upload-image.error.UploadImageAmountQuotaReached'],
      codes: ['UploadImageAmountQuotaReached'],
      expects: {
        kind: 'either',
        codes: ['UploadImageAmountQuotaReached'],
        admissible: ['UploadImageSizeQuotaReached'],
        bareStatuses: [],
        reading: 'image-store-capacity',
      },
      twin: 'upload-image/success',
      variation: { kind: 'upload-second' },
      cost: { requests: 7, tasks: 0 },
    }),
  ];
}
