import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startEmbedded } from '../../cli/embedded.ts';
import { runResult } from '../../cli/run-result.ts';
import { SUMMARIES } from '../../cli/shard.ts';
import { buildReport } from '../../reporters/model/build-report.ts';
import { badDay, type Mood } from '../../scripts/trials/bad-day.ts';
import { loadCatalogue } from '../../suite/catalogue/load.ts';
import { type FinishedRun, runSuite } from '../../suite/engine/run.ts';
import { planScenarios } from '../../suite/plan/planner.ts';
import type { Target } from '../../suite/target/types.ts';
import { openXmlEngine } from '../../suite/xml/index.ts';

const catalogue = loadCatalogue();
const SOME = /^(reset|power-on|suspend|clone)-vm\/success|^get-vm-list\/|^life-cycle\/powered-/;

/** A server that serves nobody is waited for no longer than a single request is. */
const SHORT_MS = 5000;

interface Day {
  readonly run: FinishedRun;
  readonly target: Target;
  readonly left: number;
  readonly verdicts: Readonly<Record<string, number>>;
}

/** A run through a server that is right, on a day that is not. */
async function live(moodAt: Parameters<typeof badDay>[2], requestTimeoutMs = 30_000): Promise<Day> {
  const { target, mock } = await startEmbedded({ seed: 1, behaviour: { taskTime: 20 } });
  const day = await badDay(mock.url, catalogue.namespace, moodAt);
  const { hook: _, ...plain } = target;
  const count = (): number =>
    [...mock.service.world.organizations.values()].flatMap(({ vdcs }) =>
      [...vdcs.values()].flatMap(({ machines }) => [...machines.keys()]),
    ).length;
  const before = count();
  try {
    const run = await runSuite({
      catalogue,
      xml: await openXmlEngine(),
      target: { ...plain, baseUrl: day.url, requestTimeoutMs },
      scenarios: planScenarios(catalogue).filter(({ id, family }) => SOME.test(id) || SUMMARIES.includes(family)),
      seed: 1,
      prefix: 'ctday',
      ledgerFile: null,
    });
    const verdicts: Record<string, number> = {};
    for (const { verdict } of run.outcome.results) {
      const key = verdict.outcome === 'passed' && verdict.flaky === true ? 'flaky' : verdict.outcome;
      verdicts[key] = (verdicts[key] ?? 0) + 1;
    }
    return { run, target, left: count() - before, verdicts };
  } finally {
    await day.close();
    await mock.close();
  }
}

const failures = ({ run }: Day): readonly string[] =>
  run.outcome.results.flatMap(({ scenario, verdict }) =>
    verdict.outcome === 'failed'
      ? [`${scenario.id}: ${verdict.findings.map((one) => `${one.check} ${one.actual}`).join(', ')}`]
      : [],
  );

/** The mood of requests with numbers in a range. */
const between =
  (from: number, to: number, mood: Mood) =>
  (number: number): Mood =>
    number >= from && number < to ? mood : 'good';

describe('on a bad day', () => {
  it('a server that is busy for a while is asked again, and what passed then is flaky', async () => {
    const day = await live((number) => (number > 60 && number % 9 === 0 ? 'busy' : 'good'));
    assert.deepEqual(failures(day), []);
    assert.ok((day.verdicts.flaky ?? 0) > 0, JSON.stringify(day.verdicts));
    assert.equal(day.left, 0);
  });

  for (const mood of ['errors', 'hangs-up', 'unauthorized'] as const) {
    it(`an hour of ${mood} that passes fails nobody: what it met is begun anew, and passes as flaky`, async () => {
      let from = 0;
      const day = await live((number, ms) => {
        if (number === 150) from = ms;
        return number >= 150 && ms < from + 700 ? mood : 'good';
      });
      assert.deepEqual(failures(day), []);
      assert.ok((day.verdicts.flaky ?? 0) > 0, JSON.stringify(day.verdicts));
      assert.equal(day.run.stoppedBecause, null);
      assert.equal(day.left, 0);
    });
  }

  it('credentials that expire half-way are one reason, and whatever is left is blocked by it', async () => {
    const day = await live((number) => (number < 200 ? 'good' : 'unauthorized'), SHORT_MS);
    assert.deepEqual(failures(day), []);
    assert.equal(day.run.stoppedBecause, 'the server no longer accepts the credentials of admin');
    const reasons = new Set(
      day.run.outcome.results.flatMap(({ verdict }) =>
        verdict.outcome === 'cantTell' && verdict.reason.startsWith('blocked by') ? [verdict.reason] : [],
      ),
    );
    assert.deepEqual([...reasons], ['blocked by: the server no longer accepts the credentials of admin']);
    const report = buildReport(runResult(day.run, { catalogue, xmlEngine: 'x', seed: 1, target: day.target }));
    assert.equal(report.outcome, 'incomplete');
    assert.equal(report.complete, false);
  });

  it('a server that is gone for good ends the run', async () => {
    const day = await live((number) => (number < 200 ? 'good' : 'hangs-up'), SHORT_MS);
    assert.deepEqual(failures(day), []);
    assert.match(day.run.stoppedBecause ?? '', /^the server no longer answers/);
    assert.equal(day.run.outcome.outcome, 'incomplete');
  });

  it('a server that does not answer some requests leaves those open, and fails none', async () => {
    const day = await live(between(180, 182, 'silent'), 8000);
    assert.deepEqual(failures(day), []);
    assert.equal(day.left, 0);
  });

  it('is no excuse: a server that is wrong every now and then is nonconformant all the same', async () => {
    const day = await live((number) => (number > 60 && number % 7 === 0 ? 'errors' : 'good'));
    assert.equal(day.run.outcome.outcome, 'nonconformant');
  });
});
