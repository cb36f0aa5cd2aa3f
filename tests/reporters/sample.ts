import type {
  CatalogueFacts,
  CodeResult,
  RunResult,
  ScenarioResult,
  StateCell,
  StateVerdict,
} from '../../reporters/model/run-result.ts';
import type { Operation } from '../../suite/catalogue/types.ts';
import type { Exchange } from '../../suite/evidence/types.ts';
import type { Finding, RunOutcome, Verdict } from '../../suite/judge/types.ts';
import type { Aspect, ConformanceClass, Scenario } from '../../suite/plan/types.ts';
import { contractFacts } from './contract-facts.ts';
import { bodyOf, ERROR_XML, exchangeOf, SAMPLE_EPOCH, TASK_XML } from './sample-exchange.ts';

export interface SampleOptions {
  readonly outcome?: RunOutcome;
  /** How many scenarios; by default one for each operation and each of its codes, roles and schema. */
  readonly scenarios?: number;
  readonly seed?: number;
  /** Results to add, with their exchanges. */
  readonly extra?: readonly { readonly result: ScenarioResult; readonly exchanges: readonly Exchange[] }[];
  readonly change?: Partial<RunResult>;
}

/** A small, well-mixed generator of numbers in [0, 1): the same seed gives the same run everywhere. */
export function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const CLASS_OF: Readonly<Record<Operation['group'], ConformanceClass>> = {
  vm: 'virtual-machines',
  vdc: 'data-centers',
  org: 'organizations',
};

function scenariosOf(catalogue: CatalogueFacts): Scenario[] {
  return catalogue.operations.flatMap((operation) => {
    const { id, name, errors, tier, group, kind } = operation;
    const own: ConformanceClass = id.includes('nfs')
      ? 'nfs'
      : id.includes('image') || id.includes('template')
        ? 'images'
        : id.includes('task')
          ? 'tasks'
          : CLASS_OF[group];
    const make = (slug: string, title: string, aspect: Aspect, change: Partial<Scenario>): Scenario => ({
      id: `${id}/${slug}`,
      title: `${name}: ${title}`,
      operation: id,
      family: slug,
      aspect,
      class: own,
      requirements: [`${id}.success-status`],
      tier,
      principals: ['admin'],
      mutates: kind === 'asynchronous',
      codes: [],
      variation: {},
      expects: null,
      twin: null,
      needs: null,
      cost: { requests: 3, tasks: kind === 'asynchronous' ? 1 : 0 },
      ...change,
    });
    return [
      make('success', 'answers a valid request', 'success', {}),
      make('schema', 'answers what its schema describes', 'schema', { requirements: [`${id}.schema`] }),
      make('non-admin', 'refuses a caller without the role', 'roles', {
        class: 'access-control',
        requirements: [`${id}.role`],
        principals: ['nonAdmin'],
      }),
      make('foreign-admin', 'refuses the admin of another organisation', 'tenants', {
        class: 'access-control',
        requirements: [`${id}.role`],
        principals: ['foreignAdmin'],
      }),
      ...(kind === 'asynchronous'
        ? [make('task', 'hands out a task that can be followed to its end', 'tasks', { class: 'tasks' })]
        : []),
      ...(id.startsWith('power')
        ? [make('twice', 'keeps to the life cycle when called twice', 'states', { class: 'life-cycle' })]
        : []),
      make('undefined-method', 'refuses a method that is not defined', 'robustness', {
        class: 'robustness',
        principals: ['admin'],
      }),
      ...errors.map((code) =>
        make(`error-${code}`, `answers ${code}`, 'errors', {
          class: 'errors',
          requirements: [`${id}.error.${code}`],
          codes: [code],
        }),
      ),
    ];
  });
}

function finding(scenario: Scenario, seq: number, pick: number): Finding {
  const requirement = scenario.requirements[0] ?? 'unknown';
  const about = { requirement, outcome: 'failed', exchanges: [seq] } as const;
  if (pick < 0.4)
    return {
      ...about,
      check: 'task-status',
      expected: 'one of completed, failed, started, starting, stopped, stopping',
      actual: 'done',
      where: '/Task/status',
    };
  if (pick < 0.6)
    return {
      ...about,
      check: 'required-element',
      expected: '<end-time> (xs:dateTime)',
      actual: 'no such element',
      where: '/Task/end-time-utc',
    };
  if (pick < 0.8)
    return {
      ...about,
      check: 'location-form',
      expected: '1.0.0.0/org/acme-labs/task/<id>',
      actual: '/jobs/112',
      where: 'header Location',
    };
  return { ...about, check: 'error-status', expected: '404 Not Found', actual: '200 OK', where: 'status' };
}

