import { request } from 'undici';

/** Client of the test hook (docs/test-hook.md): an implementation may let a tester arm an error code for the next call of an operation. */
export class HookClient {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url.replace(/\/+$/, '');
  }

  /** Arms `code` for the next call of `operation` only. Throws when the hook does not take it. */
  async arm(operation: string, code: string): Promise<void> {
    await this.#post('arm', { operation, code, times: 1 });
  }

  async reset(): Promise<void> {
    await this.#post('reset', {});
  }

  async #post(path: string, body: unknown): Promise<void> {
    const answer = await request(`${this.#url}/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      headersTimeout: 10_000,
      bodyTimeout: 10_000,
    });
    const text = await answer.body.text();
    if (answer.statusCode >= 300)
      throw new Error(`the test hook answered ${answer.statusCode} to ${path}: ${text.slice(0, 200)}`);
  }
}
