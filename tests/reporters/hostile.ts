import type { ScenarioResult } from '../../reporters/model/run-result.ts';
import type { Exchange } from '../../suite/evidence/types.ts';
import { sampleRun } from './sample.ts';
import { bodyOf, exchangeOf } from './sample-exchange.ts';

/** What a hostile or broken server puts into its answers. Each text would do harm in one of the formats. */
export const HOSTILE_TEXTS = {
  script: `<script>window.pwned = 1</script><img src=x onerror="window.pwned = 1">`,
  attribute: `" onmouseover="window.pwned = 1" x='`,
  closing: `</script></style></pre></details>--></textarea>]]>`,
  override: 'user\u202Etxt.exe\u2066\u200Fabc\u200B',
  controls:
    'bell\u0007 null\u0000 escape\u001B[31mred\u001B[0m\u001B]0;title\u0007 backspace\b\b\b vt\u000B ff\u000C c1\u009B31m nonchar\uFFFE\uFFFF',
  surrogate: `cut emoji ${'😀'.slice(0, 1)}`,
  markdown:
    '| [click](javascript:alert(1)) ![x](https://evil.example/x.png) `code` **bold** <b>html</b>\n\n# heading\n```\n',
  separators: 'line\u2028paragraph\u2029next\u0085line\r\nfeed\r',
  percent: ['%s %d $', '{process.env.HOME} $(reboot) `reboot` $HOME \\ \' "'].join(''),
} as const;

const everything = Object.values(HOSTILE_TEXTS).join(' ');

function failing(id: string, seq: number, actual: string, where: string): ScenarioResult {
  const base = sampleRun({ scenarios: 1 }).results[0];
  if (base === undefined) throw new Error('no sample');
  return {
    ...base,
    scenario: { ...base.scenario, id, title: 'Get Task: answers a hostile text' },
    verdict: {
      outcome: 'failed',
      findings: [
        {
          check: 'hostile',
          requirement: 'get-task.schema',
          outcome: 'failed',
          expected: '<status>completed</status>',
          actual,
          exchanges: [seq],
          where,
        },
      ],
    },
    exchanges: [seq],
  };
}

function answering(
  seq: number,
  id: string,
  body: Exchange['request']['body'] & object,
  headers: readonly (readonly [string, string])[] = [],
): Exchange {
  return exchangeOf(seq, id, 100, {
    response: {
      status: 200,
      reason: `OK ${HOSTILE_TEXTS.script}`,
      headers: [['Content-Type', 'application/xml'], ...headers],
      body,
    },
  });
}

/** Results that carry every hostile text in every place that a server can write to. */
const hostileResults: readonly { readonly result: ScenarioResult; readonly exchanges: readonly Exchange[] }[] = [
  ...Object.entries(HOSTILE_TEXTS).map(([name, text], index) => {
    const seq = 900_001 + index;
    const id = `get-task/hostile-${name}`;
    return {
      result: failing(id, seq, text, index % 2 === 0 ? '/Task/status' : `header X-${name}`),
      exchanges: [
        answering(seq, id, bodyOf(`<Task xmlns="http://www.emc.com/caas"><status>${text}</status></Task>`), [
          [`X-${name}`, text],
        ]),
      ],
    };
  }),
  {
    result: failing('get-task/hostile-octets', 900_101, 'not UTF-8', 'body'),
    exchanges: [
      answering(
        900_101,
        'get-task/hostile-octets',
        bodyOf(Uint8Array.from([0x3c, 0x54, 0xff, 0xfe, 0x80, 0xc3, 0x28, 0x00, 0x3e])),
      ),
    ],
  },
  {
    result: failing('get-task/hostile-size', 900_102, 'a body of 50 MB', 'body'),
    exchanges: [
      answering(
        900_102,
        'get-task/hostile-size',
        bodyOf('<Task>'.repeat(40_000), { size: 52_428_800, sha256: 'b'.repeat(64) }),
      ),
    ],
  },
  {
    result: {
      ...failing('get-task/hostile-reasons', 900_103, '', ''),
      verdict: { outcome: 'cantTell', cause: 'suite-error', reason: everything },
      advisories: [
        {
          check: 'hostile',
          requirement: 'get-task.schema',
          outcome: 'advisory',
          expected: everything,
          actual: everything,
          exchanges: [900_103],
          where: everything,
        },
      ],
    },
    exchanges: [
      exchangeOf(900_103, 'get-task/hostile-reasons', 300, {
        parameters: { 'task-id': everything },
        request: {
          method: 'GET',
          url: `http://host.example/1.0.0.0/org/${encodeURIComponent('$(reboot)')}/'$HOME'/task`,
          headers: [['X-Echo', everything]],
          body: null,
        },
        response: null,
        failure: { kind: 'reset', message: everything },
      }),
    ],
  },
];

export function hostileRun(): ReturnType<typeof sampleRun> {
  const run = sampleRun({ extra: hostileResults });
  return {
    ...run,
    target: {
      ...run.target,
      name: `Evil ${HOSTILE_TEXTS.script}`,
      organization: HOSTILE_TEXTS.attribute,
      vdcs: [HOSTILE_TEXTS.override, HOSTILE_TEXTS.controls],
    },
    readings: run.readings.map((reading) => ({
      ...reading,
      answers: reading.answers.map((answer) => ({ ...answer, text: everything })),
    })),
    residue: { checked: true, left: [everything] },
    complete: false,
    stoppedBecause: everything,
    tasks: [
      {
        id: HOSTILE_TEXTS.script,
        type: HOSTILE_TEXTS.attribute,
        object: HOSTILE_TEXTS.override,
        scenario: 'get-task/hostile-script',
        startedAt: run.startedAt,
        endedAt: null,
        status: HOSTILE_TEXTS.controls,
      },
    ],
  };
}
