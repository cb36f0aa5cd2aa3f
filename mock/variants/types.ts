import type { Dialect } from '../dialect/dialect.ts';
import type { Behaviour } from '../domain/behaviour.ts';
import type { World } from '../domain/model.ts';

/** A conforming server that differs in something the guide leaves open. */
export interface Variant {
  /** Stable, kebab-case. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** Reading of `contracts/readings.yaml` that it exercises; null where no reading speaks of it. */
  readonly reading: string | null;
  readonly dialect?: Partial<Dialect>;
  readonly behaviour?: Partial<Behaviour>;
  /** Other things in it, from the beginning. */
  readonly world?: (world: World, behaviour: Behaviour) => void;
}
