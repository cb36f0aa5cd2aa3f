import { loadCatalogue } from '../suite/catalogue/load.ts';
import { normaliseCatalogue } from '../suite/catalogue/normalise.ts';

/** Prints the catalogue: as data, or one line for each operation. */
export function printCatalogue({ json }: { readonly json?: boolean }): void {
  const catalogue = normaliseCatalogue(loadCatalogue());
  if (json === true) {
    process.stdout.write(`${JSON.stringify(catalogue, null, 2)}\n`);
    return;
  }
  for (const { section, method, path, name, errors } of catalogue.operations)
    process.stdout.write(`§${section.padEnd(5)} ${method.padEnd(6)} ${path}  ${name} (${errors.length} error codes)\n`);
}
