import { fillPath, resolveHref } from '../document/href.ts';
import { linksOf } from '../document/links.ts';
import { type Route, routeOf } from '../document/route.ts';
import { header } from '../evidence/body.ts';
import type { Exchange } from '../evidence/types.ts';
import type { Session } from '../session/session.ts';
import type { Performer } from './performer.ts';

const MOST_LINKS = 400;
/** Of a list's entries, so many are followed: the first, the last and some between. */
const PER_LIST = 12;

/** Elements whose links are no resources to read: actions are only posted to, and an image has no URI that reads it. */
const NOT_READABLE: ReadonlySet<string> = new Set([
  'management-action',
  'ImageList',
  'Image',
  'image',
  'Template',
  'template',
]);

function sample<T>(items: readonly T[]): readonly T[] {
  if (items.length <= PER_LIST) return items;
  return [...items.slice(0, PER_LIST / 2), ...items.slice(-PER_LIST / 2)];
}

/** Follows every link once, from the organisation list down, each as the server printed it. */
export const performCrawl: Performer = async (_scenario, session) => {
  const { run } = session;
  const visited = new Set<string>();
  const queue: { exchange: Exchange }[] = [{ exchange: await session.call('get-organization-list', { role: 'read' }) }];
  // The organisation may be known from the target file only.
  queue.push({ exchange: await session.call('get-organization-information', { role: 'read' }) });
  visited.add(fillPath('/{v}/org/{o}', { v: run.catalogue.version, o: run.organization }));
  // VDCs that the target file names are there, whether a list shows them or not.
  for (const vdc of run.target.vdcs)
    queue.push({
      exchange: await session.call('get-vdc-information', { role: 'read', parameters: { 'vdc-name': vdc } }),
    });
  for (let item = queue.shift(); item !== undefined && visited.size < MOST_LINKS; item = queue.shift()) {
    const { exchange } = item;
    if (exchange.response?.status !== 200) continue;
    for (const link of sample(linksOf(run.documents.root(exchange), run.catalogue.version))) {
      // What the run itself makes meanwhile comes and goes.
      if (NOT_READABLE.has(link.element) || link.resolved === null || link.name.startsWith(run.names.prefix)) continue;
      const canonical = routeOf(run.catalogue, link.resolved.segments);
      const key = link.resolved.path.replace(/\/$/, '');
      if (visited.has(key)) continue;
      visited.add(key);
      const followed = await follow(session, link.resolved.path, canonical);
      session.note('followed', `${link.href} in ${link.path}`, {
        seq: followed.seq,
        from: exchange.seq,
        href: link.href,
        element: link.element,
      });
      const own = link.resolved.segments[2] === run.organization;
      if (own) queue.push({ exchange: followed });
      // A VM list may print its links without the segment that the URI syntax has (§3.16): the VM itself is read all the same.
      if (canonical === null && link.element === 'virtual-machine') {
        const vdc = exchange.parameters['vdc-name'] ?? '';
        queue.push({
          exchange: await session.call('get-vm-information', {
            role: 'read',
            parameters: { 'vdc-name': vdc, 'vm-name': link.name },
          }),
        });
      }
    }
  }
};

/** Follows a link, and where it is redirected (to the URI without its trailing slash, say) once more. */
async function follow(session: Session, path: string, route: Route | null): Promise<Exchange> {
  const send = (target: string): Promise<Exchange> =>
    session.send({
      operation: route?.operation.id ?? null,
      method: 'GET',
      path: target,
      parameters: route?.parameters ?? {},
      principal: 'admin',
      role: route === null ? 'probe' : 'follow',
      action: null,
      body: null,
      headers: [],
      safe: true,
    });
  const answer = await send(path);
  const status = answer.response?.status ?? 0;
  const to = answer.response === null || status < 300 || status > 399 ? undefined : header(answer.response, 'location');
  const resolved = to === undefined ? null : resolveHref(to, session.run.catalogue.version);
  return resolved === null || resolved.path === path ? answer : send(resolved.path);
}
