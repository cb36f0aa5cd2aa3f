import { DomainError } from './domain-error.ts';
import type { Organization, Role, User } from './model.ts';
import type { Call } from './policies.ts';
import type { Service } from './service.ts';

/**
 * The gate of every operation: version (§3.37) and identity (§3.59), then roles and tenant (§3.60),
 * and only then whether the organisation exists (§3.61), so that a refusal discloses nothing.
 */
export function authorize(service: Service, call: Call, roles: readonly Role[]): User {
  const user = enter(service, call);
  for (const role of roles) {
    if (!service.policies.hasRole(call, user, role)) {
      throw new DomainError('NoPermission', `The role ${role} is needed.`);
    }
  }
  const name = call.parameters['org-name'];
  if (name !== undefined) checkTenant(service, call, user, name);
  return user;
}

/** Version and identity alone, in the order that this service has. */
export function enter(service: Service, call: Call): User {
  if (service.behaviour.precedence === 'version-first') checkVersion(service, call);
  const user = service.policies.authenticate(call, call.user);
  if (user === null) throw new DomainError('AuthenticationError', 'Who are you? User name or password is wrong.');
  checkVersion(service, call);
  return user;
}

function checkVersion(service: Service, call: Call): void {
  const version = call.parameters['version-number'];
  if (version === undefined || service.policies.supportsVersion(call, version, service.version)) return;
  if (service.behaviour.versionShape === 'ObjectNotFound' && !/^\d+(\.\d+)*$/.test(version)) {
    throw new DomainError('ObjectNotFound', 'There is nothing here.');
  }
  throw new DomainError('UnsupportedVersion', `This service speaks version ${service.version} only.`);
}

function checkTenant(service: Service, call: Call, user: User, name: string): void {
  const { foreigner, unknownOrganization } = service.behaviour;
  const exists = service.world.organizations.has(name);
  const refusal = exists ? foreigner : unknownOrganization;
  if (exists && service.policies.sameTenant(call, user, name)) return;
  if (refusal === 'NoPermission') throw new DomainError('NoPermission', 'This object is not yours to see.');
  if (exists) throw noOrganization(name);
}

function noOrganization(name: string): DomainError {
  return new DomainError('ObjectNotFound', `There is no organization ${name}.`);
}

export function findOrganization(service: Service, call: Call): Organization {
  const name = call.parameters['org-name'] ?? '';
  const found = service.world.organizations.get(name);
  const organization = service.policies.find(call, 'organization', `organization/${name}`, found, service.ground);
  if (organization === undefined) throw noOrganization(name);
  return organization;
}
