import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { DoorAnswers } from './door-client.ts';
import type { Engine } from './engine.ts';
import type { PlannedTest } from './planned-tests.ts';

export interface Door {
  /** Where workers ask; whoever does not know it cannot. */
  readonly url: string;
  close(): Promise<void>;
}

/** Lets workers, which are processes of their own, ask the engine, on a free port of this machine. */
export async function openDoor(engine: Engine, plan: readonly PlannedTest[]): Promise<Door> {
  const secret = randomUUID();
  const answers: { readonly [What in keyof DoorAnswers]: (body: string) => Promise<DoorAnswers[What]> } = {
    announce: async (scenarios) => {
      await engine.announce(scenarios.split('\n').filter((id) => id !== ''));
      return null;
    },
    plan: async () => plan,
    perform: (scenario) => engine.perform(scenario),
    'whole-run': (scenario) => engine.wholeRun(scenario),
    outcome: () => engine.outcome(),
  };
  const server = createServer((request, response) => {
    const [, given, what = ''] = (request.url ?? '').split('/');
    const known = given === secret && request.method === 'POST' && Object.hasOwn(answers, what);
    if (!known) {
      response.writeHead(404).end();
      return;
    }
    const answer = text(request).then<unknown>((body) => answers[what as keyof DoorAnswers](body));
    answer.then(
      (answer) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer)),
      (error: unknown) => response.writeHead(500).end(error instanceof Error ? (error.stack ?? '') : String(error)),
    );
  });
  await listen(server);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/${secret}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function listen(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
}
