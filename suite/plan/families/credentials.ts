import type { Catalogue } from '../../catalogue/types.ts';
import type { PrincipalId } from '../../evidence/types.ts';
import { refusal, refusalRequirements, scenario } from '../build.ts';
import type { Scenario } from '../types.ts';

interface Kind {
  readonly slug: string;
  readonly words: string;
  readonly principal: PrincipalId;
  /** Statuses with which the layer below the API may answer for itself. */
  readonly bareStatuses?: readonly number[];
}

/** Credentials that a careless comparison takes for right. */
const NEARLY_RIGHT: readonly Kind[] = [
  { slug: 'cut-password', words: 'with all but the end of the right password', principal: 'cutPassword' },
  { slug: 'extended-password', words: 'with the right password and something after it', principal: 'extendedPassword' },
  { slug: 'password-in-other-case', words: 'with the right password in another case', principal: 'otherCasePassword' },
  { slug: 'empty-password', words: 'with an empty password', principal: 'emptyPassword', bareStatuses: [400] },
  {
    slug: 'other-scheme',
    words: 'with made-up credentials of another scheme',
    principal: 'anonymous',
    bareStatuses: [400],
  },
  {
    slug: 'malformed-credentials',
    words: 'with credentials that are not well-formed',
    principal: 'anonymous',
    bareStatuses: [400],
  },
];

/** Ways around a filter that looks at method or path; where HTTP or the server knows no such resource, it may say so. */
const DETOURS: readonly Kind[] = [
  {
    slug: 'head-without-credentials',
    words: 'without credentials, as HEAD',
    principal: 'anonymous',
    bareStatuses: [400, 403, 404, 405, 501],
  },
  {
    slug: 'query-without-credentials',
    words: 'without credentials, with a query',
    principal: 'anonymous',
    bareStatuses: [400, 404],
  },
  {
    slug: 'slash-without-credentials',
    words: 'without credentials, with a slash at the end',
    principal: 'anonymous',
    bareStatuses: [301, 302, 307, 308, 400, 404, 405],
  },
];

/** Nobody gets in who has not proved who they are, however close they come (§3.59). One operation stands for all. */
export function credentials(catalogue: Catalogue): readonly Scenario[] {
  const operation = catalogue.operation('get-organization-information');
  return [...NEARLY_RIGHT, ...DETOURS].map((kind) =>
    scenario({
      id: `${operation.id}/${kind.slug}`,
      title: `${operation.name} is refused ${kind.words}`,
      operation: operation.id,
      family: 'credentials',
      aspect: 'roles',
      class: 'access-control',
      requirements: refusalRequirements(operation, 'AuthenticationError'),
      tier: operation.tier,
      principals: [kind.principal],
      variation: { kind: kind.slug, principal: kind.principal },
      expects: refusal(['AuthenticationError'], { bareStatuses: kind.bareStatuses ?? [], reading: 'credentials' }),
      twin: `${operation.id}/success`,
    }),
  );
}
