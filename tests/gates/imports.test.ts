import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Edge, edgesOf } from '../../scripts/imports/edges.ts';
import { violationsOf } from '../../scripts/imports/violations.ts';

/** The violations of a project that holds just these files. */
function violations(files: Readonly<Record<string, string>>): string[] {
  return violationsOf(Object.entries(files).flatMap(([file, source]) => edgesOf(file, source)));
}

const importing = (to: string): string => `import '${to}';`;
const importingTypes = (to: string): string => `import type { A } from '${to}';`;

describe('reading the imports of a file', () => {
  const forms: readonly [string, Edge['kind']][] = [
    ["import { a } from './b.ts';", 'value'],
    ["import './b.ts';", 'value'],
    // Kept at run time as an import for its effects, so it is no type import.
    ["import { type A } from './b.ts';", 'value'],
    ["import type { A } from './b.ts';", 'type'],
    ["export * from './b.ts';", 'value'],
    ["export { a } from './b.ts';", 'value'],
    ["export type { A } from './b.ts';", 'type'],
    ["export type * from './b.ts';", 'type'],
    ["const b = await import('./b.ts');", 'value'],
    ["type A = import('./b.ts').A;", 'type'],
    ["const b = new URL('./b.ts', import.meta.url);", 'data'],
    ["const b = new URL('b.ts', import.meta.url);", 'data'],
  ];
  for (const [source, kind] of forms) {
    test(source, () => {
      assert.deepEqual(edgesOf('cli/a.ts', `\n${source}`), [
        { from: 'cli/a.ts', line: 2, to: 'cli/b.ts', kind, external: false },
      ]);
    });
  }

  test('packages are named without the path inside them', () => {
    const source = "import 'node:fs/promises';\nimport '@a/b/c';\nimport 'd/e';";
    assert.deepEqual(
      edgesOf('cli/a.ts', source).map(({ to, external }) => [to, external]),
      [
        ['node:fs/promises', true],
        ['@a/b', true],
        ['d', true],
      ],
    );
  });

  test('what is no import gives no edge', () => {
    const source = "export const a = 1;\nconst url = new URL('./b', base);\nconst text = \"import './c.ts'\";";
    assert.deepEqual(edgesOf('cli/a.ts', source), []);
  });

  test('a file that cannot be read is an error and not a file without imports', () => {
    assert.throws(() => edgesOf('cli/a.ts', 'import {'), SyntaxError);
  });
});

describe('import directions', () => {
  const refused: readonly [file: string, source: string, reason: string][] = [
    ['mock/a.ts', importing('../suite/xml/b.ts'), 'mock may not import suite/xml/b.ts'],
    ['mock/a.ts', importingTypes('../suite/xml/b.ts'), 'mock may not import suite/xml/b.ts'],
    ['mock/a.ts', "new URL('../suite/judge/b.ts', import.meta.url);", 'mock may not import suite/judge/b.ts'],
    ['suite/checks/a.ts', importingTypes('../../mock/b.ts'), 'suite/checks may not import mock/b.ts'],
    ['suite/checks/a.ts', importing('../stage/b.ts'), 'suite/checks may not import suite/stage/b.ts'],
    ['suite/checks/a.ts', importing('../plan/b.ts'), 'suite/checks may import types only from suite/plan/b.ts'],
    ['suite/judge/a.ts', importing('../target/b.ts'), 'suite/judge may import types only from suite/target/b.ts'],
    ['suite/judge/a.ts', importing('node:fs'), 'suite/judge is pure and may not import node:fs'],
    ['suite/plan/a.ts', importing('undici'), 'suite/plan is pure and may not import undici'],
    ['suite/perform/a.ts', importing('../judge/b.ts'), 'suite/perform may not import suite/judge/b.ts'],
    ['suite/stage/a.ts', importing('../perform/b.ts'), 'suite/stage may not import suite/perform/b.ts'],
    ['suite/session/a.ts', importing('../stage/b.ts'), 'suite/session may not import suite/stage/b.ts'],
    [
      'suite/session/a.ts',
      importing('../judge/types.ts'),
      'suite/session may import types only from suite/judge/types.ts',
    ],
    ['suite/session/a.ts', importingTypes('../judge/b.ts'), 'suite/session may not import suite/judge/b.ts'],
    ['suite/evidence/a.ts', importing('../catalogue/b.ts'), 'suite/evidence may not import suite/catalogue/b.ts'],
    ['suite/engine/a.ts', importing('@playwright/test'), 'suite/engine may not import @playwright/test'],
    ['reporters/a.ts', importing('../suite/judge/b.ts'), 'reporters may import types only from suite/judge/b.ts'],
    ['specs/a.ts', importing('../cli/main.ts'), 'specs may not import cli/main.ts'],
    ['specs/a.ts', importing('../mock/server.ts'), 'specs may not import mock/server.ts'],
    ['cli/a.ts', importing('../tests/b.ts'), 'cli may not import tests/b.ts'],
    ['scripts/a.ts', importing('../bench/b.ts'), 'scripts may not import bench/b.ts'],
    ['bench/a.ts', importingTypes('../tests/b.ts'), 'bench may not import tests/b.ts'],
    ['suite/new/a.ts', importing('../xml/b.ts'), 'is in no known room; add its folder to scripts/imports/rooms.ts'],
  ];
  for (const [file, source, reason] of refused) {
    test(`refused: ${file}: ${source}`, () => {
      assert.deepEqual(violations({ [file]: source }), [`${file}:1: ${reason}`]);
    });
  }

  const allowed: readonly [file: string, source: string][] = [
    ['mock/a.ts', importing('../schemas/b.ts')],
    ['mock/a.ts', importing('./domain/b.ts')],
    ['mock/a.ts', importing('node:fs')],
    ['suite/checks/a.ts', importing('../document/b.ts')],
    ['suite/checks/a.ts', importingTypes('../judge/b.ts')],
    ['suite/judge/a.ts', importing('node:crypto')],
    ['suite/judge/a.ts', importingTypes('../target/b.ts')],
    ['suite/catalogue/a.ts', "new URL('../../contracts/', import.meta.url);"],
    ['suite/stage/a.ts', "new URL('../../', import.meta.url);"],
    ['suite/session/a.ts', importingTypes('../judge/types.ts')],
    ['suite/engine/a.ts', importing('../judge/b.ts')],
    ['reporters/a.ts', importingTypes('../suite/judge/b.ts')],
    ['specs/a.ts', importing('../cli/embedded.ts')],
    ['cli/a.ts', importing('../mock/b.ts')],
    ['tests/a.ts', importing('../scripts/b.ts')],
    ['playwright.config.ts', importing('./suite/engine/b.ts')],
  ];
  for (const [file, source] of allowed) {
    test(`allowed: ${file}: ${source}`, () => {
      assert.deepEqual(violations({ [file]: source }), []);
    });
  }

  test('a cycle is reported once, types included, whatever file it is entered by', () => {
    const files = {
      'cli/c.ts': importing('./a.ts'),
      'cli/a.ts': importingTypes('./b.ts'),
      'cli/b.ts': importing('./a.ts'),
    };
    assert.deepEqual(violations(files), ['cli/a.ts:1: imports itself: cli/a.ts → cli/b.ts → cli/a.ts']);
  });

  test('two ways to one file are no cycle', () => {
    const files = {
      'cli/a.ts': "import './b.ts';\nimport './c.ts';",
      'cli/b.ts': importing('./d.ts'),
      'cli/c.ts': importing('./d.ts'),
    };
    assert.deepEqual(violations(files), []);
  });
});
