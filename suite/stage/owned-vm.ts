import type { StableState } from '../catalogue/types.ts';

/** A VM that the run created and may therefore change. */
export interface OwnedVm {
  readonly vdc: string;
  readonly vm: string;
  /** As last seen; undefined when it must be looked at again. */
  state: StableState | undefined;
  leased: boolean;
}
