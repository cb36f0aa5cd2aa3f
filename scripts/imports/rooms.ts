/**
 * Who may import whom. A room is a folder; a file belongs to the room with the longest matching path, and files at the
 * top level belong to the room `.`. A room may always import itself.
 */
export interface RoomRule {
  /** Rooms (or single files) that may be imported in full. */
  readonly values: readonly string[];
  /** Rooms of which only the types may be imported, with `import type`. */
  readonly types?: readonly string[];
  /** A room without I/O may not reach for the file system, a process or the network. */
  readonly pure?: true;
}

const DATA = ['contracts', 'schemas'];
const READING = ['suite/catalogue', 'suite/evidence', 'suite/xml', 'suite/document'];
const PERFORMING = [...READING, 'suite/target', 'suite/plan', 'suite/session', 'suite/stage', 'suite/perform'];
/** The words for outcomes, which who performs needs too: `cantTell` is often known before anything is judged. */
const OUTCOMES = 'suite/judge/types.ts';
const SUITE = [...PERFORMING, 'suite/checks', 'suite/judge', 'suite/engine'];
const PRODUCT = [...DATA, ...SUITE, 'mock', 'prove', 'reporters', 'reporters/playwright', 'cli', 'specs'];

export const ROOMS: Readonly<Record<string, RoomRule>> = {
  contracts: { values: [] },
  schemas: { values: [] },
  'suite/catalogue': { values: DATA },
  'suite/xml': { values: ['schemas'] },
  // Of `schemas` only the form of our own files.
  'suite/evidence': { values: ['schemas'] },
  // What a document of the guide says, read from its bytes: for the stage as for the checks.
  'suite/document': { values: ['suite/evidence', 'suite/xml'], types: ['suite/catalogue'], pure: true },
  'suite/target': { values: ['schemas', 'suite/catalogue', 'suite/evidence', 'suite/xml'] },
  'suite/plan': { values: ['suite/catalogue'], types: ['suite/evidence', 'suite/target'], pure: true },
  'suite/session': { values: [...READING, 'suite/target'], types: ['suite/plan', OUTCOMES] },
  'suite/stage': { values: [...READING, 'suite/target', 'suite/session'], types: ['suite/plan', OUTCOMES] },
  'suite/perform': { values: PERFORMING, types: [OUTCOMES] },
  // Checks and judge see the recording only. They know the target as a statement, never as something to talk to.
  'suite/checks': { values: READING, types: ['suite/plan', 'suite/judge', 'suite/target'], pure: true },
  'suite/judge': { values: [...READING, 'suite/checks'], types: ['suite/plan', 'suite/target'], pure: true },
  'suite/engine': { values: SUITE },
  // The judge's counterpart: written from the guide alone, so that one can catch the other's mistake.
  mock: { values: DATA },
  reporters: { values: ['schemas', 'suite/evidence', 'suite/xml'], types: SUITE },
  // The proof that the suite notices: the only room where the mock and the suite meet.
  prove: { values: [...SUITE, 'mock'], types: ['reporters'] },
  // Puts the parts of a run together, so it plans what was to be run; it never judges.
  'reporters/playwright': { values: ['reporters', 'suite/catalogue', 'suite/plan'], types: SUITE },
  // The second entrance: it drives the engine as `cli` does, and words its failures as the reports do.
  specs: {
    values: [...SUITE, 'reporters', 'reporters/playwright', 'cli/embedded.ts', 'cli/run-result.ts', 'mock/command.ts'],
  },
  // Not `scripts`: what is installed as a package comes without it.
  cli: { values: [...PRODUCT, 'package.json', 'tsconfig.json'] },
  bin: { values: ['cli', 'tsconfig.json'] },
  '.': { values: PRODUCT },
  scripts: { values: [...PRODUCT, 'bin'] },
  bench: { values: [...PRODUCT, 'scripts'] },
  tests: { values: [...PRODUCT, 'scripts', 'bin', '.'] },
};

/** Packages that only some rooms may use. */
export const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  // The engine has two entrances, and only one of them is Playwright.
  '@playwright/test': ['specs', 'reporters', 'reporters/playwright', 'tests', 'bench', 'scripts', '.'],
  msw: ['mock', 'tests', 'bench'],
  '@faker-js/faker': ['mock', 'tests', 'bench'],
};

/** What `pure` forbids. */
export const IO_PACKAGES: readonly string[] = [
  ...['fs', 'fs/promises', 'http', 'https', 'http2', 'net', 'tls', 'dgram', 'dns'].map((name) => `node:${name}`),
  ...['child_process', 'cluster', 'worker_threads'].map((name) => `node:${name}`),
  'undici',
];

/** Names that say nothing about what is inside. */
export const FORBIDDEN_FOLDERS: readonly string[] = ['utils', 'helpers', 'common', 'lib'];