function verdictOf(scenario: Scenario, outcome: RunOutcome, seq: number, random: () => number): Verdict {
  const roll = random();
  const pick = random();
  if (scenario.class === 'nfs') return { outcome: 'inapplicable', reason: 'the target file does not claim NFS' };
  if (outcome === 'nonconformant' && roll < 0.04)
    return { outcome: 'failed', findings: [finding(scenario, seq, pick)] };
  if (outcome !== 'conformant' && roll > 0.95) {
    return pick < 0.3
      ? { outcome: 'cantTell', cause: 'timeout', reason: 'the task had not ended after 120 s; the guide sets no bound' }
      : { outcome: 'untested', reason: pick < 0.7 ? 'no credentials of a non-admin are given' : 'needs a test hook' };
  }
  return {
    outcome: 'passed',
    observed: 'status and body as the section says',
    ...(roll > 0.945 && outcome !== 'conformant' ? { flaky: true } : {}),
  };
}

function stateVerdict(rule: string, roll: number, bad: boolean): StateVerdict {
  if (bad && roll < 0.06) return 'contradicts';
  if (roll > 0.95) return 'not-reachable';
  if (roll > 0.9) return 'untested';
  return rule === 'allowed'
    ? 'proven-allowed'
    : rule === 'refused'
      ? 'proven-refused'
      : roll < 0.5
        ? 'server-allows'
        : 'server-refuses';
}

