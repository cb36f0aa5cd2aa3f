import { type HttpHandler, http } from 'msw';
import { entrancesOf } from './entrances.ts';
import { slashFits } from './links.ts';
import type { Outgoing } from './outgoing.ts';
import { Responder, type ResponderOptions } from './responder.ts';
import { type Entrance, type Match, Router } from './router.ts';

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

const NULL_BODY: ReadonlySet<number> = new Set([204, 205, 304]);

function responseOf({ status, headers, body }: Outgoing): Response {
  const content = body.length === 0 || NULL_BODY.has(status) ? null : new Uint8Array(body);
  return new Response(content, { status, headers: headers.map(([name, value]) => [name, value]) });
}

interface Aim {
  readonly match: Match | null;
  readonly entrance: Entrance | null;
}

/** The service as MSW request handlers. */
export function createHandlers(options: HandlerOptions): Handlers {
  const { routes, dialect, basePath, origin, service } = options;
  const { behaviour } = service;
  const responder = new Responder(options);
  const entrances = entrancesOf(routes, dialect, behaviour);
  const router = new Router(entrances);
  const aims = new WeakMap<Request, Aim>();
  const written = new WeakMap<Response, Outgoing>();

  const find = (method: string, pathname: string): Aim => {
    const match = pathname.startsWith(`${basePath}/`) ? router.match(pathname.slice(basePath.length)) : null;
    const asGet = method === 'HEAD' && behaviour.headAndOptions === 'http';
    const entrance = match?.methods.get(asGet ? 'GET' : method) ?? null;
    const strict = behaviour.trailingSlash === 'strict' && match !== null;
    const fits = !strict || slashFits([...match.methods.values()], pathname.endsWith('/'), dialect);
    return fits ? { match, entrance } : { match: null, entrance: null };
  };
  const aimOf = (request: Request): Aim => {
    const known = aims.get(request);
    if (known !== undefined) return known;
    const aim = find(request.method, new URL(request.url).pathname);
    aims.set(request, aim);
    return aim;
  };
  const mine = (request: Request): boolean => origin === undefined || new URL(request.url).origin === origin;
  const answer = async ({ request }: { request: Request }): Promise<Response> => {
    const { match, entrance } = aimOf(request);
    const outgoing = await responder.respond(request, match, entrance);
    const response = responseOf(outgoing);
    written.set(response, outgoing);
    return response;
  };

  const handlerOf = (entrance: Entrance): HttpHandler =>
    http.all(({ request }) => mine(request) && aimOf(request).entrance === entrance, answer);
  const byEntrance = new Map(entrances.map((entrance) => [entrance, handlerOf(entrance)]));
  const anythingElse = http.all(({ request }) => mine(request), answer);
  return {
    all: [...byEntrance.values(), anythingElse],
    handlerFor: (request) => {
      const { entrance } = aimOf(request);
      return (entrance && byEntrance.get(entrance)) ?? anythingElse;
    },
    outgoingOf: (response) => written.get(response),
  };
}
