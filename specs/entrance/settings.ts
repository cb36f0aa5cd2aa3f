import { resolve } from 'node:path';

/** What the environment says about a run through Playwright. */
export interface Settings {
  /** Target file; without one the embedded mock is tested. */
  readonly targetFile: string | undefined;
  /** Folder for reports, artefacts and the ledger. */
  readonly out: string;
  /** Seed of random walks and of the mock's data. */
  readonly seed: number;
  /** Options for the embedded mock, as on the command line of `mock`. */
  readonly mock: readonly string[];
  /** Whether results for Allure are written too. */
  readonly allure: boolean;
}

/** Reads `ATMOS_TARGET`, `ATMOS_OUT`, `ATMOS_SEED`, `ATMOS_MOCK` and `ATMOS_ALLURE`; an empty variable is an absent one. */
export function readSettings(env: Readonly<Record<string, string | undefined>> = process.env): Settings {
  const given = (name: string): string | undefined => (env[name] === '' ? undefined : env[name]);
  const seed = given('ATMOS_SEED') ?? '1';
  if (!/^\d+$/.test(seed)) throw new Error(`ATMOS_SEED must be a whole number, not "${seed}"`);
  const targetFile = given('ATMOS_TARGET');
  const mock = (given('ATMOS_MOCK') ?? '').split(/\s+/).filter((word) => word !== '');
  if (targetFile !== undefined && mock.length > 0)
    throw new Error('ATMOS_TARGET names a server of its own, so ATMOS_MOCK is of no use: take one of them out');
  const allure = given('ATMOS_ALLURE');
  return {
    targetFile,
    out: resolve(given('ATMOS_OUT') ?? 'reports'),
    seed: Number(seed),
    mock,
    allure: allure !== undefined && allure !== '0',
  };
}
