import { canonicalJson } from './canonical-json.ts';
import { classLines, outcomeOf, tally } from './tally.ts';
import type { ReportWithoutFooter } from './types.ts';

/**
 * Where a report says in one place what it denies in another. The footer's hash finds an accident; this finds somebody
 * who changed a verdict or a count and computed the hash anew, unless they did so throughout.
 */
export function contradictions(report: ReportWithoutFooter): string[] {
  const { results, counts, outcome, complete, classes } = report;
  const found: string[] = [];
  const counted = { ...tally(results), results: results.length };
  for (const [key, count] of Object.entries(counted)) {
    const told = counts[key as keyof typeof counted];
    if (told !== count) found.push(`it counts ${told} ${key} and holds ${count}`);
  }
  if (canonicalJson(classes) !== canonicalJson(classLines(results)))
    found.push('its conformance classes do not sum up its results');
  const best = outcomeOf({ results, complete, requests: counts.requests });
  if (outcome === 'conformant' && best !== 'conformant')
    found.push(`it says conformant, but its results are those of a run that is ${best}`);
  if (outcome !== 'nonconformant' && best === 'nonconformant')
    found.push(`it says ${outcome}, but holds failed scenarios`);
  if (new Set(results.map(({ id }) => id)).size !== results.length) found.push('it holds a scenario twice');
  return found;
}
