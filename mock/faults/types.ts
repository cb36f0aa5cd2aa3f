import type { XmlNode } from '../dialect/xml-node.ts';
import type { Call, Policies } from '../domain/policies.ts';
import type { Service } from '../domain/service.ts';
import type { Outgoing } from '../http/outgoing.ts';

/** What a fault may look at while it spoils an answer. */
export interface FaultContext {
  readonly call: Call;
  readonly service: Service;
  readonly method: string;
  readonly path: string;
  /** Code of the refusal, or null where the call succeeded. */
  readonly code: string | null;
}

/** What a fault does. Made anew for each service, so that a fault may count or remember. */
export interface Spoiler {
  /** Behaviour: other decisions in the domain. `base` are the conforming ones, to fall back on. */
  readonly policies?: (base: Policies) => Partial<Policies>;
  /** A refusal takes another code, with the status that belongs to that code. */
  readonly refusal?: (code: string, call: Call) => string;
  /** Response, before it is written: the document says something else. */
  readonly document?: (document: XmlNode, context: FaultContext) => XmlNode | null;
  /** Response, as it goes out: status, headers and octets. */
  readonly outgoing?: (outgoing: Outgoing, context: FaultContext) => Outgoing;
}

/** A small wrong server: named, documented, and wrong in this one way only. */
export interface Fault {
  /** Stable, kebab-case, e.g. `power-off-vm/role-unchecked`. */
  readonly id: string;
  readonly title: string;
  /** What an implementer got wrong, and how a client can see it. */
  readonly description: string;
  readonly kind: 'response' | 'behaviour';
  /** The one operation that is wrong; absent where it is about several. */
  readonly operation?: string;
  readonly apply: () => Spoiler;
}
