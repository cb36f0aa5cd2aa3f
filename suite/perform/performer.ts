import type { Scenario } from '../plan/types.ts';
import type { Session } from '../session/session.ts';
import type { Stage } from '../stage/stage.ts';

/** Carries out the scenarios of one family. Returns when everything to be observed has been recorded; judges nothing. */
export type Performer = (scenario: Scenario, session: Session, stage: Stage) => Promise<void>;
