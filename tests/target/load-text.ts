// biome-ignore-all lint/suspicious/noTemplateCurlyInString: a target file spells variables that way
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { TargetError } from '../../suite/target/target-error.ts';
import { type LoadOptions, loadTarget } from '../../suite/target/target-file.ts';
import type { Target } from '../../suite/target/types.ts';

export const ENV = { PW: 'a-secret-word', OTHER: 'another-secret' };
export const MINIMUM = 'baseUrl: http://localhost:8080\nprincipals:\n  admin: { username: alice, password: "${PW}" }\n';

export function directory(t: TestContext): string {
  const path = mkdtempSync(join(tmpdir(), 'target-'));
  t.after(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

export function load(
  t: TestContext,
  text: string,
  options: LoadOptions = {},
  files: Record<string, string> = {},
): Target {
  const at = directory(t);
  for (const [name, content] of Object.entries(files)) writeFileSync(join(at, name), content);
  const file = join(at, 'target.yaml');
  writeFileSync(file, text);
  try {
    return loadTarget(file, ENV, options);
  } catch (error) {
    if (error instanceof TargetError) error.message = error.message.replaceAll(`${at}/`, '');
    throw error;
  }
}

export function refuses(
  t: TestContext,
  text: string,
  message: string,
  options: LoadOptions = {},
  files: Record<string, string> = {},
): void {
  assert.throws(
    () => load(t, text, options, files),
    (error: unknown) => {
      assert.ok(error instanceof TargetError);
      assert.equal(error.message, message);
      assert.ok(!error.message.includes('\n'));
      for (const secret of Object.values(ENV)) assert.ok(!error.message.includes(secret));
      return true;
    },
  );
}
