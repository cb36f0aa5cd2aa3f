import type { Call, ListKind } from '../../domain/policies.ts';
import type { Service } from '../../domain/service.ts';

/** What a list shows, in the order that this service keeps. `items` come oldest first. */
export function ordered<T extends { readonly name: string }>(
  service: Service,
  call: Call,
  kind: ListKind,
  items: Iterable<T>,
): readonly T[] {
  const shown = service.policies.listOf(call, kind, [...items], service.ground);
  switch (service.behaviour.listOrder) {
    case 'oldest-first':
      return shown;
    case 'newest-first':
      return shown.toReversed();
    case 'by-name':
      return shown.toSorted((one, other) => (one.name < other.name ? -1 : 1));
  }
}
