#!/usr/bin/env node
// Runs the TypeScript sources as they are. Naming the tsconfig keeps tsx from picking up the one of the
// directory that the command happens to be called from.
import { fileURLToPath } from 'node:url';
import { register } from 'tsx/esm/api';

register({ tsconfig: fileURLToPath(new URL('../tsconfig.json', import.meta.url)) });
await import('../cli/main.ts');
