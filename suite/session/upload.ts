import { readFileSync } from 'node:fs';
import type { RunContext } from './run-context.ts';
import { type SampleTraits, sampleImage, type UploadForm } from './sample-image.ts';

export interface UploadBody {
  readonly body: Uint8Array;
  readonly contentType: string;
}

export interface UploadTraits extends SampleTraits {
  /** The boundary stands in quotes in the header, as any parameter may (RFC 9110 §5.6.6). */
  readonly quoted?: boolean;
}

const BOUNDARY = 'atmos-conformance-AaB03x';

/**
 * The form of §3.20 (RFC 1867): a part whose name and value are the image's name, then the file. Which of them, or the
 * file name, the server takes for the image's name is not said, so all of them are the same.
 */
export function uploadBody(
  run: RunContext,
  name: string,
  form: UploadForm = run.uploadForm,
  traits: UploadTraits = {},
): UploadBody {
  const { file, fileName } = run.target.upload;
  const content = file === undefined ? sampleImage(form.sample, traits) : readFileSync(file);
  const called = fileName ?? (file === undefined ? `${name}${form.extension}` : name);
  const head = [
    `--${BOUNDARY}`,
    `Content-Disposition: form-data; name="${name}"`,
    '',
    name,
    `--${BOUNDARY}`,
    `Content-Disposition: form-data; name="File"; filename="${called}"`,
    'Content-Type: application/octet-stream',
    '',
    '',
  ].join('\r\n');
  const body = Buffer.concat([Buffer.from(head), content, Buffer.from(`\r\n--${BOUNDARY}--\r\n`)]);
  return { body, contentType: `multipart/form-data; boundary=${traits.quoted === true ? `"${BOUNDARY}"` : BOUNDARY}` };
}
