// `npm run new:check -- my-check --kind exchange --fault '*/wrong-success-status' --requirement xml.namespace` writes a
// check and its test, and registers it. The test fails until the check notices the fault: no check comes without one.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { FAULTS } from '../mock/faults/index.ts';
import { names } from '../prove/ownership.ts';
import { loadCatalogue } from '../suite/catalogue/load.ts';
import { fill, main, place, readArguments, ScaffoldError } from './scaffolds/scaffold.ts';

const USAGE = "npm run new:check -- ID --kind exchange|action|scenario|run --fault '*/FLAW' --requirement ID";
const KINDS = ['exchange', 'action', 'scenario', 'run'];
const REGISTER = 'suite/checks/all-checks.ts';

/** Puts a check at the end of the list of its kind; the formatter puts the import where it belongs. */
function register(id: string, name: string, kind: string): void {
  const list = new RegExp(`(export const ${kind.toUpperCase()}_CHECKS: [^=]+= \\[)([^\\]]*?),?(\\s*\\];)`);
  const text = readFileSync(REGISTER, 'utf8');
  if (!list.test(text)) throw new Error(`${REGISTER} has no list for ${kind}`);
  const entered = text.replace(
    list,
    (_, head: string, entries: string, tail: string) => `${head}${entries}, ${name}${tail}`,
  );
  writeFileSync(REGISTER, `import { ${name} } from './${id}.ts';\n${entered}`);
  console.log(`registered it in ${REGISTER}`);
}

main((argv) => {
  const { id, options } = readArguments(argv, ['kind', 'fault', 'requirement'], USAGE);
  const { kind = '', fault, requirement } = options;
  if (!KINDS.includes(kind)) throw new ScaffoldError(`--kind is one of ${KINDS.join(', ')}: ${USAGE}`);
  if (fault === undefined || requirement === undefined)
    throw new ScaffoldError(`a check is for a requirement and notices a fault: ${USAGE}`);
  const example = FAULTS.find((known) => names(fault, known.id))?.id;
  if (example === undefined)
    throw new ScaffoldError(
      `no wrong server is named ${fault}: npm run mock -- --list faults shows all (docs/kill-matrix.md)`,
    );
  if (loadCatalogue().requirement(requirement) === undefined)
    throw new ScaffoldError(`no requirement is named ${requirement}: npm run -s catalogue -- --json has all`);
  const name = id.replaceAll(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  const values = {
    id,
    name,
    fault,
    requirement,
    exampleFault: example,
    text: 'What holds, in a sentence, and where the guide says so.',
  };
  place(`suite/checks/${id}.ts`, fill(`check-${kind}.ts`, values));
  place(`tests/checks/${id}.test.ts`, fill('check.test.ts', values));
  register(id, name, kind);
  spawnSync('node_modules/.bin/biome', [
    'check',
    '--write',
    REGISTER,
    `suite/checks/${id}.ts`,
    `tests/checks/${id}.test.ts`,
  ]);
  console.log(`next: write what it judges, until npm test -- tests/checks/${id} passes`);
});
