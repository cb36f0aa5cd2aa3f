import type { Catalogue } from '../catalogue/types.ts';
import { Documents } from '../document/documents.ts';
import { type JsonObject, RecordingError, type UnfinishedRecording } from '../evidence/recording.ts';
import { PERFORMERS } from '../perform/performers.ts';
import type { Scenario } from '../plan/types.ts';
import { EvidenceStore } from '../session/run-context.ts';
import type { StatedTarget } from '../target/statement.ts';
import type { XmlEngine } from '../xml/types.ts';
import { FINISHED, type FinishedLine, OPENED, type OpenedLine, type RunHeader } from './record-run.ts';
import type { FinishedRun } from './run.ts';
import type { EndingLine } from './types.ts';
import { type Recorded, verdictAll } from './verdict-all.ts';

export interface RebuiltRun {
  readonly run: FinishedRun;
  readonly header: RunHeader;
  readonly target: StatedTarget;
  /** Scenarios of the recording that this suite does not plan any more; they are not judged. */
  readonly unplanned: readonly string[];
}

const CUT_OFF = 'the recording ends without an end of the run: it was killed, or broke off';

/** What the recording of a run has to say before it can be judged at all. */
export function readRunHeader({ header }: Pick<UnfinishedRecording, 'header'>): RunHeader {
  const { run } = header;
  if (run === undefined || typeof run.xmlEngine !== 'string' || !Array.isArray(run.scenarios)) {
    throw new RecordingError('the header does not say which scenarios were performed, so there is nothing to judge by');
  }
  return run as unknown as RunHeader;
}

/**
 * The run as it was when it had ended, judged once more: from the recording alone, without a server. A recording of a
 * run that was killed gives a run that was stopped.
 */
export function rebuildRun(
  recording: UnfinishedRecording,
  catalogue: Catalogue,
  xml: XmlEngine,
  planned: readonly Scenario[],
): RebuiltRun {
  const header = readRunHeader(recording);
  const lines = new Map<string, JsonObject>(recording.scenarios.map(({ scenario, data }) => [scenario, data]));
  const opened = lines.get(OPENED) as OpenedLine | undefined;
  const finished = lines.get(FINISHED) as FinishedLine | undefined;
  if (opened === undefined) throw new RecordingError('the run ended before it had begun: there is nothing to judge');

  const store = new EvidenceStore();
  for (const exchange of recording.exchanges) store.add(exchange);
  for (const { scenario, note } of recording.notes) store.note(scenario, note);
  const byId = new Map(planned.map((scenario) => [scenario.id, scenario]));
  const scenarios = header.scenarios.flatMap((id) => byId.get(id) ?? []);
  const endings = scenarios.flatMap((scenario): readonly EndingLine[] => {
    const line = lines.get(scenario.id) as EndingLine | undefined;
    if (line !== undefined) return [line];
    // Summaries are not performed, so nothing can have kept them from their end.
    if (finished !== undefined || !PERFORMERS.has(scenario.family)) return [];
    return [
      {
        scenario: scenario.id,
        ending: { kind: 'blocked', cause: 'suite-error', reason: 'the run ended before this scenario did' },
        startedAt: opened.startedAt,
        elapsedMs: 0,
      },
    ];
  });
  const recorded: Recorded = {
    scenarios,
    endings,
    evidence: new Map(store.scenarios().map((id) => [id, store.of(id)])),
    organization: opened.preflight.organization,
    residue: finished?.residue ?? null,
  };
  const run: FinishedRun = {
    recorded,
    outcome: verdictAll(catalogue, new Documents(xml), recorded),
    preflight: opened.preflight,
    startedAt: opened.startedAt,
    finishedAt: finished?.finishedAt ?? lastMoment(recording, opened.startedAt),
    stoppedBecause: finished === undefined || recording.footer === null ? CUT_OFF : finished.stoppedBecause,
    highestTasksInFlight: finished?.highestTasksInFlight ?? 0,
    swept: null,
  };
  return {
    run,
    header,
    target: recording.header.target as unknown as StatedTarget,
    unplanned: header.scenarios.filter((id) => !byId.has(id)),
  };
}

/** When the last answer came that is known of. */
function lastMoment({ exchanges }: Pick<UnfinishedRecording, 'exchanges'>, otherwise: string): string {
  const last = Math.max(
    Date.parse(otherwise),
    ...exchanges.slice(-64).map((exchange) => Date.parse(exchange.startedAt) + exchange.elapsedMs),
  );
  return new Date(last).toISOString();
}
