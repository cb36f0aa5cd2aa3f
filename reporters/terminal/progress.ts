import { stripVTControlCharacters } from 'node:util';
import type { ScenarioResult } from '../model/run-result.ts';
import { TALLY_KEYS, type TallyKey, tallyKey } from '../model/tally.ts';
import { shorten, visibleLine } from '../text/visible.ts';
import { duration, grouped, TALLY_NAMES } from '../text/words.ts';
import { fit } from './layout.ts';
import { palette, wantsColors } from './palette.ts';

export interface ProgressStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

export interface ProgressOptions {
  readonly stream: ProgressStream;
  /** Scenarios that will run. */
  readonly total: number;
  /** What all scenarios cost together, in the unit of `weigh`; by default their number. */
  readonly totalCost?: number;
  readonly weigh?: (result: ScenarioResult) => number;
  readonly colors?: boolean;
  /** Milliseconds; for tests. */
  readonly now?: () => number;
}

export interface Progress {
  /** A scenario has its verdict. A failure is told at once. */
  done(result: ScenarioResult): void;
  /** A line of its own, e.g. that the server was busy. */
  note(text: string): void;
  /** Takes the live line away. Call it also when the run is stopped. */
  end(): void;
}

const REDRAW_MS = 80;
/** Off a terminal: how often a line says how far the run is. */
const PLAIN_MS = 10_000;

/** Tells how a run goes: a live line on a terminal, now and then a plain line in a log. */
export function createProgress(options: ProgressOptions): Progress {
  const { stream, total, now = Date.now } = options;
  const live = stream.isTTY === true;
  const paint = palette(options.colors ?? wantsColors(stream, process.env));
  const weigh = options.totalCost === undefined ? () => 1 : (options.weigh ?? (() => 1));
  const totalCost = options.totalCost ?? total;
  const counts: Record<TallyKey, number> = {
    passed: 0,
    flaky: 0,
    failed: 0,
    cantTell: 0,
    untested: 0,
    inapplicable: 0,
  };
  const began = now();
  let done = 0;
  let cost = 0;
  let shown = began;
  let drawn = false;

  const clear = () => {
    if (drawn) stream.write('\r\u001b[2K');
    drawn = false;
  };
  const line = () => {
    const elapsed = now() - began;
    const share = totalCost === 0 ? 1 : Math.min(1, cost / totalCost);
    const left =
      done >= total
        ? ''
        : share < 0.02 && elapsed < 5000
          ? ''
          : ` · ${duration((elapsed / Math.max(share, 0.001)) * (1 - share))} left`;
    const told = TALLY_KEYS.filter((key) => counts[key] > 0).map((key) =>
      paint.tally[key](`${grouped(counts[key])} ${TALLY_NAMES[key]}`),
    );
    return `${grouped(done)}/${grouped(total)} · ${duration(elapsed)}${left}${told.length === 0 ? '' : ` · ${told.join(' · ')}`}`;
  };
  const draw = (force: boolean) => {
    const time = now();
    if (!force && time - shown < (live ? REDRAW_MS : PLAIN_MS)) return;
    shown = time;
    if (!live) return void stream.write(`${line()}\n`);
    stream.write(
      `\r\u001b[2K${bar(totalCost === 0 ? 1 : cost / totalCost)} ${clip(line(), (stream.columns ?? 80) - 18)}`,
    );
    drawn = true;
  };
  const print = (text: string) => {
    clear();
    stream.write(`${text}\n`);
  };

  return {
    done(result) {
      done += 1;
      cost += weigh(result);
      counts[tallyKey(result.verdict)] += 1;
      const { verdict, scenario } = result;
      if (verdict.outcome === 'failed') {
        const finding = verdict.findings[0];
        const saw =
          finding === undefined
            ? ''
            : `: expected ${shorten(visibleLine(finding.expected), 120)}, got ${shorten(visibleLine(finding.actual), 120)}`;
        print(`${paint.tally.failed(`✗ ${scenario.id}`)}${saw}`);
      } else if (verdict.outcome === 'cantTell' && verdict.cause === 'suite-error') {
        print(
          `${paint.tally.cantTell(`? ${scenario.id}`)}: error of the suite: ${shorten(visibleLine(verdict.reason), 200)}`,
        );
      }
      draw(live && done === total);
    },
    note(text) {
      print(visibleLine(text));
    },
    end() {
      if (live) clear();
      stream.write(`${line()}\n`);
    },
  };
}

const BAR = 14;

function bar(share: number): string {
  const full = Math.round(Math.min(1, Math.max(0, share)) * BAR);
  return `[${'█'.repeat(full)}${'░'.repeat(BAR - full)}]`;
}

/** Cuts a coloured line only when it must, and then without its colours: half a control sequence would stay on. */
function clip(text: string, columns: number): string {
  const plain = stripVTControlCharacters(text);
  const fitted = fit(plain, columns);
  return fitted === plain ? text : fitted;
}
