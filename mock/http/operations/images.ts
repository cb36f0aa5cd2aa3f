import { findOrganization } from '../../domain/access.ts';
import { deployImage } from '../../domain/creation.ts';
import { DomainError } from '../../domain/domain-error.ts';
import { findImage, findVdc } from '../../domain/finding.ts';
import { deleteImage } from '../../domain/images.ts';
import type { Image, Organization } from '../../domain/model.ts';
import { checkPossibleName } from '../../domain/names.ts';
import { type Fields, readFields } from '../request-body.ts';
import { ADMIN, type Answer, type Implementation, ok, type Turn } from '../turn.ts';
import { receiveUpload } from '../upload/receive-upload.ts';
import { accepted } from './accepted.ts';
import { ordered } from './ordered.ts';

function imageOf({ service, call, route }: Turn): { organization: Organization; image: Image } {
  if (route?.errors.includes('InvalidName') === true) {
    findOrganization(service, call);
    checkPossibleName(service, call, 'image', call.parameters['image-name'] ?? '');
  }
  return findImage(service, call);
}

function listImages({ service, call, write, at }: Turn): Answer {
  const { images } = findOrganization(service, call);
  const names = ordered(service, call, 'image', images.values()).map(({ name }) => name);
  return ok(write.images('list-uploaded-image', names, at));
}

/** What the href of an image or a template answers: it is handed out by §3.19, and defined nowhere. */
function describe({ service }: Turn, name: string): Answer {
  const { imageHref } = service.behaviour;
  if (imageHref !== 'document') throw new DomainError(imageHref, 'This is not to be read.');
  return ok({ name: 'Image', attributes: { name } });
}

/** §3.19 to §3.22. */
export const imageOperations: Readonly<Record<string, Implementation>> = {
  'list-uploaded-image': { roles: ADMIN, answer: listImages },
  /** Where the link of §3.24 leads: the image store, as seen from a VDC. */
  'list-vdc-images': {
    roles: ADMIN,
    answer: (turn) => {
      findVdc(turn.service, turn.call);
      const { vdcImageStore } = turn.service.behaviour;
      if (vdcImageStore !== 'image-list') throw new DomainError(vdcImageStore, 'The images are not to be read here.');
      return listImages(turn);
    },
  },
  'get-image': { roles: ADMIN, answer: (turn) => describe(turn, imageOf(turn).image.name) },
  'get-template': {
    roles: ADMIN,
    answer: (turn) => {
      const name = turn.call.parameters['template-name'] ?? '';
      const known = findOrganization(turn.service, turn.call).templates.includes(name);
      if (!known) throw new DomainError('ObjectNotFound', `There is no template ${name}.`);
      return describe(turn, name);
    },
  },
  'list-template': {
    roles: ADMIN,
    answer: ({ service, call, write, at }) => {
      const templates = findOrganization(service, call).templates.map((name) => ({ name }));
      const names = ordered(service, call, 'template', templates).map(({ name }) => name);
      return ok(write.images('list-template', names, at));
    },
  },
  'upload-image': { roles: ADMIN, streams: true, answer: receiveUpload },
  'delete-uploaded-image': {
    roles: ADMIN,
    answer: (turn) => {
      const { organization, image } = imageOf(turn);
      deleteImage(turn.service, turn.call, organization, image);
      return { status: 200 };
    },
  },
  'deploy-uploaded-image': {
    roles: ADMIN,
    answer: (turn) => {
      const { service, call, route, body } = turn;
      const { organization, image } = imageOf(turn);
      const fields: Fields = route === null ? {} : readFields(service, call, route, body);
      const { name = '', 'instance-type': instanceType = 'small', 'has-publicIP': publicIp } = fields;
      const wish = { name, instanceType, publicIp: publicIp === undefined ? null : publicIp === 'true' };
      return accepted(turn, deployImage(service, call, organization, image, wish));
    },
  },
};
