import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pausesOf } from '../../suite/session/await-task.ts';

/** The moments at which a task is looked at, until the first look after its end. */
function looks(tookMs: number, usualMs: number | undefined, intervalMs: number): readonly number[] {
  const pause = pausesOf(usualMs, intervalMs);
  const moments = [0];
  for (let now = 0; now < tookMs; moments.push(now)) now += pause(now);
  return moments;
}

const late = (tookMs: number, moments: readonly number[]): number => (moments.at(-1) ?? 0) - tookMs;

describe('looking at a task', () => {
  it('is quick where tasks are quick, whatever the interval', () => {
    const moments = looks(20, undefined, 500);
    assert.ok(late(20, moments) < 20, `${moments}`);
  });

  it('presses a slow server no more than the interval says', () => {
    const moments = looks(60_000, undefined, 500);
    assert.ok(moments.length < 60_000 / 500 + 20, `${moments.length} looks`);
    const pauses = moments.slice(20).map((moment, index) => moment - (moments[index + 19] ?? 0));
    assert.ok(
      pauses.every((pause) => pause >= 499),
      `${pauses.slice(0, 5)}`,
    );
  });

  it('comes when the end can be expected, where that is known', () => {
    const moments = looks(2000, 2010, 500);
    assert.ok(moments.length <= 8, `${moments}`);
    assert.ok(late(2000, moments) < 60, `${moments}`);
  });

  it('does not sleep through the early end of a task that takes long as a rule', () => {
    assert.ok(late(1000, looks(1000, 600_000, 500)) <= 150_000);
    assert.ok(late(1000, looks(1000, 4000, 500)) <= 1000);
  });

  it('goes on at the interval when a task takes longer than ever before', () => {
    const moments = looks(30_000, 2000, 500);
    assert.ok(moments.length < 90, `${moments.length} looks`);
    assert.ok(late(30_000, moments) <= 500);
  });
});
