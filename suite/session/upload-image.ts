import { NOT_AN_IMAGE } from '../catalogue/not-an-image.ts';
import { errorCodeOf } from '../document/error-message.ts';
import { linksOf } from '../document/links.ts';
import type { Exchange } from '../evidence/types.ts';
import { isAccepted } from './act.ts';
import { UPLOAD_FORMS, type UploadForm } from './sample-image.ts';
import type { Session } from './session.ts';
import { type UploadTraits, uploadBody } from './upload.ts';

export interface Uploaded {
  readonly call: Exchange;
  /** What the store lists the image as; the name asked for where the lists do not tell. */
  readonly name: string;
}

/** Refusals after which the same image is tried in another form: of what it is, or of what its file is called. */
const FORM_COMPLAINTS: ReadonlySet<string> = new Set([...NOT_AN_IMAGE, 'InvalidName']);

/**
 * Uploads an image under a name (§3.20), with a look at the store before and after. Where the target file names no
 * image, forms of a sample are tried until the server takes one, and that form is used from then on.
 */
export async function uploadImage(
  session: Session,
  name: string,
  role: 'call' | 'probe',
  traits: UploadTraits = {},
): Promise<Uploaded> {
  const { run } = session;
  const given = run.target.upload.file !== undefined;
  const forms = given ? [run.uploadForm] : [run.uploadForm, ...UPLOAD_FORMS.filter((form) => form !== run.uploadForm)];
  let last: Uploaded | undefined;
  for (const form of forms) {
    last = await uploadOnce(session, name, role, session.nextAction(), form, traits);
    if (isAccepted(last.call)) {
      run.uploadForm = form;
      return last;
    }
    if (!FORM_COMPLAINTS.has(errorCodeOf(run.documents.root(last.call)) ?? '')) return last;
  }
  if (last === undefined) throw new Error('there is no form to upload an image in');
  return last;
}

async function uploadOnce(
  session: Session,
  name: string,
  role: 'call' | 'probe',
  action: number,
  form: UploadForm,
  traits: UploadTraits,
): Promise<Uploaded> {
  const { run } = session;
  const { organization } = run;
  const names = (list: Exchange): readonly string[] =>
    list.response?.status === 200
      ? linksOf(run.documents.root(list), run.catalogue.version).map((link) => link.name)
      : [];
  const { body, contentType } = uploadBody(run, name, form, traits);
  const before = names(await session.call('list-uploaded-image', { role: 'before.images', action }));
  run.ledger.intend({ kind: 'image', organization, name });
  const call = await session.call('upload-image', {
    role,
    action,
    body,
    headers: [['content-type', contentType]],
    parameters: { 'image-name': name },
  });
  const after = names(await session.call('list-uploaded-image', { role: 'after.images', action }));
  if (!isAccepted(call) && call.response !== null) {
    run.ledger.refused({ kind: 'image', organization, name });
    return { call, name };
  }
  if (run.target.claims.templates) await session.call('list-template', { role: 'after.templates', action });
  // A server that goes by the file name may list it with its extension.
  const added = after.filter((entry) => !before.includes(entry));
  const listed = added.includes(name)
    ? name
    : (added.find((entry) => entry.startsWith(name)) ?? (added.length === 1 ? added[0] : undefined));
  run.ledger.created({ kind: 'image', organization, name: listed ?? name });
  return { call, name: listed ?? name };
}
