import { findOrganization } from '../../domain/access.ts';
import { DomainError } from '../../domain/domain-error.ts';
import { checkImageName, checkImageQuota, checkImageSize, keepImage } from '../../domain/images.ts';
import type { Image, Organization } from '../../domain/model.ts';
import { MalformedXml } from '../request-xml.ts';
import type { Answer, Turn } from '../turn.ts';
import { type Inspection, inspectPackage } from './inspect-package.ts';
import { InvalidManifest } from './manifest.ts';
import { BrokenForm, type Form, readMultipart } from './read-multipart.ts';

const OPAQUE: Inspection = { defect: null, nics: 1 };

function firstTwice(names: readonly string[]): string | undefined {
  return names.find((name, place) => names.indexOf(name) !== place);
}

/** Refuses what is wrong with an upload, unless a policy lets it pass. */
function refuse({ service, call }: Turn, code: string, message: string): void {
  const refusal = service.policies.refusedUpload(call, code);
  if (refusal !== null) throw new DomainError(refusal, message);
}

function inspect(turn: Turn, { files }: Form): Inspection {
  const { behaviour } = turn.service;
  const archives = files.filter(({ scan }) => scan.readable && scan.entries.length > 0);
  if (archives.some(({ scan }) => !scan.complete)) refuse(turn, 'UploadFileFailed', 'The archive is cut off.');
  const entries = archives.flatMap(({ scan }) => scan.entries);
  const twice = firstTwice(entries.map(({ name }) => name)) ?? firstTwice(files.map(({ filename }) => filename));
  if (twice !== undefined) refuse(turn, 'UploadImageZipPartDuplicated', `${twice} is there twice.`);
  if (archives.length === 0) {
    if (!behaviour.opaqueImages) refuse(turn, 'UploadFileFailed', 'The file was not preprocessed.');
    return OPAQUE;
  }
  try {
    const inspection = inspectPackage(entries);
    if (inspection.defect !== null && behaviour.packagesChecked === 'at-upload') {
      refuse(turn, inspection.defect, 'The package is not in order.');
    }
    return inspection;
  } catch (error) {
    if (error instanceof MalformedXml) refuse(turn, 'XMLMalformed', 'The manifest is not well-formed.');
    else if (error instanceof InvalidManifest)
      refuse(turn, 'XMLValidationError', `The manifest is not valid: ${error.message}.`);
    else throw error;
    return OPAQUE;
  }
}

function imageOf(turn: Turn, form: Form, name: string): Image {
  const { files } = form;
  const size = files.reduce((sum, file) => sum + file.size, 0);
  if (size === 0) refuse(turn, 'UploadFileFailed', 'No file came.');
  const { defect, nics } = inspect(turn, form);
  return { name, size, sha256: files[0]?.sha256 ?? '', nics, diskSize: Math.ceil(size / 1024 / 1024) + 1024, defect };
}

/** Takes hold of the image's name as soon as it is known, so that no other upload can take it meanwhile. */
class NameKeeper {
  readonly #turn: Turn;
  readonly #organization: Organization;
  #name: string | null = null;

  constructor(turn: Turn, organization: Organization) {
    this.#turn = turn;
    this.#organization = organization;
  }

  get name(): string {
    if (this.#name === null) throw new BrokenForm('nothing names the image');
    return this.#name;
  }

  take(name: string): void {
    if (this.#name !== null) return;
    const { service, call } = this.#turn;
    checkImageName(service, call, this.#organization, name);
    if (service.behaviour.uploadChecks === 'name-first') checkImageQuota(service, call, this.#organization);
    this.#name = name;
    this.#organization.arriving.add(name);
  }

  letGo(): void {
    if (this.#name !== null) this.#organization.arriving.delete(this.#name);
  }
}

async function receive(turn: Turn, organization: Organization): Promise<Image> {
  const { service, call, request } = turn;
  const { imageName } = service.behaviour;
  const keeper = new NameKeeper(turn, organization);
  try {
    const form = await readMultipart(request, {
      field: (name, value) => {
        if (imageName !== 'file-name') keeper.take(imageName === 'part-name' ? name : value || name);
      },
      file: (filename) => {
        if (imageName === 'file-name') keeper.take(filename);
      },
      progress: (octets) => checkImageSize(service, call, octets),
    });
    return imageOf(turn, form, keeper.name);
  } catch (error) {
    if (!(error instanceof BrokenForm)) throw error;
    throw new DomainError('UploadFileFailed', `The upload failed: ${error.message}.`);
  } finally {
    keeper.letGo();
  }
}

/** Uploads an image (§3.20). */
export async function receiveUpload(turn: Turn): Promise<Answer> {
  const { service, call } = turn;
  const organization = findOrganization(service, call);
  if (service.behaviour.uploadChecks === 'amount-first') checkImageQuota(service, call, organization);
  const image = await receive(turn, organization);
  service.settle();
  checkImageQuota(service, call, organization);
  keepImage(service, call, organization, image);
  return { status: 200 };
}
