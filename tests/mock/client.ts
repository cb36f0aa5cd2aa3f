import assert from 'node:assert/strict';
import { type MockOptions, type RunningMock, startMock } from '../../mock/start.ts';

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export interface Ask {
  readonly user?: string | null;
  readonly body?: string | Uint8Array | FormData;
  readonly headers?: Readonly<Record<string, string>>;
}

export const basic = (user: string, password = `${user}-password`): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

/** Speaks to a mock as one of its users; paths begin after the version. */
export class Client {
  readonly mock: RunningMock;

  constructor(mock: RunningMock) {
    this.mock = mock;
  }

  /** `path` beginning with `//` is taken from the root of the service, else from below the version. */
  async ask(method: string, path: string, { user = 'admin', body, headers = {} }: Ask = {}): Promise<Reply> {
    const url = this.mock.url + (path.startsWith('//') ? path.slice(1) : `/1.0.0.0${path}`);
    const response = await fetch(url, {
      method,
      headers: { ...(user === null ? {} : { authorization: basic(user) }), ...headers },
      ...(body === undefined ? {} : { body }),
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  }

  async get(path: string, ask?: Ask): Promise<string> {
    const reply = await this.ask('GET', path, ask);
    assert.equal(reply.status, 200, `${path}: ${reply.text}`);
    return reply.text;
  }

  /** Sends a call that must be refused and returns `status code`. */
  async refused(method: string, path: string, ask?: Ask): Promise<string> {
    const reply = await this.ask(method, path, ask);
    const code = /<code>(\w+)<\/code>/.exec(reply.text)?.[1];
    return `${reply.status} ${code}`;
  }

  /** Sends an asynchronous call that must be accepted and returns the information of its task. */
  async accepted(method: string, path: string, ask?: Ask): Promise<string> {
    const reply = await this.ask(method, path, ask);
    assert.equal(reply.status, 202, `${path}: ${reply.text}`);
    return this.get(`/${reply.headers.get('location')?.replace(/^1\.0\.0\.0\//, '')}`);
  }
}

/** Text of the first element of this name. */
export const textOf = (document: string, element: string): string | undefined =>
  new RegExp(`<${element}[^>]*>([^<]*)</${element}>`).exec(document)?.[1];

/** Last segments of all hrefs of a document. */
export const namesIn = (document: string): string[] =>
  [...document.matchAll(/href="([^"]*)"/g)].map(([, href = '']) => href.replace(/\/$/, '').split('/').at(-1) ?? '');

export const VDC = '/org/caas/vdc/caasvdc';

/** Names of the seeded machines, in the order of their list: off, on with two NICs, suspended, off with two NICs, on. */
export async function fleet(
  client: Client,
): Promise<{ off: string; on2: string; suspended: string; off2: string; on: string }> {
  const [off = '', on2 = '', suspended = '', off2 = '', on = ''] = namesIn(await client.get(`${VDC}/vm`));
  return { off, on2, suspended, off2, on };
}

/** Runs a test against a mock of its own. */
export async function withMock(
  options: MockOptions & { hookPort?: number },
  test: (client: Client) => Promise<void>,
): Promise<void> {
  const mock = await startMock({ seed: 7, ...options });
  try {
    await test(new Client(mock));
  } finally {
    await mock.close();
  }
}

export const named = (name: string): string => `<VirtualMachine name="${name}"/>`;
export const sized = (type: string): string =>
  `<VirtualMachine><instance-type>${type}</instance-type></VirtualMachine>`;
export const deployment = (name: string, publicIp: boolean, type = 'small'): string =>
  `<VirtualMachine name="${name}"><instance-type>${type}</instance-type><has-publicIP>${publicIp}</has-publicIP></VirtualMachine>`;
