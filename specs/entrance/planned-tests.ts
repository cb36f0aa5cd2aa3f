import { guidePlace } from '../../reporters/text/guide-place.ts';
import { loadCatalogue } from '../../suite/catalogue/load.ts';
import type { Catalogue } from '../../suite/catalogue/types.ts';
import { planScenarios } from '../../suite/plan/planner.ts';
import type { ConformanceClass, Scenario } from '../../suite/plan/types.ts';

/** A scenario as Playwright gets to know it. */
export interface PlannedTest {
  readonly id: string;
  readonly class: ConformanceClass;
  readonly title: string;
  readonly tags: readonly string[];
  readonly annotations: readonly { readonly type: string; readonly description: string }[];
  /** Judged from what all others sent, when they are done. */
  readonly wholeRun: boolean;
}

/** Tag of the tests that hold the whole run to account. */
export const WHOLE_RUN_TAG = '@whole-run';

/** Families that send nothing themselves. */
const WHOLE_RUN_FAMILIES: readonly string[] = ['answers', 'set-up', 'run'];

export function judgesWholeRun(scenario: Scenario): boolean {
  return WHOLE_RUN_FAMILIES.includes(scenario.family);
}

/** All scenarios of the catalogue, as tests. Allure gets its labels as annotations of another form. */
export function plannedTests(allure: boolean): readonly PlannedTest[] {
  const catalogue = loadCatalogue();
  return planScenarios(catalogue).map((scenario) => {
    const wholeRun = judgesWholeRun(scenario);
    return {
      id: scenario.id,
      class: scenario.class,
      title: `${scenario.id} · ${scenario.title}`,
      tags: [...new Set([`@${scenario.tier}`, `@${scenario.aspect}`, ...(wholeRun ? [WHOLE_RUN_TAG] : [])])],
      annotations: allure ? allureLabels(scenario, catalogue) : annotations(scenario, catalogue),
      wholeRun,
    };
  });
}

function annotations(scenario: Scenario, catalogue: Catalogue): PlannedTest['annotations'] {
  const operation = scenario.operation === null ? undefined : catalogue.operation(scenario.operation);
  return [
    { type: 'scenario', description: scenario.id },
    ...(operation === undefined ? [] : [{ type: 'operation', description: `${operation.name} (${operation.id})` }]),
    { type: 'section', description: sectionsOf(scenario, catalogue).join(', ') },
    ...scenario.requirements.map((id) => {
      const known = catalogue.requirement(id);
      return {
        type: 'requirement',
        description:
          known === undefined
            ? id
            : `${id} (${guidePlace(known.section, catalogue.pages)}, ${known.level}): ${known.text}`,
      };
    }),
  ];
}

function allureLabels(scenario: Scenario, catalogue: Catalogue): PlannedTest['annotations'] {
  const operation = scenario.operation === null ? undefined : catalogue.operation(scenario.operation);
  const label = (name: string, description: string) => ({ type: `allure.label.${name}`, description });
  return [
    label('scenario', scenario.id),
    label('epic', scenario.class),
    label('feature', operation?.name ?? 'The whole API'),
    label('story', scenario.aspect),
    ...(operation === undefined ? [] : [label('operation', operation.id)]),
    ...sectionsOf(scenario, catalogue).map((section) => label('section', section)),
    ...scenario.requirements.map((id) => label('requirement', id)),
  ];
}

/** The operation's section first, then those that its requirements come from. */
function sectionsOf(scenario: Scenario, catalogue: Catalogue): readonly string[] {
  const operation = scenario.operation === null ? [] : [catalogue.operation(scenario.operation).section];
  const cited = scenario.requirements.flatMap((id) => catalogue.requirement(id)?.section ?? []);
  return [...new Set([...operation, ...cited])].map((section) => `§${section}`);
}
