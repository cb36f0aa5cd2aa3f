import type { Route } from '../catalogue/routes.ts';

/** A way into the service. Aliases lead to an operation by another path than the catalogue's. */
export interface Entrance {
  readonly method: string;
  readonly path: string;
  /** Name of the implementation that answers. */
  readonly implementation: string;
  /** Operation of the catalogue; null for what the guide does not define. */
  readonly operation: string | null;
}

export interface Match {
  readonly parameters: Readonly<Record<string, string>>;
  /** By method; never empty. */
  readonly methods: ReadonlyMap<string, Entrance>;
}

interface Branch {
  readonly fixed: Map<string, Branch>;
  open: { readonly name: string; readonly branch: Branch } | null;
  readonly methods: Map<string, Entrance>;
}

const newBranch = (): Branch => ({ fixed: new Map(), open: null, methods: new Map() });
const segmentsOf = (path: string): readonly string[] => path.split('/').filter((segment) => segment !== '');

function grow(branch: Branch, segment: string): Branch {
  const parameter = /^\{(.+)\}$/.exec(segment)?.[1];
  if (parameter !== undefined) {
    branch.open ??= { name: parameter, branch: newBranch() };
    return branch.open.branch;
  }
  const existing = branch.fixed.get(segment);
  if (existing !== undefined) return existing;
  const fresh = newBranch();
  branch.fixed.set(segment, fresh);
  return fresh;
}

export const entranceOf = (route: Route): Entrance => ({
  method: route.method,
  path: route.path,
  implementation: route.id,
  operation: route.id,
});

function decode(segment: string): string | null {
  try {
    return decodeURIComponent(segment);
  } catch {
    return null;
  }
}

/**
 * Finds what stands behind a path. A fixed segment goes before a parameter (`imagestore/nfs` before
 * `imagestore/{image-name}`); a slash at the end makes no difference.
 */
export class Router {
  readonly #root = newBranch();

  constructor(entrances: Iterable<Entrance>) {
    for (const entrance of entrances) {
      const branch = segmentsOf(entrance.path).reduce(grow, this.#root);
      branch.methods.set(entrance.method, entrance);
    }
  }

  match(path: string): Match | null {
    const segments = path.replace(/\/$/, '').split('/').slice(1);
    let branch = this.#root;
    const parameters: Record<string, string> = {};
    for (const raw of segments) {
      const segment = decode(raw);
      if (segment === null || segment === '') return null;
      const fixed = branch.fixed.get(segment);
      if (fixed !== undefined) {
        branch = fixed;
      } else if (branch.open !== null) {
        parameters[branch.open.name] = segment;
        branch = branch.open.branch;
      } else {
        return null;
      }
    }
    return branch.methods.size === 0 ? null : { parameters, methods: branch.methods };
  }
}
