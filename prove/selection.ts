import type { Catalogue } from '../suite/catalogue/types.ts';
import type { Scenario } from '../suite/plan/types.ts';
import { type FaultName, nameOf } from './flaw-of.ts';

type Sees = (scenario: Scenario, fault: FaultName, catalogue: Catalogue) => boolean;

/** Families that send nothing themselves: they judge what the others sent, so they always come along. */
const SUMMARIES: ReadonlySet<string> = new Set(['answers', 'set-up', 'run']);

const own =
  (...slugs: readonly string[]): Sees =>
  ({ id }, { subject }) =>
    slugs.some((slug) => id === `${subject}/${slug}`);
const family =
  (...names: readonly string[]): Sees =>
  (scenario, { subject }) =>
    names.includes(scenario.family) && scenario.operation === subject;
const any =
  (...ways: readonly Sees[]): Sees =>
  (...asked) =>
    ways.some((way) => way(...asked));
const exactly =
  (...ids: readonly string[]): Sees =>
  ({ id }) =>
    ids.includes(id);

/** NFS is one chain of calls: none of its successes can be seen alone. */
const nfsChain: Sees = (scenario, { subject }, catalogue) =>
  scenario.family === 'nfs' && catalogue.operations.some(({ id, tier }) => id === subject && tier === 'nfs');
/** A service without tasks lists none. */
const startsTask: Sees = ({ id }, { subject }) => subject === 'get-task-list' && id === 'power-on-vm/success';
const success = any(own('success'), nfsChain, startsTask);
const crawl = exactly('consistency/crawl');
const cell: Sees = (scenario, { detail }) => scenario.id === `life-cycle/${detail}`;
const cellOfState: Sees = (scenario, { subject, detail }) =>
  scenario.family === 'cell' && scenario.operation === subject && scenario.variation.state === detail;
const families =
  (...names: readonly string[]): Sees =>
  (scenario) =>
    names.includes(scenario.family);
const anySuccess: Sees = ({ id, family: kind }) => kind === 'action-success' && id.endsWith('/success');
/** Three operations of different kinds stand for all of them. */
const threeOperations: Sees = ({ operation, family: kind }) =>
  ['get-vm-information', 'power-on-vm', 'clone-vm'].includes(operation ?? '') && kind !== 'hooked-code';
const histories = families('pair', 'walk');
/** A list that lacks what is there is noticed by who has just made something, or looked at it elsewhere. */
const makesSomething = exactly('clone-vm/success', 'power-on-vm/success', 'upload-image/success');

