import type { Catalogue, Operation } from '../../catalogue/types.ts';
import { attemptCost, classOf, lists, refusal, refusalRequirements, scenario } from '../build.ts';
import type { Scenario } from '../types.ts';

const named = (operation: Operation): boolean =>
  operation.request.kind === 'xml' && operation.request.fields.some((field) => field.name === 'name');

/** Names that are taken (§3.65), reserved (§3.36), or against the server's own rules (§3.45). */
export function nameInUse(catalogue: Catalogue): readonly Scenario[] {
  const creating = catalogue.operations.filter(named);
  const duplicate = creating
    .filter((operation) => lists(operation, 'ObjectDuplicated') && operation.tier !== 'nfs')
    .map((operation) => variant(operation, 'name-in-use', 'with a name that is taken', 'ObjectDuplicated', {}));
  const reserved = creating
    .filter((operation) => lists(operation, 'ReservedName'))
    .map((operation) => variant(operation, 'reserved-name', 'with a reserved name', 'ReservedName', {}));
  const invalid = creating
    .filter((operation) => lists(operation, 'InvalidName') && operation.tier !== 'nfs')
    .map((operation) =>
      variant(operation, 'invalid-name', 'with a name against the naming rules', 'InvalidName', {
        admissible: ['XMLValidationError', 'InvalidArgument'],
      }),
    );
  const inPath = catalogue.operations
    .filter((operation) => operation.request.kind === 'none' && lists(operation, 'InvalidName'))
    .map((operation) => ({
      ...variant(operation, 'invalid-name-in-path', 'for a name that no rule can allow', 'InvalidName', {
        admissible: ['ObjectNotFound'],
      }),
      expects: refusal(['InvalidName'], { admissible: ['ObjectNotFound', 'InvalidArgument'], reading: 'name-rules' }),
    }));
  const clone = catalogue.operation('clone-vm');
  const elsewhere = {
    ...variant(clone, 'name-in-use', 'with a name that is taken in a second VDC', 'ObjectDuplicated', {}),
    id: `${clone.id}/name-in-use-in-second-vdc`,
    variation: { kind: 'name-in-use', elsewhere: true },
  };
  return [...duplicate, elsewhere, ...reserved, ...invalid, ...inPath];
}

function variant(
  operation: Operation,
  kind: string,
  words: string,
  code: string,
  open: { admissible?: readonly string[] },
): Scenario {
  return scenario({
    id: `${operation.id}/${kind}`,
    title: `${operation.name} ${words} is refused`,
    operation: operation.id,
    family: 'name-in-use',
    aspect: 'errors',
    class: classOf(operation),
    requirements: refusalRequirements(operation, code),
    tier: operation.tier,
    mutates: true,
    codes: [code],
    variation: { kind },
    expects: refusal([code], { ...open, ...(open.admissible === undefined ? {} : { reading: 'name-rules' }) }),
    twin: `${operation.id}/success`,
    cost: attemptCost(operation),
  });
}
