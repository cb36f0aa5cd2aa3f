import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PackageOptions } from '../../mock/packages/sample-package.ts';
import { samplePackage } from '../../mock/packages/sample-package.ts';
import { type Ask, type Client, deployment, namesIn, textOf, VDC, withMock } from './client.ts';

const STORE = '/org/caas/imagestore';

function form(name: string, content: Uint8Array, filename = name): Ask {
  const body = new FormData();
  body.append(name, name);
  body.append('File', new Blob([new Uint8Array(content)]), filename);
  return { body };
}

const octets = Buffer.from('no archive');
const images = async (client: Client): Promise<string[]> => namesIn(await client.get(STORE));

test('an image is uploaded, listed, deployed and deleted', () =>
  withMock({}, async (client) => {
    const uploaded = await client.ask('POST', STORE, form('mine', samplePackage()));
    assert.deepEqual([uploaded.status, uploaded.text], [200, '']);
    assert.deepEqual(await images(client), ['base-image', 'gateway-image', 'mine']);
    assert.deepEqual(namesIn(await client.get(`${VDC}/imagestore`)), await images(client));
    const task = await client.accepted('POST', `${STORE}/mine`, { body: deployment('web', false, 'medium') });
    assert.deepEqual([textOf(task, 'type'), textOf(task, 'object-name')], ['DeployVm', 'web']);
    const info = await client.get(`${VDC}/vm/web`);
    assert.deepEqual(
      ['status', 'instance-type', 'public-ip'].map((element) => textOf(info, element)),
      ['powered-off', 'medium', 'no'],
    );
    assert.deepEqual(await client.ask('DELETE', `${STORE}/mine`).then(({ status, text }) => [status, text]), [200, '']);
    assert.deepEqual(await images(client), ['base-image', 'gateway-image']);
    assert.equal(await client.refused('DELETE', `${STORE}/mine`), '404 ObjectNotFound');
    assert.equal(
      await client.refused('POST', `${STORE}/mine`, { body: deployment('web2', false) }),
      '404 ObjectNotFound',
    );
  }));

test('public addresses: never with one NIC, always with two', () =>
  withMock({ behaviour: { publicIpQuota: 3 } }, async (client) => {
    const deploy = (image: string, publicIp: boolean): Promise<string> =>
      client.refused('POST', `${STORE}/${image}`, { body: deployment('web', publicIp) });
    assert.equal(await deploy('base-image', true), '417 NetConfigurePubIPForOneNic');
    assert.equal(await deploy('gateway-image', false), '417 NetNotConfigurePubIPForTwoNic');
    await client.accepted('POST', `${STORE}/gateway-image`, { body: deployment('gate', true) });
    assert.equal(textOf(await client.get(`${VDC}/vm/gate`), 'public-ip'), 'yes');
    assert.equal(await deploy('gateway-image', true), '409 DeployPublicIPAmountQuotaReached');
  }));

test('deployments: names, values, quota', () =>
  withMock({ behaviour: { vmQuota: 5 } }, async (client) => {
    const deploy = (body: string): Promise<string> => client.refused('POST', `${STORE}/base-image`, { body });
    const [existing = ''] = namesIn(await client.get(`${VDC}/vm`));
    assert.equal(await deploy(deployment(existing, false)), '409 ObjectDuplicated');
    assert.equal(await deploy(deployment('nfs', false)), '400 ReservedName');
    assert.equal(await deploy(deployment('a b', false)), '400 InvalidName');
    assert.equal(await deploy(deployment('web', false, 'huge')), '400 XMLValidationError');
    assert.equal(await deploy(deployment('web', false).replace('false', 'maybe')), '400 XMLValidationError');
    assert.equal(await deploy('<VirtualMachine name="web"/>'), '400 XMLValidationError');
    assert.equal(await deploy(deployment('web', false)), '409 DeployVMAmountQuotaReached');
    assert.equal(await client.refused('POST', `${STORE}/%21`, { body: deployment('web', false) }), '400 InvalidName');
    assert.equal(await client.refused('DELETE', `${STORE}/%21`), '400 InvalidName');
  }));

