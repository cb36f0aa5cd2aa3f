import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { FullConfig } from '@playwright/test';
import { RENDERERS } from '../../reporters/write-reports.ts';
import { openDoor } from './door.ts';
import { DOOR_VARIABLE } from './door-client.ts';
import { Engine } from './engine.ts';
import { plannedTests } from './planned-tests.ts';
import { readSettings } from './settings.ts';

/** Opens the run before the first test, so that a target that cannot be tested is told at once, in one line. */
export default async function globalSetup(config: FullConfig): Promise<() => Promise<void>> {
  const settings = readSettings();
  // None of an earlier run is to be taken for that of a run that was killed.
  for (const name of Object.keys(RENDERERS)) rmSync(join(settings.out, name), { force: true });
  // Allure would count results of earlier runs; those of other shards belong to this one.
  if (settings.allure && config.shard === null)
    rmSync(join(settings.out, 'allure-results'), { recursive: true, force: true });
  const engine = await Engine.start({ ...settings, shard: config.shard }).catch((error: unknown) => {
    throw withoutStack(error);
  });
  const door = await openDoor(engine, plannedTests(settings.allure));
  process.env[DOOR_VARIABLE] = door.url;
  return async () => {
    delete process.env[DOOR_VARIABLE];
    await engine.close();
    await door.close();
  };
}

/** What is wrong with a target is not wrong with the code. */
function withoutStack(error: unknown): unknown {
  const told = error instanceof Error && /^(Preflight|Target|Usage)Error$/.test(error.constructor.name);
  if (told) error.stack = error.message;
  return error;
}
