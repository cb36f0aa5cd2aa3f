import { inOrder } from '../../suite/engine/in-order.ts';
import type { Scenario } from '../../suite/plan/types.ts';

interface Order<Result> {
  readonly scenario: Scenario;
  readonly result: Promise<Result>;
  readonly settle: (result: Result | PromiseLike<Result>) => void;
}

export interface OrderBookOptions<Result> {
  /** Scenarios in flight at any moment. */
  readonly parallel: number;
  /** `time` counts how often the scenario was asked for, from 1. */
  readonly perform: (scenario: Scenario, time: number) => Promise<Result>;
}

/**
 * Performs scenarios in the order that the engine wants, and hands their results out in the order in which tests ask.
 * What was announced goes on at once, many at a time; what was not is performed alone when it is asked for.
 */
export class OrderBook<Result> {
  readonly #options: OrderBookOptions<Result>;
  readonly #waiting = new Map<string, Order<Result>[]>();
  readonly #times = new Map<string, number>();
  #work: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(options: OrderBookOptions<Result>) {
    this.#options = options;
  }

  /** A scenario that is named twice is performed twice. */
  announce(scenarios: readonly Scenario[]): void {
    const orders = scenarios.map((scenario) => this.#take(scenario));
    const byScenario = new Map(orders.map((order) => [order.scenario, order]));
    this.#work = this.#work.then(() =>
      inOrder([...byScenario.keys()], {
        parallel: this.#options.parallel,
        perform: async (scenario) => {
          const order = byScenario.get(scenario);
          if (order !== undefined) await this.#fill(order);
        },
      }),
    );
  }

  /** The result of a scenario: the next that is not handed out yet. */
  ask(scenario: Scenario): Promise<Result> {
    if (!this.#waiting.get(scenario.id)?.length) this.announce([scenario]);
    const order = this.#waiting.get(scenario.id)?.shift();
    if (order === undefined) throw new Error(`${scenario.id} was announced and is not there`);
    return order.result;
  }

  /** Begins nothing more, and waits for what is under way. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#work;
  }

  #take(scenario: Scenario): Order<Result> {
    let settle: Order<Result>['settle'] = () => undefined;
    const result = new Promise<Result>((resolve) => {
      settle = resolve;
    });
    // Each time an object of its own, so that the same scenario can be ordered twice at once.
    const order = { scenario: { ...scenario }, result, settle };
    // Whoever asks is told of an error; where nobody asks, it is no reason to end the process.
    result.catch(() => undefined);
    this.#waiting.set(scenario.id, [...(this.#waiting.get(scenario.id) ?? []), order]);
    return order;
  }

  async #fill({ scenario, result, settle }: Order<Result>): Promise<void> {
    if (this.#closed) return settle(Promise.reject(new Error('the run ended before this scenario was begun')));
    const time = (this.#times.get(scenario.id) ?? 0) + 1;
    this.#times.set(scenario.id, time);
    settle(this.#options.perform(scenario, time));
    await result.catch(() => undefined);
  }
}
