import assert from 'node:assert/strict';
import { test } from 'node:test';
import { manualClock } from '../../mock/domain/clock.ts';
import { samplePackage } from '../../mock/packages/sample-package.ts';
import { VARIANTS } from '../../mock/variants/index.ts';
import type { Variant } from '../../mock/variants/types.ts';
import { type Client, deployment, fleet, named, namesIn, sized, textOf, VDC, withMock } from './client.ts';

const STORE = '/org/caas/imagestore';

function variant(id: string): Variant {
  const found = VARIANTS.find((one) => one.id === id);
  assert.ok(found, id);
  return found;
}

/** Runs a test against one variant, at a clock that stands still. */
function under(
  id: string,
  look: (client: Client, advance: (milliseconds: number) => void) => Promise<void>,
): Promise<void> {
  const { now, advance } = manualClock();
  return withMock({ clock: now, variants: [variant(id)] }, (client) => look(client, advance));
}

const busyAnswers: readonly (readonly [string, string])[] = [
  ['busy-concurrent-access', '400 ConcurrentAccess'],
  ['busy-conflict-resource', '409 ConflictResource'],
  ['busy-server-busy', '500 ServerBusy'],
];

test('busy machines answer as the variant says', async () => {
  for (const [id, answer] of busyAnswers) {
    await under(id, async (client) => {
      const { off } = await fleet(client);
      await client.accepted('DELETE', `${VDC}/vm/${off}`);
      assert.equal(await client.refused('POST', `${VDC}/vm/${off}/mgmt/power-on`), answer, id);
    });
  }
  await under('busy-during-deleting', async (client, advance) => {
    const { off } = await fleet(client);
    await client.accepted('POST', `${VDC}/vm/${off}/mgmt/power-on`);
    assert.equal(await client.refused('DELETE', `${VDC}/vm/${off}`), '400 InvalidState');
    advance(60);
    await client.accepted('POST', `${VDC}/vm/${off}/mgmt/power-off`);
    advance(60);
    await client.accepted('DELETE', `${VDC}/vm/${off}`);
    assert.equal(await client.refused('POST', `${VDC}/vm/${off}/mgmt/power-on`), '400 DuringDeleting');
    await client.get(`${VDC}/vm/${off}`);
  });
});

test('machines are seen early or late, and between two states', async () => {
  await under('seen-during-creation', async (client, advance) => {
    const { off } = await fleet(client);
    await client.accepted('POST', `${VDC}/vm/${off}/mgmt/clone-to-vm`, { body: named('copy') });
    assert.equal(namesIn(await client.get(`${VDC}/vm`)).at(-1), 'copy');
    assert.equal(await client.refused('POST', `${VDC}/vm/copy/mgmt/power-on`), '400 InvalidState');
    advance(60);
    await client.accepted('POST', `${VDC}/vm/copy/mgmt/power-on`);
  });
  for (const [id, answer] of [
    ['gone-during-deletion', '404 ObjectNotFound'],
    ['during-deleting-when-read', '400 DuringDeleting'],
  ] as const) {
    await under(id, async (client, advance) => {
      const { off } = await fleet(client);
      await client.accepted('DELETE', `${VDC}/vm/${off}`);
      assert.equal(await client.refused('GET', `${VDC}/vm/${off}`), answer);
      assert.equal(namesIn(await client.get(`${VDC}/vm`)).includes(off), false);
      advance(60);
      assert.equal(await client.refused('GET', `${VDC}/vm/${off}`), '404 ObjectNotFound');
    });
  }
  await under('transitional-states', async (client, advance) => {
    const { off } = await fleet(client);
    await client.accepted('POST', `${VDC}/vm/${off}/mgmt/power-on`);
    assert.equal(textOf(await client.get(`${VDC}/vm/${off}`), 'status'), 'powering-on');
    assert.deepEqual(namesIn(await client.get(`${VDC}/vm/${off}/mgmt`)), []);
    advance(60);
    assert.equal(textOf(await client.get(`${VDC}/vm/${off}`), 'status'), 'powered-on');
  });
});

