import {
  performActionSuccess,
  performCell,
  performNameReuse,
  performPair,
  performUpdateAfterResume,
  performWalk,
} from './actions.ts';
import { performCrawl } from './crawl.ts';
import { performBothRoles, performCredentials } from './credentials.ts';
import {
  performAccess,
  performMixedPath,
  performNameInUse,
  performUndefinedMethod,
  performUnknownObject,
  performUnsupportedVersion,
  performWrongBody,
} from './defects.ts';
import { performDeletion } from './deletions.ts';
import { performDeploy, performDeployReused } from './deployments.ts';
import { performForeignObject } from './foreign-objects.ts';
import { performHookedCode } from './hooked-codes.ts';
import { performImageStore } from './image-store.ts';
import { performNearName, performOtherVdc } from './near-names.ts';
import { performNfs } from './nfs.ts';
import { performCloneTwoNics, performOddClone } from './odd-clones.ts';
import type { Performer } from './performer.ts';
import { performQuota } from './quotas.ts';
import { performRace } from './races.ts';
import { performOwnOrganization, performReadAgain, performTaskAgain } from './read-again.ts';
import { performRead } from './reads.ts';
import { performUndefinedUri } from './undefined-uri.ts';
import { performWrongUpload } from './wrong-uploads.ts';

/** Families whose scenarios send something, and who performs them. The others are judged from what all have sent. */
export const PERFORMERS: ReadonlyMap<string, Performer> = new Map([
  ['read-success', performRead],
  ['read-again', performReadAgain],
  ['own-organization', performOwnOrganization],
  ['task-again', performTaskAgain],
  ['crawl', performCrawl],
  ['access', performAccess],
  ['mixed-path', performMixedPath],
  ['both-roles', performBothRoles],
  ['wrong-upload', performWrongUpload],
  ['credentials', performCredentials],
  ['unsupported-version', performUnsupportedVersion],
  ['unknown-object', performUnknownObject],
  ['near-name', performNearName],
  ['other-vdc', performOtherVdc],
  ['foreign-object', performForeignObject],
  ['odd-clone', performOddClone],
  ['clone-two-nics', performCloneTwoNics],
  ['deletion', performDeletion],
  ['undefined-method', performUndefinedMethod],
  ['undefined-uri', performUndefinedUri],
  ['wrong-body', performWrongBody],
  ['name-in-use', performNameInUse],
  ['action-success', performActionSuccess],
  ['deploy', performDeploy],
  ['deploy-reused', performDeployReused],
  ['name-reuse', performNameReuse],
  ['cell', performCell],
  ['pair', performPair],
  ['update-after-resume', performUpdateAfterResume],
  ['walk', performWalk],
  ['race', performRace],
  ['image-store', performImageStore],
  ['nfs', performNfs],
  ['quota', performQuota],
  ['hooked-code', performHookedCode],
]);
