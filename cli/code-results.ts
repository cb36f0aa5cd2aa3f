import type { CodeResult } from '../reporters/model/run-result.ts';
import type { Catalogue } from '../suite/catalogue/types.ts';
import { errorCodeOf } from '../suite/document/error-message.ts';
import type { FinishedRun } from '../suite/engine/run.ts';

/** What became of each registered code: a code counts as shown only when the server was seen to answer it. */
export function codeResults(catalogue: Catalogue, run: FinishedRun): readonly CodeResult[] {
  const { results, exchanges, context } = run.outcome;
  const seen = new Map<string, Set<string>>();
  for (const exchange of exchanges) {
    if ((exchange.response?.status ?? 0) < 400) continue;
    const code = errorCodeOf(context.documents.root(exchange));
    if (code === undefined) continue;
    const scenarios = seen.get(code) ?? new Set<string>();
    seen.set(code, scenarios);
    scenarios.add(exchange.scenario);
  }
  return catalogue.errors.map((error) => {
    const about = results.filter((result) => result.scenario.codes.includes(error.code));
    const failed = about.filter((result) => result.verdict.outcome === 'failed');
    const shownIn = [...(seen.get(error.code) ?? [])];
    const base = { code: error.code, section: error.section, status: error.status, how: error.provocation.how };
    if (failed.length > 0) return { ...base, outcome: 'failed', scenarios: failed.map((result) => result.scenario.id) };
    if (shownIn.length > 0) return { ...base, outcome: 'passed', scenarios: shownIn.slice(0, 40) };
    const open = about.find((result) => result.verdict.outcome === 'untested' || result.verdict.outcome === 'cantTell');
    const ids = about.map((result) => result.scenario.id);
    if (open !== undefined && 'reason' in open.verdict)
      return { ...base, outcome: open.verdict.outcome, scenarios: ids, reason: open.verdict.reason };
    const reason =
      about.length === 0
        ? 'no section lists this code'
        : 'it was not provoked: the server answered otherwise where the guide leaves a choice, or offers no test hook';
    return { ...base, outcome: 'inapplicable', scenarios: ids, reason };
  });
}
