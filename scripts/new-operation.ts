// `npm run new:operation -- get-something --section 3.30 --method GET --path '/{version-number}/org/{org-name}/something'`
// writes contracts/operations/get-something.yaml and says what the catalogue has against it. An operation is that one
// file: scenarios, requirements and verdicts are made of it.
import { CatalogueError } from '../suite/catalogue/catalogue-error.ts';
import { loadCatalogue } from '../suite/catalogue/load.ts';
import { planScenarios } from '../suite/plan/planner.ts';
import { fill, main, place, readArguments, ScaffoldError } from './scaffolds/scaffold.ts';

const USAGE =
  "npm run new:operation -- ID --section 3.30 --method GET --path '/{version-number}/org/{org-name}/…' [--task TYPE, for an asynchronous one]";

function groupOf(path: string): string {
  if (path.includes('/{vm-name}')) return 'vm';
  return path.includes('/{vdc-name}') ? 'vdc' : 'org';
}

function titleOf(id: string): string {
  return id.replaceAll(/(^|-)([a-z])/g, (_, hyphen: string, letter: string) => (hyphen && ' ') + letter.toUpperCase());
}

main((argv) => {
  const { id, options } = readArguments(argv, ['section', 'method', 'path', 'task'], USAGE);
  const { section, method, path, task } = options;
  if (section === undefined || method === undefined || path === undefined)
    throw new ScaffoldError(`section, method and path are wanted: ${USAGE}`);
  const kind = task === undefined ? 'synchronous' : 'asynchronous';
  const values = { id, section, method: method.toUpperCase(), path, group: groupOf(path), title: titleOf(id) };
  place(
    `contracts/operations/${id}.yaml`,
    fill(`operation-${kind}.yaml`, { ...values, ...(task === undefined ? {} : { task }) }),
  );
  try {
    const own = planScenarios(loadCatalogue(`${process.cwd()}/`)).filter((scenario) => scenario.operation === id);
    console.log(`${own.length} scenarios are made of it: npm run plan -- --grep '^${id}/'`);
  } catch (error) {
    if (!(error instanceof CatalogueError)) throw error;
    console.log(`the catalogue does not take it yet:\n${error.message}`);
  }
  console.log(
    `next: what its section says of roles, schema, answer, error codes and effect; its counts in tests/catalogue; a handler in mock/http/handlers.ts`,
  );
});
