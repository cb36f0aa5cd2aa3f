import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Client, fleet, named, namesIn, sized, textOf, VDC, withMock } from './client.ts';

const stateOf = async (client: Client, vm: string): Promise<string | undefined> =>
  textOf(await client.get(`${VDC}/vm/${vm}`), 'status');

test('a machine goes through its life cycle, each step by a task of its own type', () =>
  withMock({}, async (client) => {
    const { off } = await fleet(client);
    const steps = [
      ['power-on', 'PowerOnVm', 'powered-on'],
      ['reset', 'ResetVm', 'powered-on'],
      ['suspend', 'SuspendVm', 'suspended'],
      ['resume', 'ResumeVm', 'powered-on'],
      ['power-off', 'PowerOffVm', 'powered-off'],
    ] as const;
    for (const [action, type, state] of steps) {
      const task = await client.accepted('POST', `${VDC}/vm/${off}/mgmt/${action}`);
      assert.equal(textOf(task, 'type'), type);
      assert.equal(textOf(task, 'object-name'), off);
      assert.equal(textOf(task, 'status'), 'completed');
      assert.equal(await stateOf(client, off), state, action);
    }
  }));

test('exactly the offered actions are accepted in each state', () =>
  withMock({}, async (client) => {
    const { off, on, suspended } = await fleet(client);
    const offered = {
      [off]: ['power-on', 'clone-to-vm'],
      [on]: ['power-off', 'reset', 'suspend'],
      [suspended]: ['resume', 'power-off'],
    };
    const bodies: Record<string, string> = { 'clone-to-vm': named('fresh') };
    for (const [vm, actions] of Object.entries(offered)) {
      assert.deepEqual(namesIn(await client.get(`${VDC}/vm/${vm}/mgmt`)), actions);
      for (const action of ['power-on', 'power-off', 'reset', 'suspend', 'resume', 'clone-to-vm']) {
        if (actions.includes(action)) continue;
        const body = bodies[action] ?? '';
        const answer = await client.refused('POST', `${VDC}/vm/${vm}/mgmt/${action}`, body === '' ? {} : { body });
        assert.equal(answer, '400 InvalidState', `${vm} ${action}`);
      }
    }
    assert.equal(await client.refused('DELETE', `${VDC}/vm/${on}`), '400 InvalidState');
    assert.equal(await client.refused('PUT', `${VDC}/vm/${on}`, { body: sized('small') }), '400 InvalidState');
  }));

test('the information of a machine and of its NICs', () =>
  withMock({}, async (client) => {
    const { off, on2 } = await fleet(client);
    const info = await client.get(`${VDC}/vm/${on2}`);
    assert.equal(textOf(info, 'public-ip'), 'yes');
    assert.equal(textOf(await client.get(`${VDC}/vm/${off}`), 'public-ip'), 'no');
    assert.deepEqual(namesIn(await client.get(`${VDC}/vm/${on2}/virtualnic`)), [
      'Network Adapter 1',
      'Network Adapter 2',
    ]);
    assert.deepEqual(namesIn(await client.get(`${VDC}/vm/${off}/virtualnic`)), ['Network Adapter 1']);
    const nic = await client.get(`${VDC}/vm/${on2}/virtualnic/Network%20Adapter%202`);
    const network = textOf(nic, 'network-name') ?? '';
    assert.equal(textOf(await client.get(`${VDC}/network/${network}`), 'scope'), 'public');
    const unknown = await client.refused('GET', `${VDC}/vm/${off}/virtualnic/Network%20Adapter%202`);
    assert.equal(unknown, '404 ObjectNotFound');
  }));

test('clone, update and delete have their effects', () =>
  withMock({}, async (client) => {
    const { off2 } = await fleet(client);
    const task = await client.accepted('POST', `${VDC}/vm/${off2}/mgmt/clone-to-vm`, { body: named('copy') });
    assert.deepEqual([textOf(task, 'type'), textOf(task, 'object-name')], ['CloneVm', 'copy']);
    const [source, copy] = [await client.get(`${VDC}/vm/${off2}`), await client.get(`${VDC}/vm/copy`)];
    for (const element of ['status', 'instance-type', 'public-ip', 'disk-size']) {
      assert.equal(textOf(copy, element), textOf(source, element), element);
    }
    const other = textOf(copy, 'instance-type') === 'large' ? 'medium' : 'large';
    assert.equal(textOf(await client.accepted('PUT', `${VDC}/vm/copy`, { body: sized(other) }), 'type'), 'UpdateVm');
    assert.equal(textOf(await client.get(`${VDC}/vm/copy`), 'instance-type'), other);
    assert.equal(textOf(await client.accepted('DELETE', `${VDC}/vm/copy`), 'type'), 'DeleteVm');
    assert.equal(await client.refused('GET', `${VDC}/vm/copy`), '404 ObjectNotFound');
    assert.equal(namesIn(await client.get(`${VDC}/vm/`)).includes('copy'), false);
  }));

