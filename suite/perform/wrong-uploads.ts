import { NotApplicable } from '../session/blocked.ts';
import { uploadBody } from '../session/upload.ts';
import { attempt } from './attempt.ts';
import { bind } from './bind.ts';
import type { Performer } from './performer.ts';

/** An upload that is right but for its form. */
export const performWrongUpload: Performer = async (scenario, session, stage) => {
  const { run } = session;
  const operation = run.catalogue.operation('upload-image');
  const binding = await bind(operation, session, stage);
  const name = binding.creates?.name ?? '';
  const { body, contentType } = uploadBody(run, name);
  const boundary = contentType.replace(/^.*boundary=/, '');
  const octets = 'application/octet-stream';
  switch (scenario.variation.defect) {
    case 'upload-empty':
      await attempt(session, stage, operation, { ...binding, headers: [['content-type', contentType]] }, { body: '' });
      return;
    case 'upload-not-multipart':
      await attempt(
        session,
        stage,
        operation,
        { ...binding, headers: [['content-type', octets]] },
        { body: 'these octets are no form' },
      );
      return;
    case 'upload-without-file': {
      const form = `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${name}\r\n--${boundary}--\r\n`;
      await attempt(session, stage, operation, binding, { body: form });
      return;
    }
    case 'upload-invalid-name': {
      const invalid = run.target.invalidNames.find((entry) => !/["\r\n]/.test(entry));
      if (invalid === undefined) throw new NotApplicable('no invalid name of the target file fits into a form');
      await attempt(session, stage, operation, binding, { body: uploadBody(run, invalid).body });
      return;
    }
    case 'upload-cut-short':
      await attempt(session, stage, operation, binding, { body: body.slice(0, Math.floor(body.length / 2)) });
      return;
    default:
      throw new Error(`nobody knows the upload ${scenario.variation.defect}`);
  }
};
