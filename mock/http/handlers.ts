import { type HttpHandler, http } from 'msw';
import type { Route } from '../catalogue/routes.ts';
import type { Dialect } from '../dialect/dialect.ts';
import type { Outgoing } from './outgoing.ts';
import { Responder, type ResponderOptions } from './responder.ts';
import { type Entrance, entranceOf, type Match, Router } from './router.ts';

export interface HandlerOptions extends ResponderOptions {
  /** Only requests to this origin are answered; absent: to any. */
  readonly origin?: string;
}

export interface Handlers {
  /** One handler per operation, one for undefined methods, one for everything else: for MSW's `setupServer`. */
  readonly all: readonly HttpHandler[];
  /** The one handler that will answer this request; quicker than asking each of them. */
  readonly handlerFor: (request: Request) => HttpHandler;
  /** The exact octets behind a response of these handlers. */
  readonly outgoingOf: (response: Response) => Outgoing | undefined;
}

/** Ways into the service that the catalogue does not have: what this dialect's hrefs lead to. */
function aliases(routes: ReadonlyMap<string, Route>, dialect: Dialect): readonly Entrance[] {
  const path = (id: string): string => routes.get(id)?.path ?? '';
  const vdc = path('get-vdc-information');
  const store = path('list-uploaded-image').split('/').at(-1);
  const list: Entrance[] = [
    { method: 'GET', path: `${vdc}/${store}`, implementation: 'list-vdc-images', operation: null },
  ];
  if (dialect.cloneActionName === 'clone-on-vm') {
    const clone = path('get-vm-management-action-list');
    list.push({ method: 'POST', path: `${clone}/clone-on-vm`, implementation: 'clone-vm', operation: 'clone-vm' });
  }
  if (dialect.vmListHrefs === 'without-vm') {
    const id = 'get-vm-information';
    list.push({ method: 'GET', path: `${vdc}/{vm-name}`, implementation: id, operation: id });
  }
  return list;
}

/** The service as MSW request handlers. */
export function createHandlers(options: HandlerOptions): Handlers {
  const { routes, dialect, basePath, origin } = options;
  const responder = new Responder(options);
  const entrances = [...[...routes.values()].map(entranceOf), ...aliases(routes, dialect)];
  const router = new Router(entrances);
  const matches = new WeakMap<Request, Match | null>();
  const written = new WeakMap<Response, Outgoing>();

  const matchOf = (request: Request): Match | null => {
    const known = matches.get(request);
    if (known !== undefined) return known;
    const { pathname } = new URL(request.url);
    const match = pathname.startsWith(`${basePath}/`) ? router.match(pathname.slice(basePath.length)) : null;
    matches.set(request, match);
    return match;
  };
  const mine = (request: Request): boolean => origin === undefined || new URL(request.url).origin === origin;
  const answer = async ({ request }: { request: Request }): Promise<Response> => {
    const outgoing = await responder.respond(request, matchOf(request));
    const noBody = outgoing.body.length === 0 || [204, 205, 304].includes(outgoing.status);
    const response = new Response(noBody ? null : new Uint8Array(outgoing.body), {
      status: outgoing.status,
      headers: outgoing.headers.map(([name, value]) => [name, value]),
    });
    written.set(response, outgoing);
    return response;
  };

  const methodOf = (request: Request): string => (request.method === 'HEAD' ? 'GET' : request.method);
  const byEntrance = new Map(
    entrances.map((entrance) => [
      entrance,
      http.all(({ request }) => mine(request) && matchOf(request)?.methods.get(methodOf(request)) === entrance, answer),
    ]),
  );
  const anythingElse = http.all(({ request }) => mine(request), answer);
  return {
    all: [...byEntrance.values(), anythingElse],
    handlerFor: (request) => {
      const entrance = matchOf(request)?.methods.get(methodOf(request));
      return (entrance && byEntrance.get(entrance)) ?? anythingElse;
    },
    outgoingOf: (response) => written.get(response),
  };
}
