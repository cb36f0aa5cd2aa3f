import type { RunCheck } from './check.ts';
import { readingsOf } from './readings.ts';

/** What the guide leaves to the server is chosen once. Which readings must be kept to is in contracts/readings.yaml. */
export const runDialect: RunCheck = {
  id: 'run-dialect',
  kind: 'run',
  summary: 'dialect',
  faults: [
    'dialect/two-success-words',
    'dialect/two-href-forms',
    'dialect/two-clone-names',
    'dialect/two-address-words',
    'dialect/two-vm-links',
    'dialect/two-image-entries',
    'dialect/two-space-forms',
    'dialect/two-location-forms',
  ],
  companions: ['*/error-as-success', '*/any-version', '*/entries-renamed', '*/undefined-method-served'],
  judge(exchanges, _records, context) {
    return readingsOf(exchanges, context)
      .filter((reading) => !reading.consistent)
      .map((reading) => {
        const [one, two] = reading.answers.toSorted((a, b) => b.count - a.count);
        return {
          requirement: 'dialect.kept',
          expected: `one answer to: ${reading.question}`,
          actual: reading.answers.map((answer) => `${answer.id} (${answer.count}×)`).join(', '),
          exchanges: [two?.exchanges[0], one?.exchanges[0]].filter((exchange) => exchange !== undefined),
          where: `reading ${reading.id}`,
        };
      });
  },
};
