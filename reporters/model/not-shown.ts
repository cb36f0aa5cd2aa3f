import type { RunResult } from './run-result.ts';
import type { NotShown } from './types.ts';

const ITEMS = 20;

/** Collects items under one reason each. */
class Reasons {
  readonly #groups = new Map<string, { about: NotShown['about']; reason: string; count: number; items: string[] }>();

  add(about: NotShown['about'], reason: string, item?: string): void {
    const key = `${about} ${reason}`;
    const group = this.#groups.get(key) ?? { about, reason, count: 0, items: [] };
    this.#groups.set(key, group);
    group.count += 1;
    if (item !== undefined && group.items.length < ITEMS) group.items.push(item);
  }

  list(): NotShown[] {
    return [...this.#groups.values()];
  }
}

/**
 * What a reader must not conclude from the report. Generated, never empty-handed: even a run with nothing untested
 * only shows what was observed, on one server, between two moments.
 */
export function notShown(run: RunResult): NotShown[] {
  const reasons = new Reasons();
  if (!run.complete) reasons.add('run', run.stoppedBecause ?? 'the run was stopped before its last scenario');
  const { planned = 0, results } = run;
  if (results.length < planned)
    reasons.add(
      'run',
      `Of the ${planned} scenarios of the suite only ${results.length} were selected; nothing is known of the others.`,
    );
  reasons.add(
    'run',
    'It shows how one server answered between two moments; it says nothing of other servers, other data, load or security beyond what is listed.',
  );
  for (const { scenario, verdict } of run.results) {
    if (verdict.outcome === 'untested' || verdict.outcome === 'inapplicable')
      reasons.add(verdict.outcome, verdict.reason, scenario.id);
    if (verdict.outcome === 'cantTell') {
      reasons.add(
        'cantTell',
        verdict.blockedBy === undefined ? verdict.reason : `blocked by ${verdict.blockedBy}`,
        scenario.id,
      );
    }
  }
  for (const cell of run.states) {
    if (cell.verdict === 'untested' || cell.verdict === 'not-reachable')
      reasons.add('state', cell.reason, `${cell.state} × ${cell.action}`);
  }
  for (const code of run.codes) {
    if (code.outcome !== 'passed' && code.outcome !== 'failed') reasons.add('code', code.reason ?? code.how, code.code);
  }
  for (const requirement of run.catalogue.requirements) {
    if (requirement.notTested !== undefined) reasons.add('requirement', requirement.notTested.reason, requirement.id);
  }
  if (!run.residue.checked)
    reasons.add('residue', 'Nobody looked whether the run left something behind on the server.');
  if (run.killScore === undefined)
    reasons.add(
      'proof',
      'No kill score is known for this version of the suite, so how much it would have noticed is not shown.',
    );
  return reasons.list();
}
