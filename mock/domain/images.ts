import { DomainError } from './domain-error.ts';
import { imagePath } from './finding.ts';
import type { Image, Organization } from './model.ts';
import { checkNewName, lookUp } from './names.ts';
import type { Call } from './policies.ts';
import type { Service } from './service.ts';

/** Refuses an upload that the store has no place for (§3.40). Uploads that are still arriving count. */
export function checkImageQuota(service: Service, call: Call, organization: Organization): void {
  const used = organization.images.size + organization.arriving.size;
  if (!service.policies.withinQuota(call, 'image-amount', used, 1, service.behaviour.imageQuota)) {
    throw new DomainError('UploadImageAmountQuotaReached', 'The image store is full: delete an image first.');
  }
}

/** Refuses an image of more octets than allowed (§3.41). */
export function checkImageSize(service: Service, call: Call, size: number): void {
  if (!service.policies.withinQuota(call, 'image-size', 0, size, service.behaviour.imageSizeQuota)) {
    throw new DomainError('UploadImageSizeQuotaReached', 'The image is larger than an image may be.');
  }
}

/** Refuses a name that an image has, or will have when its upload is through (§3.70). */
export function checkImageName(service: Service, call: Call, organization: Organization, name: string): void {
  checkNewName(service, call, 'image', name);
  const taken = lookUp(service, organization.images, name) !== undefined || organization.arriving.has(name);
  if (service.policies.isDuplicate(call, 'image', name, taken, service.ground)) {
    throw new DomainError(service.behaviour.duplicateImage, `There is an image ${name} already.`);
  }
}

export function keepImage(service: Service, call: Call, organization: Organization, image: Image): void {
  service.policies.changeNow(call, () => {
    organization.images.set(image.name, image);
    service.world.gone.delete(imagePath(organization, image.name));
  });
}

function isInUse(organization: Organization, image: Image): boolean {
  return [...organization.vdcs.values()].some((vdc) =>
    [...vdc.reservations.values()].some((reservation) => reservation.image === image.name),
  );
}

/** §3.21 */
export function deleteImage(service: Service, call: Call, organization: Organization, image: Image): void {
  if (service.behaviour.imageInUse === 'refused' && isInUse(organization, image)) {
    throw new DomainError('ConflictResource', `${image.name} is being deployed.`);
  }
  service.policies.changeNow(call, () => {
    organization.images.delete(image.name);
    service.world.gone.add(imagePath(organization, image.name));
  });
}
