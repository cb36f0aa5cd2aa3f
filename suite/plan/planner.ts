import type { Catalogue } from '../catalogue/types.ts';
import { access, bothRoles, mixedPaths } from './families/access.ts';
import { actionSuccess, nameReuse, updateAfterResume } from './families/action-success.ts';
import { cells } from './families/cells.ts';
import { crawl } from './families/crawl.ts';
import { credentials } from './families/credentials.ts';
import { deletions } from './families/deletions.ts';
import { deployments } from './families/deployments.ts';
import { foreignObjects } from './families/foreign-objects.ts';
import { hookedCodes } from './families/hooked-codes.ts';
import { imageStore } from './families/image-store.ts';
import { nameInUse } from './families/name-in-use.ts';
import { nearNames, otherVdc } from './families/near-names.ts';
import { nfs } from './families/nfs.ts';
import { oddClones } from './families/odd-clones.ts';
import { pairs, walks } from './families/pairs-and-walks.ts';
import { quotas } from './families/quotas.ts';
import { races } from './families/races.ts';
import { readAgain } from './families/read-again.ts';
import { readSuccess } from './families/read-success.ts';
import { summaries } from './families/summaries.ts';
import { undefinedMethod } from './families/undefined-method.ts';
import { undefinedUri } from './families/undefined-uri.ts';
import { oddNames, unknownObject } from './families/unknown-object.ts';
import { unsupportedVersion } from './families/unsupported-version.ts';
import { wrongBody } from './families/wrong-body.ts';
import { wrongUploads } from './families/wrong-uploads.ts';
import { neededState } from './needed-state.ts';
import type { Scenario } from './types.ts';

const FAMILIES: readonly ((catalogue: Catalogue) => readonly Scenario[])[] = [
  readSuccess,
  readAgain,
  crawl,
  access,
  mixedPaths,
  bothRoles,
  credentials,
  unsupportedVersion,
  unknownObject,
  oddNames,
  nearNames,
  otherVdc,
  foreignObjects,
  undefinedMethod,
  undefinedUri,
  actionSuccess,
  nameReuse,
  updateAfterResume,
  deployments,
  wrongBody,
  wrongUploads,
  nameInUse,
  cells,
  pairs,
  walks,
  races,
  oddClones,
  deletions,
  imageStore,
  nfs,
  quotas,
];

/** All scenarios of the catalogue, whatever the target; the target decides later which of them can run. */
export function planScenarios(catalogue: Catalogue): readonly Scenario[] {
  const planned = FAMILIES.flatMap((family) => family(catalogue));
  // Where either answer will do, nobody knows beforehand whether the code comes up.
  const certain = planned.filter((scenario) => scenario.expects?.kind !== 'either');
  const provoked = new Set(
    certain.flatMap((scenario) => scenario.codes.map((code) => `${scenario.operation} ${code}`)),
  );
  const all = [...planned, ...hookedCodes(catalogue, provoked), ...summaries(catalogue)].map((scenario) => ({
    ...scenario,
    needs: neededState(scenario, catalogue),
  }));
  const ids = new Set<string>();
  for (const { id } of all) {
    if (ids.has(id)) throw new Error(`two scenarios are called ${id}`);
    ids.add(id);
  }
  return all;
}
