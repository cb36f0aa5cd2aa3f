import type { StableState } from '../catalogue/types.ts';
import type { XmlElement } from '../xml/types.ts';
import { childText } from './documents.ts';
import { linksOf } from './links.ts';

/** What §3.6 tells of a VM; a member is undefined when the element is absent. */
export interface VmInformation {
  readonly name: string | undefined;
  readonly status: string | undefined;
  readonly instanceType: string | undefined;
  readonly publicIp: string | undefined;
  readonly fqdn: string | undefined;
  readonly diskSize: string | undefined;
}

export function readVm(root: XmlElement | undefined): VmInformation | undefined {
  if (root === undefined || root.name !== 'VirtualMachine') return undefined;
  return {
    name: root.attributes.name,
    status: childText(root, 'status'),
    instanceType: childText(root, 'instance-type'),
    publicIp: childText(root, 'public-ip'),
    fqdn: childText(root, 'fqdn'),
    diskSize: childText(root, 'disk-size'),
  };
}

/** Whether the VM says that it has a public IP: `yes`, `true` or an address do, `no`, `false`, nothing do not. */
export function hasPublicIp(vm: VmInformation): boolean {
  const value = vm.publicIp?.toLowerCase() ?? '';
  return !['', 'no', 'false', 'none', '0.0.0.0'].includes(value);
}

/**
 * Words in use for the states the guide does not name. Only `powered-off` is shown (§3.6); the others are learned
 * from what the server says after a power-on and after a suspend, and guessed from these only until then.
 */
const GUESSES: readonly (readonly [RegExp, StableState])[] = [
  [/^(powered[-_ ]?off|off|stopped|poweredoff)$/i, 'powered-off'],
  [/^(powered[-_ ]?on|on|running|started|up|active)$/i, 'powered-on'],
  [/^(suspended|paused|saved|sleeping|standby|hibernated)$/i, 'suspended'],
];

/** Status word → state, as the server itself has shown. */
export type StateWords = ReadonlyMap<string, StableState>;

/** Undefined for a transitional or unknown word. */
export function stateOf(status: string | undefined, words: StateWords): StableState | undefined {
  if (status === undefined) return undefined;
  return words.get(status) ?? GUESSES.find(([pattern]) => pattern.test(status))?.[1];
}

/** The management actions a list offers, by the last segment of each link; `clone-to-vm` and `clone-on-vm` are one (§3.12, §3.14). */
export function offeredActions(root: XmlElement | undefined, version: string): readonly string[] {
  return linksOf(root, version).map((link) =>
    /^clone-(to|on)-vm$/.test(link.name) || link.name === 'clone' ? 'clone' : link.name,
  );
}
