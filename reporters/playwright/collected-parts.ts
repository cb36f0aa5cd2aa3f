import { readFileSync } from 'node:fs';
import type { TestCase, TestResult } from '@playwright/test/reporter';
import { RUN_PART, type RunPart, SCENARIO_PART, type ScenarioPart, unpackPart } from './run-part.ts';

/** Annotation that carries the id of the scenario a test performs. */
const SCENARIO_ANNOTATION = 'scenario';

/** A test whose scenario left no part: it never began, or something broke around it. */
export interface Missing {
  readonly scenario: string;
  readonly reason: string;
}

/** Everything that the tests handed over. */
export class CollectedParts {
  readonly scenarios: ScenarioPart[] = [];
  readonly #runs = new Map<string, RunPart>();
  readonly #broken = new Map<string, string>();
  readonly #told = new Set<string>();

  /** Takes what one test attached, and returns it; null when it attached nothing of ours. */
  add(test: TestCase, result: TestResult): ScenarioPart | RunPart | null {
    const scenario = scenarioOf(test);
    let mine: ScenarioPart | RunPart | null = null;
    for (const attachment of result.attachments) {
      if (attachment.name !== SCENARIO_PART && attachment.name !== RUN_PART) continue;
      const octets = attachment.body ?? (attachment.path === undefined ? null : readFileSync(attachment.path));
      if (octets === null) continue;
      if (attachment.name === RUN_PART) {
        const part = unpackPart<RunPart>(octets);
        this.#runs.set(part.run.id, part);
        mine = part;
      } else {
        const part = unpackPart<ScenarioPart>(octets);
        this.scenarios.push(part);
        mine = part;
      }
    }
    if (scenario !== null) {
      if (mine !== null) this.#told.add(scenario);
      else this.#broken.set(scenario, result.errors[0]?.message ?? `the test ended as ${result.status}`);
    }
    return mine;
  }

  /** Runs that were judged as a whole. */
  runs(): readonly RunPart[] {
    return [...this.#runs.values()];
  }

  /** Scenarios among these tests of which nothing is known. */
  missing(tests: readonly TestCase[]): readonly Missing[] {
    const ids = new Set(tests.flatMap((test) => scenarioOf(test) ?? []));
    return [...ids]
      .filter((id) => !this.#told.has(id))
      .map((scenario) => ({ scenario, reason: this.#broken.get(scenario) ?? 'the test was never begun' }));
  }
}

/** Id of the scenario that a test performs; null for one that performs none. */
export function scenarioOf(test: TestCase): string | null {
  const annotation = test.annotations.find(({ type }) => type.split('.').at(-1) === SCENARIO_ANNOTATION);
  return annotation?.description ?? null;
}
