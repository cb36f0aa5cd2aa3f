import type { Service } from '../domain/service.ts';
import type { RequestLog } from '../log/request-log.ts';
import type { Arms } from './arms.ts';
import { snapshot } from './snapshot.ts';

export interface HookOptions {
  readonly service: Service;
  readonly arms: Arms;
  readonly log: RequestLog;
  readonly codes: ReadonlySet<string>;
  readonly operations: ReadonlySet<string>;
}

class BadHookRequest extends Error {}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readParameters(value: unknown): Record<string, string> {
  if (value === undefined) return {};
  if (!isRecord(value)) throw new BadHookRequest('parameters must be an object');
  const entries = Object.entries(value).map(([name, one]): [string, string] => {
    if (typeof one !== 'string') throw new BadHookRequest(`parameters.${name} must be a string`);
    return [name, one];
  });
  return Object.fromEntries(entries);
}

async function arm({ arms, codes, operations }: HookOptions, request: Request): Promise<Response> {
  const body: unknown = await request.json().catch(() => null);
  if (!isRecord(body)) throw new BadHookRequest('the body must be a JSON object');
  const { operation, code, times = 1, parameters, ...unknown } = body;
  const stranger = Object.keys(unknown)[0];
  if (stranger !== undefined) throw new BadHookRequest(`${stranger} is unknown`);
  if (typeof operation !== 'string' || !(operation === '*' || operations.has(operation))) {
    throw new BadHookRequest('operation must be the id of an operation, or *');
  }
  if (typeof code !== 'string' || !codes.has(code)) throw new BadHookRequest('code must be an error code of the guide');
  if (typeof times !== 'number' || !Number.isInteger(times) || times < 1) {
    throw new BadHookRequest('times must be a whole number of at least 1');
  }
  return Response.json(arms.add({ operation, code, times, parameters: readParameters(parameters) }), { status: 201 });
}

type Handle = (options: HookOptions, request: Request) => Response | Promise<Response>;

const HANDLES: Readonly<Record<string, Handle>> = {
  'POST /arm': arm,
  'GET /arm': ({ arms }) => Response.json({ arms: arms.list }),
  'DELETE /arm': ({ arms }) => {
    arms.clear();
    return new Response(null, { status: 204 });
  },
  'POST /reset': ({ service, arms, log }) => {
    service.reset();
    arms.clear();
    log.clear();
    return new Response(null, { status: 204 });
  },
  'GET /state': ({ service, arms }) => Response.json({ ...snapshot(service), arms: arms.list }),
  'GET /log': ({ log }) => Response.json({ open: log.open, most: log.most, entries: log.entries }),
};

/** Answers the test-hook protocol of docs/test-hook.md. */
export async function answerHook(options: HookOptions, request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  const removed = /^\/arm\/(\d+)$/.exec(pathname)?.[1];
  if (request.method === 'DELETE' && removed !== undefined) {
    const found = options.arms.remove(Number(removed));
    return found ? new Response(null, { status: 204 }) : Response.json({ error: 'no such arm' }, { status: 404 });
  }
  const handle = HANDLES[`${request.method} ${pathname}`];
  if (handle === undefined) return Response.json({ error: 'no such resource or method' }, { status: 404 });
  try {
    return await handle(options, request);
  } catch (error) {
    if (!(error instanceof BadHookRequest)) throw error;
    return Response.json({ error: error.message }, { status: 400 });
  }
}
