import { setMaxListeners } from 'node:events';
import { Documents } from '../document/documents.ts';
import { Gate } from '../session/gate.ts';
import { HookClient } from '../session/hook-client.ts';
import { NOTHING_SURVEYED } from '../session/inventory.ts';
import type { Ledger } from '../session/ledger.ts';
import { Names } from '../session/names.ts';
import { EvidenceStore, type RunContext } from '../session/run-context.ts';
import { UPLOAD_FORMS } from '../session/sample-image.ts';
import { type PreflightResult, preflight } from '../target/preflight.ts';
import { createTransport } from '../target/transport.ts';
import type { RunOptions } from './types.ts';

/** The target cannot be tested as it is described; nothing was judged. */
export class PreflightError extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'PreflightError';
    this.problems = problems;
  }
}

export type ContextOptions = Pick<
  RunOptions,
  'catalogue' | 'xml' | 'target' | 'seed' | 'prefix' | 'signal' | 'onExchange' | 'onNote'
>;

export interface Opened {
  readonly context: RunContext;
  readonly checked: PreflightResult;
}

/** Everything that speaking to a target takes, once the target has answered as its file says. Throws PreflightError. */
export async function openContext(
  options: ContextOptions,
  openLedger: (checked: PreflightResult) => Ledger,
): Promise<Opened> {
  const { catalogue, target, xml } = options;
  const abort = options.signal ?? new AbortController().signal;
  // Whatever waits listens to it, however many do.
  setMaxListeners(0, abort);
  const evidence = new EvidenceStore(options.onNote);
  const transport = createTransport(target, {
    onExchange: (exchange) => {
      evidence.add(exchange);
      options.onExchange?.(exchange);
    },
  });
  try {
    const checked = await preflight(target, transport, catalogue, xml);
    if (!checked.ok) throw new PreflightError(checked.problems);
    const context: RunContext = {
      catalogue,
      target: { ...target, vdcs: checked.vdcs },
      documents: new Documents(xml),
      transport,
      taskGate: new Gate(target.limits.parallel),
      ledger: openLedger(checked),
      names: new Names(options.prefix),
      seed: options.seed,
      evidence,
      hook: target.hook === undefined ? null : new HookClient(target.hook),
      organization: checked.organization,
      foreignOrganization: checked.foreignOrganization,
      survey: { ...NOTHING_SURVEYED, vdcs: checked.vdcs.map((name) => ({ name, vms: [], networks: [] })) },
      stateWords: new Map([['powered-off', 'powered-off']]),
      bodyNamespace: false,
      bodyType: 'application/xml',
      unknownStays: false,
      uploadForm: UPLOAD_FORMS[0],
      hangs: new Map(),
      taskDurations: new Map(),
      abort,
    };
    return { context, checked };
  } catch (error) {
    await transport.close();
    throw error;
  }
}

/** Ends what `openContext` began. */
export async function closeContext(run: RunContext): Promise<void> {
  run.ledger.close();
  await run.transport.close();
}
