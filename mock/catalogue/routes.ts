import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { once } from './once.ts';

/** One field of an XML request body, as the catalogue has it. */
export interface BodyField {
  readonly name: string;
  readonly attribute?: boolean;
  readonly values?: readonly string[];
}

/** What the mock reads of an operation in `contracts/operations`: where it is, what it is asked with, what it answers. */
export interface Route {
  readonly id: string;
  readonly name: string;
  readonly method: string;
  /** e.g. `/{version-number}/org/{org-name}` */
  readonly path: string;
  readonly kind: 'synchronous' | 'asynchronous';
  readonly roles: readonly string[];
  readonly action: string | null;
  readonly request: {
    readonly kind: 'none' | 'xml' | 'multipart';
    readonly root?: string;
    readonly fields?: readonly BodyField[];
  };
  readonly success: { readonly status: number; readonly root: string | null };
  readonly taskTypes: readonly string[];
  readonly errors: readonly string[];
}

const folder = new URL('../../contracts/operations/', import.meta.url);

/** All operations of the catalogue, by id. */
export const loadRoutes = once((): ReadonlyMap<string, Route> => {
  const routes = new Map<string, Route>();
  for (const file of readdirSync(folder).toSorted()) {
    if (!file.endsWith('.yaml')) continue;
    const route = parse(readFileSync(new URL(file, folder), 'utf8')) as Route;
    routes.set(route.id, route);
  }
  return routes;
});