test('actions that other states allow', async () => {
  await under('hot-clone', async (client) => {
    const { on } = await fleet(client);
    await client.accepted('POST', `${VDC}/vm/${on}/mgmt/clone-to-vm`, { body: named('copy') });
    assert.equal(textOf(await client.get(`${VDC}/vm/copy`), 'status'), 'powered-off');
  });
  await under('clone-on-vm', async (client) => {
    const { off } = await fleet(client);
    assert.deepEqual(namesIn(await client.get(`${VDC}/vm/${off}/mgmt`)), ['power-on', 'clone-on-vm']);
    await client.accepted('POST', `${VDC}/vm/${off}/mgmt/clone-on-vm`, { body: named('a') });
    await client.accepted('POST', `${VDC}/vm/${off}/mgmt/clone-to-vm`, { body: named('b') });
  });
  await under('update-in-any-state', async (client) => {
    const { on, suspended } = await fleet(client);
    for (const vm of [on, suspended]) await client.accepted('PUT', `${VDC}/vm/${vm}`, { body: sized('large') });
  });
  await under('delete-in-any-state', async (client) => {
    const { on, suspended } = await fleet(client);
    for (const vm of [on, suspended]) await client.accepted('DELETE', `${VDC}/vm/${vm}`);
  });
  await under('update-to-same-refused', async (client) => {
    const { off } = await fleet(client);
    const type = textOf(await client.get(`${VDC}/vm/${off}`), 'instance-type') ?? '';
    assert.equal(await client.refused('PUT', `${VDC}/vm/${off}`, { body: sized(type) }), '400 InvalidArgument');
  });
});

test('deployments land and begin as the variant says', async () => {
  const body = deployment('web', false);
  await under('deploys-into-last', async (client) => {
    await client.accepted('POST', `${STORE}/base-image`, { body });
    await client.get('/org/caas/vdc/caasvdc2/vm/web');
  });
  await under('deployed-running', async (client) => {
    await client.accepted('POST', `${STORE}/base-image`, { body });
    assert.equal(textOf(await client.get(`${VDC}/vm/web`), 'status'), 'powered-on');
  });
  await under('deploy-defaults', async (client) => {
    await client.accepted('POST', `${STORE}/gateway-image`, { body: named('gate') });
    const info = await client.get(`${VDC}/vm/gate`);
    assert.deepEqual([textOf(info, 'instance-type'), textOf(info, 'public-ip')], ['small', 'yes']);
  });
  await under('image-in-use-kept', async (client, advance) => {
    await client.accepted('POST', `${STORE}/base-image`, { body });
    assert.equal(await client.refused('DELETE', `${STORE}/base-image`), '409 ConflictResource');
    advance(60);
    assert.equal((await client.ask('DELETE', `${STORE}/base-image`)).status, 200);
  });
  await under('unknown-image-code', async (client) => {
    assert.equal(await client.refused('POST', `${STORE}/none`, { body }), '400 DeployImageNotFound');
    assert.equal(await client.refused('DELETE', `${STORE}/none`), '404 ObjectNotFound');
  });
});

test('uploads are named and counted as the variant says', async () => {
  const upload = (client: Client, part: string, value: string, file: string): Promise<string> => {
    const form = new FormData();
    form.append(part, value);
    form.append('File', new Blob([new Uint8Array(samplePackage())]), file);
    return client.refused('POST', STORE, { body: form });
  };
  for (const [id, name] of [
    ['image-named-by-part-name', 'part'],
    ['image-named-by-file', 'file'],
    ['many-images', 'value'],
  ] as const) {
    await under(id, async (client) => {
      assert.match(await upload(client, 'part', 'value', 'file'), /^200/);
      assert.equal(namesIn(await client.get(STORE)).at(-1), name);
    });
  }
  await under('one-image', async (client) => {
    assert.equal(await upload(client, 'mine', 'mine', 'mine'), '400 UploadImageAmountQuotaReached');
    await client.ask('DELETE', `${STORE}/base-image`);
    assert.match(await upload(client, 'mine', 'mine', 'mine'), /^200/);
  });
  await under('full-store-says-duplicated', async (client) => {
    assert.equal(await upload(client, 'base-image', 'base-image', 'f'), '409 UploadImageDuplicated');
    assert.equal(await upload(client, 'mine', 'mine', 'f'), '400 UploadImageAmountQuotaReached');
  });
  await under('preprocessed-images-only', async (client) => {
    assert.match(await upload(client, 'mine', 'mine', 'mine'), /^200/);
    const form = new FormData();
    form.append('raw', 'raw');
    form.append('File', new Blob(['no archive']), 'raw');
    assert.equal(await client.refused('POST', STORE, { body: form }), '400 UploadFileFailed');
  });
});

