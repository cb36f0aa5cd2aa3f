import type { Route } from '../catalogue/routes.ts';
import type { XmlNode } from '../dialect/xml-node.ts';
import type { Role } from '../domain/model.ts';
import type { Call } from '../domain/policies.ts';
import type { Service } from '../domain/service.ts';
import type { Links, Parameters } from './links.ts';
import type { Representations } from './representations.ts';

/** One request at the moment in which it is answered. */
export interface Turn {
  readonly service: Service;
  readonly call: Call;
  /** Route of the catalogue; absent for an alias. */
  readonly route: Route | null;
  readonly at: Parameters;
  readonly links: Links;
  readonly write: Representations;
  readonly request: Request;
  /** Body of the request; empty where the implementation reads the request itself. */
  readonly body: Uint8Array;
}

export interface Answer {
  readonly status: number;
  readonly document?: XmlNode;
  readonly location?: string;
  /** Methods for the Allow header. */
  readonly allow?: readonly string[];
}

/** What answers an operation. `roles` are those that §3.6 to §3.33 ask for. */
export interface Implementation {
  readonly roles: readonly Role[];
  /** Reads the request's body itself, as a stream. */
  readonly streams?: true;
  readonly answer: (turn: Turn) => Answer | Promise<Answer>;
}

export const ADMIN: readonly Role[] = ['Admin'];
export const ADMIN_AND_ACCOUNT_MANAGER: readonly Role[] = ['Admin', 'Atmos Account Manager'];

export const ok = (document: XmlNode): Answer => ({ status: 200, document });
