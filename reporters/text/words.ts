import type { RunOutcome } from '../../suite/judge/types.ts';
import type { Aspect, ConformanceClass } from '../../suite/plan/types.ts';
import type { StateVerdict } from '../model/run-result.ts';
import type { TallyKey } from '../model/tally.ts';
import type { NotShown, Report } from '../model/types.ts';

/** The words in which every rendering speaks, so that two renderings of one report never differ. */

export const CLASS_NAMES: Readonly<Record<ConformanceClass, string>> = {
  organizations: 'Organizations',
  'data-centers': 'Data centers',
  'virtual-machines': 'Virtual machines',
  images: 'Images and templates',
  nfs: 'NFS',
  tasks: 'Tasks',
  'life-cycle': 'Life cycle',
  'access-control': 'Access control',
  errors: 'Errors',
  consistency: 'Consistency',
  robustness: 'Robustness',
};

export const TALLY_NAMES: Readonly<Record<TallyKey, string>> = {
  passed: 'passed',
  flaky: 'flaky',
  failed: 'failed',
  cantTell: 'can’t tell',
  untested: 'untested',
  inapplicable: 'inapplicable',
};

/** A sign beside each colour: nothing is told by colour alone. */
export const TALLY_SIGNS: Readonly<Record<TallyKey, string>> = {
  passed: '✓',
  flaky: '≈',
  failed: '✗',
  cantTell: '?',
  untested: '–',
  inapplicable: '·',
};

export const ASPECTS: readonly Aspect[] = [
  'success',
  'schema',
  'errors',
  'roles',
  'tenants',
  'states',
  'tasks',
  'robustness',
];

export const STATE_WORDS: Readonly<Record<StateVerdict, string>> = {
  'proven-allowed': 'proven allowed',
  'proven-refused': 'proven refused',
  'server-allows': 'open in the guide, the server allows it',
  'server-refuses': 'open in the guide, the server refuses it',
  contradicts: 'contradicts the guide or the server’s own word',
  'not-reachable': 'not reachable',
  untested: 'untested',
};

export const STATE_SIGNS: Readonly<Record<StateVerdict, string>> = {
  'proven-allowed': '✓',
  'proven-refused': '⊘',
  'server-allows': '○',
  'server-refuses': '●',
  contradicts: '✗',
  'not-reachable': '·',
  untested: '–',
};

export const NOT_SHOWN_WORDS: Readonly<Record<NotShown['about'], string>> = {
  run: 'the run as a whole',
  untested: 'untested',
  cantTell: 'could not be told',
  inapplicable: 'not claimed by the implementation',
  state: 'life-cycle cells not seen',
  code: 'error codes not provoked',
  requirement: 'requirements that no check covers',
  residue: 'residue',
  proof: 'proof of the suite',
};

export const EXIT_CODES: Readonly<Record<RunOutcome, number>> = { conformant: 0, nonconformant: 1, incomplete: 3 };

export const EXIT_MEANINGS: Readonly<Record<number, string>> = {
  0: 'conformant',
  1: 'nonconformant',
  2: 'usage, configuration or preflight',
  3: 'incomplete, or an error of the suite',
};

/** `1 scenario`, `2 scenarios`. */
export function plural(count: number, noun: string, nouns = `${noun}s`): string {
  return `${grouped(count)} ${count === 1 ? noun : nouns}`;
}

/** Thousands apart: `12,345`. Independent of the locale of the machine. */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `820 ms`, `4.2 s`, `3 min 20 s`. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  return hours > 0 ? `${hours} h ${minutes} min` : `${minutes} min ${seconds % 60} s`;
}

/** What the outcome says and what it does not. */
export function outcomeSentence({
  outcome,
  counts,
  complete,
  stoppedBecause,
}: Pick<Report, 'outcome' | 'counts' | 'complete' | 'stoppedBecause'>): string {
  const proven = counts.passed + counts.flaky;
  switch (outcome) {
    case 'conformant':
      return `Every applicable stated and shown requirement that the suite tests held in all ${plural(proven, 'scenario')}.`;
    case 'nonconformant':
      return counts.failed === 0
        ? 'The run found the server at odds with the guide.'
        : `${plural(counts.failed, 'scenario')} found the server at odds with the guide; ${grouped(proven)} found nothing wrong.`;
    case 'incomplete': {
      const missing = counts.untested + counts.cantTell;
      const stopped = complete ? '' : ` The run stopped early: ${stoppedBecause ?? 'no reason was given'}.`;
      if (proven === 0 && missing === 0) return `Nothing was tested, so nothing is shown.${stopped}`;
      return `Nothing failed, but ${missing === 0 ? 'not everything was run' : `${plural(missing, 'scenario')} could not be decided`}, so conformity is not shown.${stopped}`;
    }
  }
}