test('uploads: quotas, names, forms', () =>
  withMock({ behaviour: { imageQuota: 3, imageSizeQuota: 5000 } }, async (client) => {
    const upload = (ask: Ask): Promise<string> => client.refused('POST', STORE, ask);
    assert.equal(await upload(form('base-image', octets)), '409 UploadImageDuplicated');
    assert.equal(await upload(form('a b', octets)), '400 InvalidName');
    assert.equal(await upload(form('big', Buffer.alloc(5001))), '400 UploadImageSizeQuotaReached');
    assert.equal(await upload(form('nothing', Buffer.alloc(0))), '400 UploadFileFailed');
    assert.equal(await upload({ body: 'text' }), '400 UploadFileFailed');
    const twice = form('twice', octets).body as FormData;
    twice.append('File', new Blob(['more']), 'twice');
    assert.equal(await upload({ body: twice }), '409 UploadImageZipPartDuplicated');
    const cut =
      '--b\r\nContent-Disposition: form-data; name="cut"\r\n\r\ncut\r\n--b\r\nContent-Disposition: form-data; name="File"; filename="f"\r\n\r\nabc';
    const headers = { 'content-type': 'multipart/form-data; boundary=b' };
    assert.equal(await upload({ body: cut, headers }), '400 UploadFileFailed');
    assert.deepEqual(await images(client), ['base-image', 'gateway-image']);
    assert.equal((await client.ask('POST', STORE, form('third', octets))).status, 200);
    assert.equal(await upload(form('fourth', octets)), '400 UploadImageAmountQuotaReached');
  }));

const DEFECTS: readonly (readonly [string, PackageOptions])[] = [
  ['400 DeployBadVMImageLackVMDK', { without: ['vmdk'] }],
  ['400 DeployBadVMImageLackVMX', { without: ['vmx'] }],
  ['400 DeployBadVMImageInvalidConfig', { configuration: '{"json": true}' }],
  ['400 DeployManifestFileNotFound', { manifest: () => null }],
  ['400 DeployImageZipPartNotFound', { missing: ['vmdk'] }],
  ['400 DeployInvalidManifestCountNotEqual', { manifest: (text) => text.replace('<count>2', '<count>3') }],
  ['400 DeployInvalidManifestIndexNotCorrect', { manifest: (text) => text.replace('index="2"', 'index="3"') }],
];

/** Changes the first octet of the disk, which is the last file of a package. */
function withSpoiledDisk(): Buffer {
  const spoiled = samplePackage();
  spoiled[spoiled.indexOf('samplesample')] = 0;
  return spoiled;
}

const BAD_PACKAGES = [
  ...DEFECTS.map(([answer, options]) => [answer, samplePackage(options)] as const),
  ['400 DeployInvalidMD5', withSpoiledDisk()] as const,
];

test('bad packages are found out at their deployment, or at their upload, or by the task', async () => {
  for (const [answer, content] of BAD_PACKAGES) {
    await withMock({}, async (client) => {
      assert.equal((await client.ask('POST', STORE, form('bad', content))).status, 200, answer);
      assert.equal(await client.refused('POST', `${STORE}/bad`, { body: deployment('web', false) }), answer);
    });
    await withMock({ behaviour: { packagesChecked: 'at-upload' } }, async (client) => {
      assert.equal(await client.refused('POST', STORE, form('bad', content)), answer);
    });
    await withMock({ behaviour: { imageDefects: 'task' } }, async (client) => {
      await client.ask('POST', STORE, form('bad', content));
      const task = await client.accepted('POST', `${STORE}/bad`, { body: deployment('web', false) });
      assert.equal(textOf(task, 'status'), 'failed');
      assert.equal(await client.refused('GET', `${VDC}/vm/web`), '404 ObjectNotFound');
    });
  }
});

test('a manifest must be XML and fit its schema', () =>
  withMock({}, async (client) => {
    const upload = (manifest: (text: string) => string): Promise<string> =>
      client.refused('POST', STORE, form('bad', samplePackage({ manifest })));
    assert.equal(await upload((text) => text.slice(0, -5)), '400 XMLMalformed');
    assert.equal(await upload((text) => text.replaceAll('Manifest', 'Other')), '400 XMLValidationError');
    assert.equal(await upload((text) => text.replace(/<count>.*<\/count>/, '')), '400 XMLValidationError');
    assert.equal(await upload((text) => text.replace(/md5="[^"]*"/, 'md5="no"')), '400 XMLValidationError');
  }));

test('a package with two network adapters makes a machine with two NICs', () =>
  withMock({}, async (client) => {
    await client.ask('POST', STORE, form('two', samplePackage({ nics: 2 })));
    await client.accepted('POST', `${STORE}/two`, { body: deployment('gate', true) });
    assert.equal(namesIn(await client.get(`${VDC}/vm/gate/virtualnic`)).length, 2);
  }));
