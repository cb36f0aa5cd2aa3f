import type { Catalogue, Operation } from '../../catalogue/types.ts';
import { attemptCost, lists, refusal, refusalRequirements, scenario } from '../build.ts';
import type { Expectation, Scenario } from '../types.ts';

/** Codes that a complaint about the body may carry: two sections list XML codes, the others take XML all the same. */
const XML_CODES = ['XMLMalformed', 'XMLValidationError', 'InvalidArgument'] as const;

interface Defect {
  readonly slug: string;
  readonly words: string;
  readonly applies: (operation: Operation) => boolean;
  readonly expects: (operation: Operation) => Expectation;
  readonly code: (operation: Operation) => string | null;
}

const takesName = (operation: Operation): boolean =>
  operation.request.kind === 'xml' && operation.request.fields.some((field) => field.name === 'name');
const takesType = (operation: Operation): boolean =>
  operation.request.kind === 'xml' && operation.request.fields.some((field) => field.name === 'instance-type');
const takesPublicIp = (operation: Operation): boolean =>
  operation.request.kind === 'xml' && operation.request.fields.some((field) => field.name === 'has-publicIP');
const anyXml = (operation: Operation): boolean => operation.request.kind === 'xml';

const xmlRefusal = (): Expectation =>
  refusal(['XMLMalformed', 'XMLValidationError'], {
    admissible: [...XML_CODES, 'InvalidName'],
    reading: 'xml-error-codes',
  });

const DEFECTS: readonly Defect[] = [
  {
    slug: 'body-not-well-formed',
    words: 'with a body that is not well-formed',
    applies: anyXml,
    expects: xmlRefusal,
    code: (operation) => (lists(operation, 'XMLMalformed') ? 'XMLMalformed' : null),
  },
  {
    slug: 'body-two-roots',
    words: 'with a body that goes on after its root element',
    applies: anyXml,
    expects: xmlRefusal,
    code: () => null,
  },
  {
    slug: 'body-cut-off',
    words: 'with a body that is cut off in the middle of a tag',
    applies: anyXml,
    expects: xmlRefusal,
    code: () => null,
  },
  {
    slug: 'body-empty',
    words: 'with an empty body',
    applies: anyXml,
    // A body that is not there has neither type nor length: the layer below the API may want one and say so itself.
    expects: () => ({ ...xmlRefusal(), bareStatuses: [411, 415] }),
    code: () => null,
  },
  {
    slug: 'body-wrong-root',
    words: 'with a body of another root element',
    applies: anyXml,
    expects: xmlRefusal,
    code: () => null,
  },
  {
    slug: 'unknown-instance-type',
    words: 'with an instance type that does not exist',
    applies: takesType,
    // Both sections print the three values; that the deployment lists no schema error leaves the code open, not the refusal.
    expects: () => refusal(['XMLValidationError'], { admissible: [...XML_CODES], reading: 'instance-type-code' }),
    code: (operation) => (lists(operation, 'XMLValidationError') ? 'XMLValidationError' : null),
  },
  {
    slug: 'larger-instance-type',
    words: 'with an instance type that other services know and the guide does not',
    applies: takesType,
    expects: () => refusal(['XMLValidationError'], { admissible: [...XML_CODES], reading: 'instance-type-code' }),
    code: () => null,
  },
  {
    slug: 'shortened-instance-type',
    words: 'with the beginning of an instance type',
    applies: takesType,
    expects: () => refusal(['XMLValidationError'], { admissible: [...XML_CODES], reading: 'instance-type-code' }),
    code: () => null,
  },
  {
    slug: 'no-instance-type',
    words: 'with no instance type changes nothing, or',
    applies: (operation) => operation.id === 'update-vm-instance-type',
    // A body that asks for nothing may be taken as it is; what nobody asked for must not come of it.
    expects: () => ({
      ...refusal(['XMLValidationError'], {
        admissible: [...XML_CODES, 'InvalidState'],
        reading: 'update-without-type',
      }),
      kind: 'either',
    }),
    code: () => null,
  },
  {
    slug: 'public-ip-neither',
    words: 'with a wish for a public IP that is neither true nor false',
    applies: takesPublicIp,
    expects: () => refusal(['XMLValidationError'], { admissible: [...XML_CODES], reading: 'xml-error-codes' }),
    code: () => null,
  },
  {
    slug: 'empty-name',
    words: 'with an empty name',
    applies: takesName,
    expects: () => refusal(['InvalidName'], { admissible: [...XML_CODES], reading: 'name-rules' }),
    code: (operation) => (lists(operation, 'InvalidName') ? 'InvalidName' : null),
  },
  {
    slug: 'missing-name',
    words: 'with no name',
    applies: takesName,
    expects: () =>
      refusal(['InvalidName', 'XMLValidationError'], { admissible: [...XML_CODES], reading: 'name-rules' }),
    code: () => null,
  },
];

/** Bodies that are wrong in one way each. */
export function wrongBody(catalogue: Catalogue): readonly Scenario[] {
  return catalogue.operations.flatMap((operation) =>
    DEFECTS.filter((defect) => defect.applies(operation)).map((defect) => {
      const code = defect.code(operation);
      return scenario({
        id: `${operation.id}/${defect.slug}`,
        title: `${operation.name} ${defect.words} is refused`,
        operation: operation.id,
        family: 'wrong-body',
        aspect: 'errors',
        class: 'errors',
        requirements: refusalRequirements(operation, code ?? 'XMLValidationError'),
        tier: operation.tier,
        mutates: true,
        codes: code === null ? [] : [code],
        variation: { defect: defect.slug },
        expects: defect.expects(operation),
        twin: `${operation.id}/success`,
        cost: attemptCost(operation),
      });
    }),
  );
}