const SEEN_BY: Readonly<Record<string, Sees>> = {
  'wrong-success-status': success,
  'no-namespace': success,
  'other-namespace': success,
  'root-renamed': success,
  'not-well-formed': success,
  'body-empty': success,
  'read-refused': success,
  'element-missing': success,
  'element-renamed': success,
  'element-empty': success,
  'href-missing': success,
  'wrong-value': success,
  'name-wrong': success,
  'name-missing': success,
  'entries-renamed': success,
  'entries-without-href': any(success, crawl, makesSomething),
  'entries-twice': success,
  'hrefs-of-wrong-form': success,
  'hrefs-of-other-version': success,
  'hrefs-elsewhere': success,
  'hrefs-dangling': any(success, crawl),
  'first-few': any(success, makesSomething, exactly('life-cycle/powered-off-power-on')),
  'last-missing': any(success, crawl, makesSomething),
  'own-missing': any(success, crawl),
  'link-of-another': success,
  'link-of-wrong-form': success,
  'list-empty': any(success, crawl, makesSomething, exactly('life-cycle/powered-off-power-on')),
  'location-missing': success,
  'location-dangling': success,
  'location-of-other-organization': success,
  'location-of-wrong-form': success,
  'task-type-wrong': success,
  'task-object-wrong': success,
  'task-unlisted': success,
  'task-fails': success,
  'task-restarts': success,
  'task-ends-before-it-starts': success,
  'without-effect': success,
  'effect-after-end': success,
  'error-without-body': own('unsupported-version'),
  'error-without-namespace': own('unsupported-version'),
  'error-of-other-root': own('unsupported-version'),
  'error-as-html': own('unsupported-version'),
  'error-without-code': own('unsupported-version'),
  'error-without-message': own('unsupported-version'),
  'error-unregistered': own('unsupported-version'),
  'error-status-wrong': own('unsupported-version'),
  'error-as-success': own('unsupported-version'),
  'code-replaced': (scenario, { subject, detail }) => scenario.operation === subject && scenario.codes.includes(detail),
  'open-to-all': own('no-credentials'),
  'admin-unchecked': own('not-admin'),
  'tenant-open': own('foreign-admin'),
  'any-version': own('unsupported-version'),
  'any-password': own('wrong-password', 'unknown-user'),
  'tenant-open-in-the-second-vdc': own('foreign-admin'),
  'admin-unchecked-in-the-second-vdc': own('not-admin'),
  'right-body-refused': any(success, family('deploy'), nfsChain),
  'size-lost': success,
  // The NICs have to be seen before the action as well.
  'nic-lost': own('success-after-update-and-clone'),
  'value-ignored': any(success, family('deploy')),
  'manager-unchecked': own('no-account-manager'),
  'unknown-served': (scenario, { subject, detail }) => scenario.id === `${subject}/unknown-${detail}`,
  'accepted-when': cellOfState,
  'refused-when': cellOfState,
  offers: cell,
  omits: cell,
  'refused-but-done': family('cell'),
  // A word for a state is learned from what it is used for, so two states are needed to tell them apart.
  'leads-elsewhere': anySuccess,
  'leads-to-off': anySuccess,
  'any-body': family('wrong-body'),
  'any-name': family('name-in-use'),
  'name-taken-again': own('name-in-use'),
  'beyond-quota': own('vm-quota'),
  'again-and-again': nfsChain,
  'undefined-method-served': (scenario, { subject }, catalogue) => {
    const path = (id: string | null): string => (id === null ? '' : catalogue.operation(id).path.replace(/\/$/, ''));
    return scenario.family === 'undefined-method' && path(scenario.operation) === path(subject);
  },
  'other-size': success,
  'other-vdc': success,
  'other-name': any(success, family('deploy')),
  'other-nics': success,
  'source-changed': success,
  'image-consumed': family('deploy'),
  'address-forgotten': family('deploy'),
  'never-runs': exactly('power-on-vm/success', 'deploy-uploaded-image/success'),
  'not-deployable': exactly('delete-uploaded-image/success'),
  'name-race': families('race'),
  'name-race-of-two': families('race'),
  'replaces-previous': families('deploy'),
  'image-of-another': own('of-other-organization'),
  'default-without-type': own('no-instance-type'),
  'knows-more-sizes': own('larger-instance-type'),
  'into-first-vdc': nfsChain,
  'server-not-found': nfsChain,
  'stops-server': nfsChain,
  'network-link-missing': success,
  'takes-longer-names': exactly('delete-vm/longer-name-stays'),
  'takes-namesakes': exactly('delete-vm/namesake-stays'),
  'half-the-disk': success,
  'begins-again': own('still-ended', 'success'),
  'first-only': own('of-other-administrator', 'success'),
  'changes-with-every-read': own('again'),
  'empty-after-upload': any(families('image-store'), own('success')),
  'without-nics': families('deploy'),
  'still-deployed': own('success'),
  'quota-not-held-in-a-race': exactly('clone-vm/vm-quota-race'),
  'one-behind': anySuccess,
  'comes-back': any(anySuccess, exactly('life-cycle/update-then-delete')),
  'public-ip-untold': families('deploy'),
  'image-link-elsewhere': success,
  'end-time-while-running': exactly('power-on-vm/success', 'get-task/success'),
  'two-address-words': any(
    families('deploy'),
    exactly('get-vm-information/success', 'consistency/crawl', 'clone-vm/success'),
  ),
  'two-vm-links': anySuccess,
  'two-image-entries': families('image-store'),
  'two-space-forms': anySuccess,
  'two-location-forms': anySuccess,
  'address-with-one-nic': family('deploy'),
  // Written by hand.
  'offers-reset-when-off': exactly('life-cycle/powered-off-reset'),
  // The very first deletion of a run empties the store, so it has to be the one that is looked at.
  'takes-all': exactly('delete-uploaded-image/success'),
  'newest-forgotten': makesSomething,
  'deleted-listed': exactly('life-cycle/update-then-delete', 'life-cycle/power-on-then-delete'),
  'always-small': histories,
  'task-lost': anySuccess,
  'short-now-and-then': any(
    anySuccess,
    families('cell', 'read-again', 'read-success', 'crawl', 'both-roles', 'near-name'),
  ),
  'deleted-still-there': exactly('delete-vm/again'),
  'anything-below-served': exactly('get-organization-information/undefined-child'),
  'public-ip-kept': any(families('deploy', 'clone-two-nics'), exactly('clone-vm/public-ip-quota')),
  'place-kept': families('image-store', 'wrong-upload'),
  'name-of-deleted-taken': any(own('name-of-deleted-vm'), exactly('delete-uploaded-image/success')),
  'refused-keeps-name': own('public-ip-against-nics'),
  'beyond-public-ip-quota': own('public-ip-quota'),
  'name-in-lower-case': own('name-in-upper-case'),
  'two-nics-small': own('public-ip-against-nics'),
  'of-another': own('below-foreign-organization'),
  'of-all': own('below-foreign-organization'),
  'made-twice': success,
  'like-the-deleted': own('name-of-deleted-vm'),
  'one-place-less': exactly('upload-image/image-quota'),
  'first-rule-only': family('name-in-use'),
  'by-beginning': own('name-cut-short'),
  'busy-left-out': any(anySuccess, families('cell')),
  'not-offered-but-taken-in-the-second-vdc': exactly(
    'suspend-vm/success-in-second-vdc',
    'resume-vm/success-in-second-vdc',
  ),
  'manager-unchecked-in-the-second-vdc': own('no-account-manager'),
  'two-clone-objects': families('cell', 'pair'),
  'two-deploy-objects': families('deploy'),
  'same-for-all-vdcs': any(
    families('cell'),
    exactly('clone-vm/success', 'clone-vm/success-in-second-vdc', 'power-on-vm/success-in-second-vdc'),
  ),
  'namesakes-too': exactly('delete-vm/namesake-stays'),
  'unknown-for-clones': families('clone-two-nics'),
  'address-lost': families('clone-two-nics'),
  'without-effect-on-two-nics': families('clone-two-nics'),
  'decided-anew': any(histories, families('cell')),
  'times-of-the-example': any(anySuccess, histories),
  'lasted-too-long': anySuccess,
  'object-forgotten': own('still-ended', 'success'),
  'dropped-after-resume': own('success-after-resume'),
  'not-found-as-bad-request': any(threeOperations, crawl),
  'invalid-state-renamed': families('cell'),
  'no-permission-for-no-credentials': threeOperations,
  'without-body': threeOperations,
  'tells-of-other-tenants': threeOperations,
  'id-reused': anySuccess,
  'end-before-effect': anySuccess,
  'conflicting-calls-accepted': families('race'),
  'every-seventh-answer-fails': any(anySuccess, families('read-success')),
  'two-success-words': anySuccess,
  'two-href-forms': anySuccess,
  'two-clone-names': families('cell'),
  'two-state-words': anySuccess,
  'neighbours-too': any(anySuccess, histories),
  'another-too': any(anySuccess, histories),
};

