import type { Catalogue, Operation, PathParameter } from '../../catalogue/types.ts';
import { attemptCost, lists, nameParameters, refusal, refusalRequirements, scenario } from '../build.ts';
import type { Expectation, Scenario } from '../types.ts';

const WORDS: Readonly<Record<PathParameter, string>> = {
  'version-number': 'version',
  'org-name': 'organisation',
  'vdc-name': 'VDC',
  'vm-name': 'VM',
  'virtualnic-name': 'virtual NIC',
  'image-name': 'image',
  'network-name': 'network',
  'task-id': 'task',
};

function expectation(operation: Operation, parameter: PathParameter): Expectation {
  if (!lists(operation, 'ObjectNotFound'))
    return refusal(['ObjectNotFound'], { admissible: ['*'], reading: 'nfs-generic-codes' });
  // An organisation that is not the caller's own may be refused before anybody looks whether it exists.
  if (parameter === 'org-name')
    return refusal(['ObjectNotFound'], { admissible: ['NoPermission'], reading: 'unknown-organization' });
  // §3.56 has a code of its own for an image that is not there, although no section lists it.
  if (parameter === 'image-name')
    return refusal(['ObjectNotFound'], { admissible: ['DeployImageNotFound'], reading: 'unknown-image-code' });
  return refusal(['ObjectNotFound']);
}

/** A name with a character that XML must escape: a message that repeats it has to. */
export function oddNames(catalogue: Catalogue): readonly Scenario[] {
  return ['get-vm-information', 'get-vdc-information', 'get-network-information', 'get-task'].map((id) => {
    const operation = catalogue.operation(id);
    return scenario({
      id: `${id}/unknown-name-with-ampersand`,
      title: `${operation.name} for an unknown name with an ampersand in it is refused with well-formed XML`,
      operation: id,
      family: 'unknown-object',
      aspect: 'robustness',
      class: 'robustness',
      requirements: ['errors.body', 'xml.well-formed'],
      tier: 'hostile',
      variation: { parameter: operation.parameters.at(-1) ?? 'vm-name', odd: true },
      expects: refusal(['ObjectNotFound'], {
        admissible: ['InvalidName', 'InvalidArgument', 'NoPermission'],
        bareStatuses: [400, 404],
        reading: 'name-rules',
      }),
      cost: attemptCost(operation),
    });
  });
}

/** Every path parameter in turn names something that does not exist; everything else about the request is right. */
export function unknownObject(catalogue: Catalogue): readonly Scenario[] {
  return catalogue.operations.flatMap((operation) =>
    nameParameters(operation).map((parameter) =>
      scenario({
        id: `${operation.id}/unknown-${parameter.replace(/-(name|id)$/, '')}`,
        title: `${operation.name} for ${/^[aeio]/.test(WORDS[parameter]) ? 'an' : 'a'} ${WORDS[parameter]} that does not exist is refused`,
        operation: operation.id,
        family: 'unknown-object',
        aspect: 'errors',
        class: 'errors',
        requirements: refusalRequirements(operation, 'ObjectNotFound'),
        tier: operation.tier,
        codes: lists(operation, 'ObjectNotFound') ? ['ObjectNotFound'] : [],
        variation: { parameter },
        expects: expectation(operation, parameter),
        twin: `${operation.id}/success`,
        cost: attemptCost(operation),
      }),
    ),
  );
}
