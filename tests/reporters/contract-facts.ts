import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { CatalogueFacts } from '../../reporters/model/run-result.ts';
import type { Requirement } from '../../suite/catalogue/types.ts';

const contracts = new URL('../../contracts/', import.meta.url);

function yaml<T>(path: string): T {
  return parse(readFileSync(new URL(path, contracts), 'utf8')) as T;
}

/** The real operations, codes and life cycle, with requirements made up for the tests: renderers must not depend on the loader. */
export function contractFacts(): CatalogueFacts {
  const operations = readdirSync(new URL('operations/', contracts))
    .sort()
    .map((file) => yaml<CatalogueFacts['operations'][number]>(`operations/${file}`))
    .sort((a, b) => Number(a.section.split('.')[1]) - Number(b.section.split('.')[1]));
  const { errors } = yaml<{ errors: CatalogueFacts['errors'] }>('errors.yaml');
  const lifeCycle = yaml<CatalogueFacts['lifeCycle']>('life-cycle.yaml');
  const requirements = operations.flatMap(({ id, name, section, errors: codes }): Requirement[] => [
    {
      id: `${id}.success-status`,
      level: 'stated',
      section,
      text: `${name} answers a valid request with its success status.`,
    },
    {
      id: `${id}.schema`,
      level: 'shown',
      section,
      text: `What ${name} answers is valid against the schema of its section.`,
    },
    {
      id: `${id}.role`,
      level: 'stated',
      section,
      text: `${name} is for callers who hold its role, and for nobody else.`,
    },
    ...codes.map(
      (code): Requirement => ({
        id: `${id}.error.${code}`,
        level: 'stated',
        section,
        text: `${name} can answer ${code}, with the status registered for it.`,
      }),
    ),
  ]);
  requirements.push({
    id: 'transport.encryption',
    level: 'inferred',
    section: '1.1',
    text: 'A public service is reached over TLS.',
    notTested: { reason: 'the guide says nothing of transport' },
  });
  const { pages } = yaml<Required<Pick<CatalogueFacts, 'pages'>>>('pages.yaml');
  return { version: '1.0.0.0', hash: 'c'.repeat(64), operations, errors, requirements, readings: [], lifeCycle, pages };
}
