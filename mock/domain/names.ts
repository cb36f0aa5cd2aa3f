import { DomainError } from './domain-error.ts';
import type { Organization, Vdc } from './model.ts';
import type { Call, NameKind } from './policies.ts';
import type { Service } from './service.ts';

/** Refuses a name that no machine or image may be given (§3.36, §3.45). */
export function checkNewName(service: Service, call: Call, kind: NameKind, name: string): void {
  const code = service.policies.refusedName(call, kind, name, service.ground);
  if (code !== null) throw new DomainError(code, `The name "${name}" cannot be given.`);
}

/** What has this name; where case does not count, in any case. */
export function lookUp<T>(service: Service, things: ReadonlyMap<string, T>, name: string): T | undefined {
  const exact = things.get(name);
  if (exact !== undefined || service.behaviour.nameCase === 'sensitive') return exact;
  const wanted = name.toLowerCase();
  for (const [other, thing] of things) if (other.toLowerCase() === wanted) return thing;
  return undefined;
}

/** Refuses a name in the URI that could not be anybody's (§3.45). */
export function checkPossibleName(service: Service, call: Call, kind: NameKind, name: string): void {
  if (service.behaviour.invalidNameInUri === 'ObjectNotFound') return;
  if (!service.policies.possibleName(call, kind, name, service.ground)) {
    throw new DomainError('InvalidName', `"${name}" is not a name.`);
  }
}

/** Refuses a machine's name that is in use, or soon will be (§3.65). */
export function checkMachineNameFree(
  service: Service,
  call: Call,
  organization: Organization,
  vdc: Vdc,
  name: string,
): void {
  const scope = service.behaviour.nameScope === 'vdc' ? [vdc] : [...organization.vdcs.values()];
  const isTaken = (one: Vdc): boolean =>
    lookUp<unknown>(service, one.machines, name) !== undefined ||
    lookUp<unknown>(service, one.reservations, name) !== undefined;
  const taken = scope.some(isTaken);
  if (service.policies.isDuplicate(call, 'vm', name, taken, service.ground)) {
    throw new DomainError('ObjectDuplicated', `There is a machine ${name} already.`);
  }
}
