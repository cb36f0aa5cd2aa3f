// The one gate: `npm run check`. Exit 1 when any part of it fails.
import path from 'node:path';
import { GATES } from './gates/gates.ts';
import { runGates } from './gates/run-gates.ts';

const results = await runGates(GATES, path.join(import.meta.dirname, '..'));
for (const { name, passed, output } of results) {
  if (!passed) console.log(`\n── ${name} ──\n${output.trimEnd()}`);
}
console.log('');
for (const { name, passed, elapsedMs } of results) {
  console.log(`${passed ? '✔' : '✘'} ${name} (${(elapsedMs / 1000).toFixed(1)} s)`);
}
process.exitCode = results.every((result) => result.passed) ? 0 : 1;