test('names of clones: taken, reserved, invalid, missing', () =>
  withMock({}, async (client) => {
    const { off, on } = await fleet(client);
    const clone = (body: string): Promise<string> =>
      client.refused('POST', `${VDC}/vm/${off}/mgmt/clone-to-vm`, { body });
    assert.equal(await clone(named(on)), '409 ObjectDuplicated');
    assert.equal(await clone(named('nfs')), '400 ReservedName');
    assert.equal(await clone(named('-no name-')), '400 InvalidName');
    assert.equal(await clone('<VirtualMachine/>'), '400 XMLValidationError');
    assert.equal(await clone('<Other name="x"/>'), '400 XMLValidationError');
    assert.equal(await clone('<VirtualMachine name="x">'), '400 XMLMalformed');
    assert.equal(await clone('<!DOCTYPE a><VirtualMachine name="x"/>'), '400 XMLMalformed');
    assert.equal(await clone('<VirtualMachine xmlns="urn:other" name="x"/>'), '400 XMLValidationError');
  }));

test('bodies may have the namespace, and be in any encoding of XML', () =>
  withMock({}, async (client) => {
    const { off } = await fleet(client);
    const bodies = {
      'with-namespace': named('with-namespace').replace(' name', ' xmlns="http://www.emc.com/caas" name'),
      'with-prefix': '<c:VirtualMachine xmlns:c="http://www.emc.com/caas" name="with-prefix"/>',
      'in-utf-16': Buffer.from(`\uFEFF<?xml version="1.0" encoding="UTF-16"?>${named('in-utf-16')}`, 'utf16le'),
    };
    for (const [name, body] of Object.entries(bodies)) {
      await client.accepted('POST', `${VDC}/vm/${off}/mgmt/clone-to-vm`, { body });
      assert.equal(textOf(await client.get(`${VDC}/vm/${name}`), 'status'), 'powered-off');
    }
  }));

test('an update needs one of the three instance types', () =>
  withMock({}, async (client) => {
    const { off } = await fleet(client);
    const update = (body: string): Promise<string> => client.refused('PUT', `${VDC}/vm/${off}`, { body });
    assert.equal(await update(sized('huge')), '400 XMLValidationError');
    assert.equal(await update('<VirtualMachine/>'), '400 XMLValidationError');
    assert.equal(await update('no xml'), '400 XMLMalformed');
  }));

test('quotas for machines and for public addresses', () =>
  withMock({ behaviour: { vmQuota: 7, publicIpQuota: 3 } }, async (client) => {
    const { off, off2 } = await fleet(client);
    const clone = (source: string, name: string): Promise<string> =>
      client.refused('POST', `${VDC}/vm/${source}/mgmt/clone-to-vm`, { body: named(name) });
    await client.accepted('POST', `${VDC}/vm/${off2}/mgmt/clone-to-vm`, { body: named('a') });
    assert.equal(await clone(off2, 'b'), '409 DeployPublicIPAmountQuotaReached');
    await client.accepted('POST', `${VDC}/vm/${off}/mgmt/clone-to-vm`, { body: named('b') });
    assert.equal(await clone(off, 'c'), '409 DeployVMAmountQuotaReached');
  }));

test('names in the URI: unknown everywhere, impossible where the section lists InvalidName', () =>
  withMock({}, async (client) => {
    const { off } = await fleet(client);
    for (const path of ['/org/nobody/vdc/x/vm/y', '/org/caas/vdc/x/vm/y', `${VDC}/vm/nothing`]) {
      assert.equal(await client.refused('GET', path), '404 ObjectNotFound');
      assert.equal(await client.refused('POST', `${path}/mgmt/power-on`), '404 ObjectNotFound');
    }
    assert.equal(await client.refused('GET', `${VDC}/vm/%21`), '404 ObjectNotFound');
    assert.equal(await client.refused('POST', `${VDC}/vm/%21/mgmt/power-on`), '400 InvalidName');
    assert.equal(await client.refused('POST', `/org/caas/vdc/x/vm/%21/mgmt/power-on`), '404 ObjectNotFound');
    assert.equal(await client.refused('GET', `${VDC}/vm/${off}/virtualnic/none`), '404 ObjectNotFound');
  }));
