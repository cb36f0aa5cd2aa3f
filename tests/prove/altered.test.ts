import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { startEmbedded } from '../../cli/embedded.ts';
import { FAULTS } from '../../mock/faults/index.ts';
import type { Fault } from '../../mock/faults/types.ts';
import { type AlteredSetting, tryAltered } from '../../prove/altered/try-altered.ts';
import { loadCatalogue } from '../../suite/catalogue/load.ts';
import { runSuite } from '../../suite/engine/run.ts';
import { planScenarios } from '../../suite/plan/planner.ts';
import { openXmlEngine } from '../../suite/xml/index.ts';

const catalogue = loadCatalogue();
const IDS = ['get-network-information/success', 'get-network-information/unsupported-version', 'get-vm-list/success'];
const scenarios = planScenarios(catalogue).filter(({ id }) => IDS.includes(id));
let setting: AlteredSetting;

before(async () => {
  const xml = await openXmlEngine();
  const { target, mock } = await startEmbedded();
  try {
    const run = await runSuite({ catalogue, xml, target, scenarios, seed: 1, prefix: 'alt-', ledgerFile: null });
    assert.equal(run.outcome.outcome, 'conformant');
    setting = { catalogue, xml, recorded: run.recorded };
  } finally {
    await mock.close();
  }
});

const named = (id: string): Fault => {
  const found = FAULTS.find((fault) => fault.id === id);
  assert.ok(found, id);
  return found;
};
const killers = (fault: Fault): readonly string[] | undefined =>
  tryAltered(fault, setting, scenarios)?.kills.map(({ check, requirement }) => `${check}: ${requirement}`);

test('a recording is altered as a wrong server would have answered, and the judge finds it', () => {
  const expected: Readonly<Record<string, readonly string[]>> = {
    'get-network-information/no-namespace': ['exchange-body: xml.namespace'],
    'get-network-information/wrong-value.scope': ['exchange-body: get-network-information.schema'],
    'get-network-information/wrong-success-status': ['exchange-status: get-network-information.success-status'],
    'get-network-information/error-without-code': ['error-message: errors.body'],
    'get-vm-list/entries-twice': ['links: list.unique'],
    'get-network-information/code-replaced.UnsupportedVersion': [
      'expectation: get-network-information.error.UnsupportedVersion',
    ],
  };
  for (const [id, kills] of Object.entries(expected)) assert.deepEqual(killers(named(id)), kills, id);
});

test('a recording that nothing is altered in stays conformant', () => {
  const harmless: Fault = { ...named('get-vm-list/entries-twice'), apply: () => ({ outgoing: (answer) => answer }) };
  const result = tryAltered(harmless, setting, scenarios);
  assert.equal(result?.outcome, 'conformant');
  assert.ok((result?.exchanges ?? 0) > 3);
});

test('what a recording cannot show is left to a server', () => {
  const plain = named('get-vm-list/entries-twice');
  const others: readonly Fault[] = [
    named('get-vm-list/open-to-all'),
    { ...plain, apply: () => ({ outgoing: (answer) => ({ ...answer, cutAfter: 1 }) }) },
    { ...plain, apply: () => ({ document: (root, { service }) => (service.world.tasks.size > 0 ? root : null) }) },
  ];
  for (const fault of others) assert.equal(tryAltered(fault, setting, scenarios), null);
});
