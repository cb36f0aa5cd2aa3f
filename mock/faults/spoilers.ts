import type { XmlNode } from '../dialect/xml-node.ts';
import type { Vdc } from '../domain/model.ts';
import type { Ground, Policies } from '../domain/policies.ts';
import { type Outgoing, withHeader } from '../http/outgoing.ts';
import type { FaultContext, Spoiler } from './types.ts';

/** Which answers a fault spoils. */
export type When = (context: FaultContext) => boolean;

export const succeeds =
  (operation: string): When =>
  (context) =>
    context.call.operation === operation && context.code === null;

export const refuses =
  (operation: string): When =>
  (context) =>
    context.call.operation === operation && context.code !== null;

/** The document says something else. */
export const inDocument =
  (when: When, edit: (root: XmlNode, context: FaultContext) => XmlNode | null): (() => Spoiler) =>
  () => ({ document: (root, context) => (when(context) ? edit(root, context) : root) });

/** Status, headers or octets are others. */
export const onTheWire =
  (when: When, edit: (outgoing: Outgoing, context: FaultContext) => Outgoing): (() => Spoiler) =>
  () => ({ outgoing: (outgoing, context) => (when(context) ? edit(outgoing, context) : outgoing) });

/** The service decides otherwise. */
export const deciding =
  (change: (base: Policies) => Partial<Policies>): (() => Spoiler) =>
  () => ({ policies: change });

/** Another body, with the length that fits it. */
export const resized = (outgoing: Outgoing, body: Uint8Array): Outgoing =>
  withHeader({ ...outgoing, body }, 'Content-Length', String(body.length));

/** Once a task on a machine has taken effect, more happens in the VDCs of its organisation; `home` is that of the machine. */
export const afterTask =
  (operation: string, then: (name: string, vdcs: ReadonlyMap<string, Vdc>, home: string) => void): (() => Spoiler) =>
  () => ({
    policies: (base) => {
      let world: Ground['world'] | undefined;
      return {
        mayTransition: (call, machine, doing, ground) => {
          world = ground.world;
          return base.mayTransition(call, machine, doing, ground);
        },
        effectOf: (task, effect, call) => {
          base.effectOf(task, effect, call);
          const { 'org-name': organization = '', 'vdc-name': home = '' } = call.parameters;
          const vdcs = world?.organizations.get(organization)?.vdcs;
          if (call.operation === operation && vdcs !== undefined) then(task.objectName, vdcs, home);
        },
      };
    },
  });