test('refusals are put as the variant says', async () => {
  const cases: readonly (readonly [string, string, (client: Client) => Promise<string>])[] = [
    ['foreigner-not-found', '404 ObjectNotFound', (client) => client.refused('GET', '/org/other')],
    ['unknown-organization-forbidden', '403 NoPermission', (client) => client.refused('GET', '/org/nobody')],
    ['credentials-first', '401 AuthenticationError', (client) => client.refused('GET', '//0.0/org', { user: null })],
    ['version-shape', '404 ObjectNotFound', (client) => client.refused('GET', '//latest/org')],
    ['version-shape', '400 UnsupportedVersion', (client) => client.refused('GET', '//2.0/org')],
    ['undefined-uri-not-supported', '405 NotSupported', (client) => client.refused('GET', '/org/caas/nothing')],
    ['undefined-method-not-found', '404 ObjectNotFound', (client) => client.refused('GET', `${VDC}/nfs`)],
    ['undefined-method-not-found', '405 NotSupported', (client) => client.refused('DELETE', VDC)],
    ['head-not-supported', '405 NotSupported', (client) => client.refused('OPTIONS', '/org')],
    ['invalid-names-not-found', '404 ObjectNotFound', (client) => client.refused('DELETE', `${VDC}/vm/%21`)],
    ['image-hrefs-not-found', '404 ObjectNotFound', (client) => client.refused('GET', `${STORE}/base-image`)],
    ['vdc-images-not-supported', '405 NotSupported', (client) => client.refused('GET', `${VDC}/imagestore`)],
    ['slashes-strict', '404 ObjectNotFound', (client) => client.refused('GET', `${VDC}/`)],
    [
      'nfs-own-codes',
      '500 NfsNullParam',
      (client) => client.refused('PUT', '/org/caas/vdc/no/nfs', { user: 'manager' }),
    ],
  ];
  for (const [id, answer, ask] of cases) await under(id, async (client) => assert.equal(await ask(client), answer, id));
});

test('bodies are refused as the variant says', async () => {
  const bodies: readonly (readonly [string, string, string])[] = [
    [
      'request-without-namespace',
      '400 XMLValidationError',
      '<VirtualMachine xmlns="http://www.emc.com/caas" name="a"/>',
    ],
    ['request-with-namespace', '400 XMLValidationError', named('a')],
    ['malformed-is-invalid', '400 XMLValidationError', '<VirtualMachine'],
    ['malformed-is-an-argument', '400 InvalidArgument', '<VirtualMachine'],
    ['invalid-is-an-argument', '400 InvalidArgument', '<Other name="a"/>'],
    ['missing-name-is-invalid-name', '400 InvalidName', '<VirtualMachine/>'],
  ];
  for (const [id, answer, body] of bodies) {
    await under(id, async (client) => {
      const { off } = await fleet(client);
      assert.equal(await client.refused('POST', `${VDC}/vm/${off}/mgmt/clone-to-vm`, { body }), answer, id);
    });
  }
  await under('instance-type-is-an-argument', async (client) => {
    const { off } = await fleet(client);
    assert.equal(await client.refused('PUT', `${VDC}/vm/${off}`, { body: sized('huge') }), '400 InvalidArgument');
  });
});

test('names and deleted things', async () => {
  await under('no-longer-exist', async (client) => {
    const { off } = await fleet(client);
    await client.accepted('DELETE', `${VDC}/vm/${off}`);
    assert.equal(await client.refused('GET', `${VDC}/vm/${off}`), '404 NoLongerExist');
    assert.equal(await client.refused('GET', `${VDC}/vm/never`), '404 ObjectNotFound');
  });
  await under('names-ignore-case', async (client) => {
    const { off } = await fleet(client);
    await client.get(`${VDC}/vm/${off.toUpperCase()}`);
    const body = named(off.toUpperCase());
    assert.equal(await client.refused('POST', `${VDC}/vm/${off}/mgmt/clone-to-vm`, { body }), '409 ObjectDuplicated');
  });
  await under('task-list-expires', async (client, advance) => {
    const { off } = await fleet(client);
    const task = await client.accepted('POST', `${VDC}/vm/${off}/mgmt/power-on`);
    assert.equal(namesIn(await client.get('/org/caas/task')).length, 1);
    advance(30_001);
    assert.deepEqual(namesIn(await client.get('/org/caas/task')), []);
    await client.get(`/org/caas/task/${/name="([^"]+)"/.exec(task)?.[1]}`);
  });
  await under('nfs-server-hidden', async (client) => {
    await client.accepted('POST', `${VDC}/imagestore/nfs`, { user: 'manager', body: named('nfsserver') });
    assert.equal(namesIn(await client.get(`${VDC}/vm`)).length, 5);
    assert.equal(await client.refused('GET', `${VDC}/vm/nfsserver`), '404 ObjectNotFound');
  });
});
