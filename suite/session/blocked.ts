import type { CantTellCause } from '../judge/types.ts';

/** A scenario could not get as far as its point. Never the server's fault by itself: the verdict is cantTell. */
export class Blocked extends Error {
  readonly reason: CantTellCause;
  constructor(reason: CantTellCause, message: string) {
    super(message);
    this.name = 'Blocked';
    this.reason = reason;
  }
}

/** The target lacks something that the scenario is about (a second VDC, a quota it states …). */
export class NotApplicable extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'NotApplicable';
  }
}

/** The target file gives no means (a principal, a file) although the implementation claims the feature. */
export class NotProvided extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'NotProvided';
  }
}
