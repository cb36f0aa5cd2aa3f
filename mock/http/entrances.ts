import type { Route } from '../catalogue/routes.ts';
import type { Dialect } from '../dialect/dialect.ts';
import type { Behaviour } from '../domain/behaviour.ts';
import { type Entrance, entranceOf } from './router.ts';

/** Ways into the service that the catalogue does not have: what the hrefs of §3.14, §3.16, §3.19 and §3.24 lead to. */
function aliases(routes: ReadonlyMap<string, Route>, dialect: Dialect, behaviour: Behaviour): readonly Entrance[] {
  const path = (id: string): string => routes.get(id)?.path ?? '';
  const get = (at: string, implementation: string, operation: string | null = null): Entrance => ({
    method: 'GET',
    path: at,
    implementation,
    operation,
  });
  const vdc = path('get-vdc-information');
  const store = path('list-uploaded-image').split('/').at(-1);
  const list = [
    get(`${vdc}/${store}`, 'list-vdc-images'),
    get(`${path('list-template')}/{template-name}`, 'get-template'),
  ];
  if (behaviour.imageHref !== 'NotSupported') list.push(get(path('delete-uploaded-image'), 'get-image'));
  if (dialect.vmListHrefs === 'without-vm')
    list.push(get(`${vdc}/{vm-name}`, 'get-vm-information', 'get-vm-information'));
  if (dialect.cloneActionName === 'clone-on-vm') {
    const clone = `${path('get-vm-management-action-list')}/clone-on-vm`;
    list.push({ method: 'POST', path: clone, implementation: 'clone-vm', operation: 'clone-vm' });
  }
  return list;
}

/** Every way into a service of this dialect and behaviour. */
export function entrancesOf(
  routes: ReadonlyMap<string, Route>,
  dialect: Dialect,
  behaviour: Behaviour,
): readonly Entrance[] {
  return [...[...routes.values()].map(entranceOf), ...aliases(routes, dialect, behaviour)];
}