/** Effects that are missing under one circumstance: the scenarios that make this circumstance. */
const CIRCUMSTANCES: Readonly<Record<string, Sees>> = {
  'in-the-second-vdc': own('success-in-second-vdc'),
  'for-names-that-end-in-a-digit': own('success-name-ending-in-digit'),
  'after-a-resume': own('success-after-resume'),
  'after-an-update': own('success-after-update-and-clone'),
  'after-a-clone': own('success-after-update-and-clone'),
};
/** What a fault shows in that has no rule of its own: everything about its operation; without one, everything. */
function fallback(fault: FaultName, catalogue: Catalogue): Sees {
  const known = catalogue.operations.some(({ id }) => id === fault.subject);
  return known ? any((scenario) => scenario.operation === fault.subject, crawl) : () => true;
}

function rule(fault: FaultName, catalogue: Catalogue): Sees {
  if (fault.flaw === 'wrong-later' || fault.flaw === 'refused-later') return CIRCUMSTANCES[fault.detail] ?? histories;
  return SEEN_BY[fault.flaw] ?? fallback(fault, catalogue);
}

/** Peculiarities without which a fault cannot show: what happens while a task runs shows only where tasks take time. */
const CONDITIONS: Readonly<Record<string, readonly string[]>> = {
  'virtual-machines/conflicting-calls-accepted': ['tasks-slow'],
  'clone-vm/quota-not-held-in-a-race': ['tasks-slow', 'source-free-while-cloned'],
  'clone-vm/name-race': ['tasks-slow', 'source-free-while-cloned'],
  'clone-vm/name-race-of-two': ['tasks-slow'],
  'deploy-uploaded-image/name-race': ['tasks-slow'],
  'get-task/end-time-while-running': ['tasks-slow'],
  'get-vm-list/busy-left-out': ['tasks-slow'],
  // Tasks have to be begun some time apart.
  'get-task/times-of-the-example': ['tasks-slow'],
  'get-organization-list/own-missing': ['all-organizations-listed'],
  'upload-image/not-deployable': ['preprocessed-images-only'],
};

/** Ids of the variants that a server with this fault has to be as well. */
export const conditionsOf = (id: string): readonly string[] => CONDITIONS[id] ?? [];

/** The scenarios that can see a fault, and the summaries. Pure: the same id selects the same scenarios. */
export function scenariosThatSee(
  id: string,
  scenarios: readonly Scenario[],
  catalogue: Catalogue,
): readonly Scenario[] {
  const fault = nameOf(id);
  const sees = rule(fault, catalogue);
  return scenarios.filter((scenario) => SUMMARIES.has(scenario.family) || sees(scenario, fault, catalogue));
}
