#!/usr/bin/env node
// Runs the TypeScript sources as they are. Naming the tsconfig keeps tsx from picking up the one of the
// directory that the command happens to be called from.
import { fileURLToPath } from 'node:url';

try {
  const { register } = await import('tsx/esm/api');
  register({ tsconfig: fileURLToPath(new URL('../tsconfig.json', import.meta.url)) });
  await import('../cli/main.ts');
} catch (error) {
  const missing = /^Cannot find package '([^']+)'/.exec(error?.message)?.[1];
  if (error?.code !== 'ERR_MODULE_NOT_FOUND' || missing === undefined) throw error;
  process.stderr.write(`atmos-conformance: the package ${missing} is not installed: run npm ci first\n`);
  process.exitCode = 2;
}
