import type { StableState } from '../catalogue/types.ts';

/** A VM that the run created and may therefore change. */
export interface OwnedVm {
  readonly vdc: string;
  readonly vm: string;
  /** As last seen; undefined when it must be looked at again. */
  state: StableState | undefined;
  leased: boolean;
  /** Whether it holds a public IP; undefined when nobody has looked. */
  publicIp?: boolean | undefined;
  /** State for which it is lent for a few requests, so that whoever wants the same has it soon. */
  briefly?: StableState | undefined;
  /** Milliseconds of the process's clock at which it was lent. */
  since?: number | undefined;
}