/** A synthetic run: everything that a report can show, in the given proportion, the same for the same options. */
export function sampleRun(options: SampleOptions = {}): RunResult {
  const { outcome = 'nonconformant', seed = 7 } = options;
  const random = mulberry32(seed);
  const catalogue = contractFacts();
  const base = scenariosOf(catalogue);
  const wanted = options.scenarios ?? base.length;
  const evidence: Exchange[] = [];
  const results: ScenarioResult[] = [];
  for (let index = 0; index < wanted; index += 1) {
    const pattern = base[index % base.length];
    if (pattern === undefined) throw new Error('no scenario to make a sample of');
    const round = Math.floor(index / base.length);
    const scenario =
      round === 0
        ? pattern
        : { ...pattern, id: `${pattern.id}-${round}`, title: `${pattern.title} (variation ${round})` };
    const at = index * 37;
    const first = evidence.length + 1;
    evidence.push(exchangeOf(first, scenario.id, at, { step: 'before.info', operation: scenario.operation }));
    evidence.push(
      exchangeOf(first + 1, scenario.id, at + 14, {
        operation: scenario.operation,
        ...(scenario.mutates
          ? {
              request: {
                method: 'POST',
                url: 'https://cloud.acme-labs.example:8443/1.0.0.0/org/acme-labs/vdc/east/vm/build-7/mgmt/clone-to-vm',
                headers: [
                  ['authorization', 'Basic operator:$ATMOS_ADMIN_PASSWORD'],
                  ['content-type', 'application/xml'],
                ],
                placeholders: ['ATMOS_ADMIN_PASSWORD'],
                body: bodyOf(`<VirtualMachine xmlns="http://www.emc.com/caas" name="build-'8"/>`),
              },
              response: {
                status: 202,
                reason: 'Accepted',
                headers: [
                  ['Location', '/jobs/112'],
                  ['Content-Length', '0'],
                ],
                body: bodyOf(TASK_XML),
              },
            }
          : {
              response: {
                status: 200,
                reason: 'OK',
                headers: [['Content-Type', 'application/xml']],
                body: bodyOf(scenario.aspect === 'errors' ? ERROR_XML : TASK_XML),
              },
            }),
      }),
    );
    const verdict = verdictOf(scenario, outcome, first + 1, random);
    const silent = verdict.outcome === 'untested' || verdict.outcome === 'inapplicable';
    results.push({
      scenario,
      verdict,
      advisories:
        random() < 0.01
          ? [
              {
                check: 'unknown-element',
                requirement: scenario.requirements[0] ?? '',
                outcome: 'advisory',
                expected: 'elements that the guide knows',
                actual: '<vendor-note>',
                exchanges: [first],
                where: '/Task/vendor-note',
              },
            ]
          : [],
      exchanges: silent ? [] : [first, first + 1],
      startedAt: new Date(SAMPLE_EPOCH + at).toISOString(),
      elapsedMs: silent ? 0 : Math.round(random() * 4000) / 10,
    });
  }
  for (const { result, exchanges } of options.extra ?? []) {
    results.push(result);
    evidence.push(...exchanges);
  }
  const bad = outcome === 'nonconformant';
  return {
    suite: { name: 'atmos-conformance', version: '0.1.0' },
    catalogue,
    xmlEngine: 'libxml2-wasm 0.7.2',
    startedAt: new Date(SAMPLE_EPOCH).toISOString(),
    finishedAt: new Date(SAMPLE_EPOCH + wanted * 37 + 900).toISOString(),
    seed: 4711,
    target: {
      name: 'Acme Labs staging cloud',
      baseUrl: 'https://cloud.acme-labs.example:8443',
      organization: 'acme-labs',
      vdcs: ['east', 'west'],
      tiers: ['read-only', 'life-cycle', 'images'],
      claims: { nfs: false, imageUpload: true, templates: true, publicIp: true },
      limits: { vmQuota: 20, parallel: 4, ownedVms: 6 },
      principals: ['admin', 'foreignAdmin'],
      hook: false,
      file: 'acme.target.yaml',
    },
    outcome,
    results,
    readings: [
      {
        id: 'success-word',
        question: 'Which status word says that a task ended well?',
        sections: ['3.32'],
        consistent: !bad,
        answers: [
          { id: 'completed', text: 'completed, as the list of statuses has it', exchanges: [1, 3], count: 61 },
          ...(bad ? [{ id: 'success', text: 'success, as the example has it', exchanges: [5], count: 2 }] : []),
        ],
      },
      {
        id: 'href-form',
        question: 'What are links relative to?',
        sections: ['3.6', '3.16'],
        consistent: true,
        answers: [{ id: 'absolute', text: 'nothing: they are absolute', exchanges: [2], count: 240 }],
      },
      {
        id: 'image-store-limit',
        question: 'How many images may the store hold?',
        sections: ['3.20'],
        consistent: true,
        answers: [],
      },
    ],
    states: catalogue.lifeCycle.cells.map(
      (cell): StateCell => ({
        state: cell.state,
        action: cell.action,
        section: cell.section,
        reason: cell.text,
        exchanges: [1, 2],
        verdict: stateVerdict(cell.rule, random(), bad),
      }),
    ),
    pairs: catalogue.lifeCycle.cells.flatMap((first) =>
      ['power-on', 'power-off', 'suspend', 'delete'].map((second) => ({
        from: first.state,
        first: first.action,
        second,
        verdict: stateVerdict('open', random(), bad),
        exchanges: [3],
      })),
    ),
    codes: catalogue.errors.map(({ code, section, status }): CodeResult => {
      const scenarios = results
        .filter(({ scenario }) => scenario.codes.includes(code))
        .map(({ scenario }) => scenario.id)
        .slice(0, 40);
      return scenarios.length === 0
        ? {
            code,
            section,
            status,
            how: 'only through a test hook',
            outcome: 'untested',
            scenarios,
            reason: 'no test hook is given',
          }
        : {
            code,
            section,
            status,
            how: 'by a request that breaks one rule',
            outcome: results.some(
              ({ scenario, verdict }) => scenario.codes.includes(code) && verdict.outcome === 'failed',
            )
              ? 'failed'
              : 'passed',
            scenarios,
          };
    }),
    residue: { checked: true, left: bad ? ['vm run-4711-a in vdc east'] : [] },
    killScore: { killed: 412, faults: 412, variants: 64, suiteVersion: '0.1.0' },
    counts: { requests: evidence.length, tasks: 60 },
    retries: 3,
    tasks: Array.from({ length: 30 }, (_, index) => ({
      id: `task-${100 + index}`,
      type: index % 2 === 0 ? 'PowerOnVm' : 'CloneVm',
      object: `build-${index % 9}`,
      scenario: base[index]?.id ?? '',
      startedAt: new Date(SAMPLE_EPOCH + index * 380).toISOString(),
      endedAt: index === 29 ? null : new Date(SAMPLE_EPOCH + index * 380 + 900 + index * 40).toISOString(),
      status: 'completed',
    })),
    criticalPath: { ms: 5400, scenarios: base.slice(0, 3).map(({ id }) => id) },
    complete: true,
    evidence,
    ...options.change,
  };
}
