import path from 'node:path';
import type { Gate } from './run-gates.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const tool = (name: string): string => path.join(ROOT, 'node_modules/.bin', name);
const script = (name: string): string => path.join(ROOT, 'scripts', name);

/** What `npm run check` runs. Each is proven by a test in tests/gates that feeds it a violation. */
export const GATES: readonly Gate[] = [
  { name: 'types', command: [tool('tsc'), '-p', '.'] },
  { name: 'lint and format', command: [tool('biome'), 'ci', '--colors=off', '--error-on-warnings', '.'] },
  { name: 'import directions', command: [tool('tsx'), script('check-imports.ts')] },
  { name: 'dead code', command: [tool('knip'), '--no-progress', '--treat-config-hints-as-errors'] },
];
