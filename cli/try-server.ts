import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { FAULTS } from '../mock/faults/index.ts';
import { samplePackage } from '../mock/packages/sample-package.ts';
import { USERS } from '../mock/seed.ts';
import { VARIANTS } from '../mock/variants/index.ts';
import type { Done, Job } from '../prove/job.ts';
import { rememberingXml } from '../prove/remembering-xml.ts';
import { trial } from '../prove/trial.ts';
import { loadCatalogue } from '../suite/catalogue/load.ts';
import { planScenarios } from '../suite/plan/planner.ts';
import { openXmlEngine } from '../suite/xml/index.ts';
import { type EmbeddedOptions, startEmbedded } from './embedded.ts';

/** Tasks of the mock end at once, or after less than a second: nothing is gained by asking rarely or waiting long. */
const POLL_MS = 5;
const PATIENCE_MS = 20_000;
const PATIENCE_WITH_FAULT_MS = 2_500;

/** The organisation of the mock's administrator. */
const ORGANIZATION = USERS.find(({ name }) => name === 'admin')?.organization ?? '';

const catalogue = loadCatalogue();
const planned = planScenarios(catalogue);
const xml = rememberingXml(await openXmlEngine());

/** Servers that have to be given a real image: they take no other octets, or have none of their own to deploy. */
const NEED_AN_IMAGE: ReadonlySet<string> = new Set(['preprocessed-images-only', 'no-images-yet']);

function imageFile(): string {
  const file = join(mkdtempSync(join(tmpdir(), 'atmos-image-')), 'sample.zip');
  writeFileSync(file, samplePackage());
  return file;
}

function optionsOf({ fault, variants, seed }: Job): EmbeddedOptions {
  const wrong = fault === undefined ? [] : FAULTS.filter(({ id }) => id === fault);
  const peculiar = variants.flatMap((name) => VARIANTS.filter(({ id }) => id === name));
  if ((fault !== undefined && wrong.length === 0) || peculiar.length !== variants.length)
    throw new Error(`the mock has no ${fault ?? variants.join(', ')}`);
  return { seed, faults: wrong, variants: peculiar };
}

/** Starts the mock as the job says, runs the scenarios of the job against it, and ends it. */
export async function tryServer(job: Job): Promise<Done> {
  const { target, mock } = await startEmbedded(optionsOf(job));
  const vdcs = [...(mock.service.world.organizations.get(ORGANIZATION)?.vdcs.keys() ?? [])];
  const upload = job.variants.some((id) => NEED_AN_IMAGE.has(id)) ? { upload: { file: imageFile() } } : {};
  const wanted = job.scenarios === null ? null : new Set(job.scenarios);
  const budgetMs = job.fault === undefined ? PATIENCE_MS : PATIENCE_WITH_FAULT_MS;
  try {
    const result = await trial(
      { catalogue, xml, seed: job.seed },
      {
        ...target,
        // A server that does not even list its organisation or its VDCs must not get away with that before it is tested.
        ...(job.fault === undefined ? {} : { organization: ORGANIZATION, vdcs }),
        ...upload,
        tasks: { ...target.tasks, pollIntervalMs: POLL_MS, budgetMs },
      },
      wanted === null ? planned : planned.filter(({ id }) => wanted.has(id)),
    );
    const kills = job.exchanges ? result.kills : result.kills.map((kill) => ({ ...kill, exchange: null }));
    return { job: job.id, result: { ...result, kills } };
  } finally {
    if (upload.upload !== undefined) rmSync(dirname(upload.upload.file), { recursive: true, force: true });
    await mock.close();
  }
}
