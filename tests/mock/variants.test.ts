import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { parse } from 'yaml';
import { DEFAULT_DIALECT } from '../../mock/dialect/dialect.ts';
import { DEFAULT_BEHAVIOUR } from '../../mock/domain/behaviour.ts';
import { VARIANTS } from '../../mock/variants/index.ts';
import { type Client, withMock } from './client.ts';
import { crawl, read, resolve } from './tour.ts';

/** Answers of what the guide hands out without defining it, and of organisations that the caller may not enter. */
const NOT_TO_BE_READ = new Set([403, 404, 405]);

async function tour(client: Client): Promise<void> {
  const stops = await crawl(client);
  assert.ok(stops.length > 20, `${stops.length} resources`);
  for (const { url, status, root, findings } of stops) {
    const open = /\/(imagestore|template)\b|\/org\/other$/.test(url) && NOT_TO_BE_READ.has(status);
    assert.ok(status === 200 || open, `${url}: ${status}`);
    assert.ok(root !== null, `${url}: ${findings.join()}`);
    assert.deepEqual(findings, [], url);
  }
}

async function act(client: Client): Promise<void> {
  const vdc = `${client.mock.url}/1.0.0.0/org/caas/vdc/caasvdc`;
  const machines = client.mock.service.world.organizations.get('caas')?.vdcs.get('caasvdc')?.machines;
  const off = [...(machines?.values() ?? [])].find(({ state }) => state === 'powered-off');
  if (off === undefined) return;
  const name = encodeURIComponent(off.name);
  const call = await read(`${vdc}/vm/${name}/mgmt/power-on`, 'POST');
  assert.equal(call.status, 202);
  assert.deepEqual(call.findings, []);
  const location = resolve(client, call.response.headers.get('location') ?? '');
  for (let tries = 0; ; tries += 1) {
    const { root, findings } = await read(location);
    assert.deepEqual(findings, []);
    const status = root?.children.find((child) => child.name === 'status')?.text ?? '';
    if (status === 'completed' || status === 'success') break;
    assert.ok(tries < 100, `the task is still ${status}`);
    await new Promise((done) => setTimeout(done, 10));
  }
  const info = await read(`${vdc}/vm/${name}`);
  const state = info.root?.children.find((child) => child.name === 'status')?.text;
  assert.match(state ?? '', /^(powered-on|running)$/);
  const refused = await read(`${client.mock.url}/0.0/org`);
  assert.deepEqual([refused.status, refused.root?.name, refused.findings], [400, 'ErrorMessage', []]);
}

test('the names of variants are unique, and each exercises a reading that there is', () => {
  assert.ok(VARIANTS.length >= 60);
  assert.equal(new Set(VARIANTS.map(({ id }) => id)).size, VARIANTS.length);
  const text = readFileSync(new URL('../../contracts/readings.yaml', import.meta.url), 'utf8');
  const known = new Set((parse(text) as { readings: { id: string }[] }).readings.map(({ id }) => id));
  const unknown = VARIANTS.filter(({ reading }) => reading !== null && !known.has(reading));
  assert.deepEqual(
    unknown.map(({ id }) => id),
    [],
  );
});

test('each variant differs from the default, and no two are the same', () => {
  const defaults: Record<string, unknown> = { ...DEFAULT_DIALECT, ...DEFAULT_BEHAVIOUR };
  for (const { id, dialect, behaviour, world } of VARIANTS) {
    const settings = Object.entries({ ...dialect, ...behaviour });
    const same = settings.filter(([name, value]) => isDeepStrictEqual(defaults[name], value));
    assert.ok(settings.length > same.length || world !== undefined, `${id} differs in nothing`);
    assert.deepEqual(
      same.map(([name]) => name),
      [],
      `${id} sets what is so anyway`,
    );
  }
  const written = VARIANTS.map(
    ({ dialect, behaviour, world }) =>
      `${JSON.stringify({ dialect, behaviour })}${behaviour?.namePattern}${world?.toString()}`,
  );
  assert.equal(new Set(written).size, VARIANTS.length);
});

for (const variant of VARIANTS) {
  test(`${variant.id}: every answer is well-formed and valid, and every link leads somewhere`, () =>
    // Whoever walks through everything here does not ask twice.
    withMock({ variants: [variant], behaviour: { busyEvery: 0 } }, async (client) => {
      await tour(client);
      await act(client);
    }));
}
