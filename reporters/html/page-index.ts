import type { Report, ReportedExchange, RequirementLine } from '../model/types.ts';
import { exchangeView, type Marks } from './exchange-view.ts';
import type { Markup } from './markup.ts';

/** Characters of exchanges that one page shows; the rest is in the report file. */
const BUDGET = 2_000_000;

/** What the sections of one page share: quick look-ups, and which exchanges have been shown where. */
export class PageIndex {
  readonly report: Report;
  readonly requirements: ReadonlyMap<string, RequirementLine>;
  readonly exchanges: ReadonlyMap<number, ReportedExchange>;
  readonly #shown = new Set<number>();
  #left = BUDGET;

  constructor(report: Report) {
    this.report = report;
    this.requirements = new Map(report.requirements.map((requirement) => [requirement.id, requirement]));
    this.exchanges = new Map(report.exchanges.map((exchange) => [exchange.seq, exchange]));
  }

  /** The exchange in full the first time it is asked for, as an anchor can stand only once; null later and past the budget. */
  show(seq: number | undefined, marks: Marks = [], open = false): Markup | null {
    const exchange = seq === undefined ? undefined : this.exchanges.get(seq);
    if (exchange === undefined || this.#shown.has(exchange.seq) || this.#left <= 0) return null;
    this.#shown.add(exchange.seq);
    const view = exchangeView(exchange, marks, open);
    this.#left -= view.toString().length;
    return view;
  }

  wasShown(seq: number): boolean {
    return this.#shown.has(seq);
  }
}
