import { DomainError } from './domain-error.ts';
import type { Organization, Role, User } from './model.ts';
import type { Call } from './policies.ts';
import type { Service } from './service.ts';

/**
 * The gate of every operation, in this order: version (§3.37), identity (§3.59), roles and tenant (§3.60),
 * and only then whether the organisation exists (§3.61), so that a refusal discloses nothing.
 */
export function authorize(service: Service, call: Call, roles: readonly Role[]): User {
  checkVersion(service, call);
  const user = authenticate(service, call);
  for (const role of roles) {
    if (!service.policies.hasRole(call, user, role)) {
      throw new DomainError('NoPermission', `The role ${role} is needed.`);
    }
  }
  const name = call.parameters['org-name'];
  if (name !== undefined && service.world.organizations.has(name) && !service.policies.sameTenant(call, user, name)) {
    if (service.behaviour.foreigner === 'ObjectNotFound') throw unknownOrganization(name);
    throw new DomainError('NoPermission', 'This object is not yours to see.');
  }
  return user;
}

export function checkVersion(service: Service, call: Call): void {
  const version = call.parameters['version-number'];
  if (version !== undefined && !service.policies.supportsVersion(call, version, service.version)) {
    throw new DomainError('UnsupportedVersion', `This service speaks version ${service.version} only.`);
  }
}

export function authenticate(service: Service, call: Call): User {
  const user = service.policies.authenticate(call, call.user);
  if (user === null) throw new DomainError('AuthenticationError', 'Who are you? User name or password is wrong.');
  return user;
}

function unknownOrganization(name: string): DomainError {
  return new DomainError('ObjectNotFound', `There is no organization ${name}.`);
}

export function findOrganization(service: Service, call: Call): Organization {
  const name = call.parameters['org-name'] ?? '';
  const found = service.world.organizations.get(name);
  const organization = service.policies.find(call, 'organization', `organization/${name}`, found, service.ground);
  if (organization === undefined) throw unknownOrganization(name);
  return organization;
}
