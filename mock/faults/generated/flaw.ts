import type { Fault, Spoiler } from '../types.ts';

/** One way of being wrong, before it is said where. Titles and descriptions are made with the operation's name in front. */
export interface Flaw {
  /** Second half of the ids, `<operation>/<flaw>`; a detail follows a dot. */
  readonly id: string;
  readonly kind: Fault['kind'];
  /** Follows the name of the operation: `Get Task: …`. */
  readonly title: (detail: string) => string;
  readonly description: string;
}

/** A fault of one operation. */
export function faultOf(
  flaw: Flaw,
  operation: { readonly id: string; readonly name: string },
  apply: () => Spoiler,
  detail = '',
): Fault {
  return {
    id: `${operation.id}/${flaw.id}${detail === '' ? '' : `.${detail}`}`,
    title: `${operation.name}: ${flaw.title(detail)}`,
    description: flaw.description,
    kind: flaw.kind,
    operation: operation.id,
    apply,
  };
}
