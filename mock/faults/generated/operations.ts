import { loadRoutes, type Route } from '../../catalogue/routes.ts';

/** Every operation of the catalogue. */
export const OPERATIONS: readonly Route[] = [...loadRoutes().values()];

/** Those whose success has a document. */
export const READING: readonly Route[] = OPERATIONS.filter(({ success }) => success.root !== null);

export const ASYNCHRONOUS: readonly Route[] = OPERATIONS.filter(({ kind }) => kind === 'asynchronous');

export function operation(id: string): Route {
  const found = loadRoutes().get(id);
  if (found === undefined) throw new Error(`the catalogue has no operation ${id}`);
  return found;
}
