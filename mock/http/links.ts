import type { Route } from '../catalogue/routes.ts';
import type { Dialect } from '../dialect/dialect.ts';
import type { Action } from '../domain/model.ts';
import type { Entrance } from './router.ts';

export type Parameters = Readonly<Record<string, string>>;

/** Ids of the operations that answers link to; the paths come from the catalogue. */
export type LinkTarget =
  | 'get-organization-information'
  | 'get-vdc-list'
  | 'get-vdc-information'
  | 'get-vm-list'
  | 'get-vm-information'
  | 'get-vm-virtualnic-list'
  | 'get-vm-virtualnic-information'
  | 'get-vm-management-action-list'
  | 'get-network-list'
  | 'get-network-information'
  | 'list-uploaded-image'
  | 'list-template'
  | 'get-task-list'
  | 'get-task';

const LISTS: ReadonlySet<string> = new Set([
  'get-vdc-list',
  'get-vm-list',
  'get-vm-virtualnic-list',
  'get-vm-management-action-list',
  'get-network-list',
  'list-uploaded-image',
  'get-task-list',
]);
/** Links that §3.24 prints with a slash at the end. */
const PRINTED_WITH_SLASH: ReadonlySet<string> = new Set(['get-vm-list', 'get-network-list', 'list-uploaded-image']);

function endsWithSlash(target: string, dialect: Dialect): boolean {
  const wanted = { 'as-printed': PRINTED_WITH_SLASH.has(target), never: false, lists: LISTS.has(target) };
  return wanted[dialect.trailingSlash];
}

/** Whether a URI is written as its section prints it, or as this service hands it out. */
export function slashFits(entrances: readonly Entrance[], slash: boolean, dialect: Dialect): boolean {
  return entrances.some(({ path, implementation }) => {
    const printed = path.endsWith('/');
    const handedOut = implementation === 'list-vdc-images' ? 'list-uploaded-image' : implementation;
    return slash === printed || slash === endsWithSlash(handedOut, dialect);
  });
}

/** Writes hrefs and Locations in the form that the dialect has chosen. */
export class Links {
  readonly #routes: ReadonlyMap<string, Route>;
  readonly #dialect: Dialect;
  readonly #origin: string;
  readonly #basePath: string;

  /** `origin` and `basePath` (both without a slash at the end) are where absolute and rooted forms begin. */
  constructor(routes: ReadonlyMap<string, Route>, dialect: Dialect, origin: string, basePath: string) {
    this.#routes = routes;
    this.#dialect = dialect;
    this.#origin = origin;
    this.#basePath = basePath;
  }

  href(target: LinkTarget, parameters: Parameters): string {
    return this.#form(this.#slashed(target, this.#path(target, parameters)), this.#dialect.hrefs);
  }

  /** An image or a template: a name below its store. */
  stored(store: 'list-uploaded-image' | 'list-template', parameters: Parameters, name: string): string {
    return this.#form(`${this.#path(store, parameters)}/${this.#encode(name)}`, this.#dialect.hrefs);
  }

  location(parameters: Parameters): string {
    return this.#form(this.#path('get-task', parameters), this.#dialect.location);
  }

  /** §3.14 prints `clone-on-vm` where §3.12 has `clone-to-vm`. */
  action(action: Action, parameters: Parameters): string {
    const segment = action === 'clone' ? this.#dialect.cloneActionName : this.#segmentOf(action);
    return this.#form(`${this.#path('get-vm-management-action-list', parameters)}/${segment}`, this.#dialect.hrefs);
  }

  /** §3.16 prints the hrefs of machines without the segment `vm`. */
  machine(parameters: Parameters): string {
    if (this.#dialect.vmListHrefs === 'with-vm') return this.href('get-vm-information', parameters);
    const vdc = this.#path('get-vdc-information', parameters);
    return this.#form(`${vdc}/${this.#encode(parameters['vm-name'] ?? '')}`, this.#dialect.hrefs);
  }

  /** §3.24 prints a link to the images below the VDC, though §3.19 has them below the organisation. */
  vdcImages(parameters: Parameters): string {
    const segment = this.#path('list-uploaded-image', parameters).split('/').at(-1);
    const path = `${this.#path('get-vdc-information', parameters)}/${segment}`;
    return this.#form(this.#slashed('list-uploaded-image', path), this.#dialect.hrefs);
  }

  #segmentOf(action: Action): string {
    for (const route of this.#routes.values()) if (route.action === action) return route.path.split('/').at(-1) ?? '';
    throw new Error(`no operation of the catalogue has the action ${action}`);
  }

  #path(target: LinkTarget, parameters: Parameters): string {
    const template = this.#routes.get(target)?.path;
    if (template === undefined) throw new Error(`the catalogue has no operation ${target}`);
    const path = template.replace(/\{([^}]+)\}/g, (_, name: string) => this.#encode(parameters[name] ?? ''));
    return path.replace(/\/$/, '');
  }

  #encode(segment: string): string {
    const encoded = encodeURIComponent(segment);
    return this.#dialect.spaceInHref === 'raw' ? encoded.replaceAll('%20', ' ') : encoded;
  }

  #slashed(target: LinkTarget, path: string): string {
    return endsWithSlash(target, this.#dialect) ? `${path}/` : path;
  }

  #form(path: string, form: Dialect['hrefs']): string {
    if (form === 'relative') return path.slice(1);
    return form === 'rooted' ? this.#basePath + path : this.#origin + this.#basePath + path;
  }
}
