import { readFileSync } from 'node:fs';

const packageFile = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  name: string;
  version: string;
};

/** Name and version of this suite, as every report tells it. */
export const SUITE = { name: packageFile.name, version: packageFile.version } as const;

/** The same in one, as recordings tell it. */
export const SUITE_NAME = `${SUITE.name} ${SUITE.version}`;
