import { createHash } from 'node:crypto';
import type { Body, Exchange } from '../../suite/evidence/types.ts';

export const SAMPLE_EPOCH = Date.parse('2031-03-04T05:06:07.000Z');

export function bodyOf(content: string | Uint8Array, whole?: { size: number; sha256: string }): Body {
  const octets = Buffer.from(content);
  return {
    size: whole?.size ?? octets.length,
    sha256: whole?.sha256 ?? createHash('sha256').update(octets).digest('hex'),
    base64: octets.toString('base64'),
    truncated: whole !== undefined,
  };
}

/** An exchange with sensible defaults; `at` is in milliseconds from the start of the run. */
export function exchangeOf(seq: number, scenario: string, at: number, change: Partial<Exchange> = {}): Exchange {
  return {
    seq,
    scenario,
    step: 'call',
    operation: 'get-task',
    principal: 'admin',
    parameters: { 'version-number': '1.0.0.0', 'org-name': 'acme-labs', 'task-id': 'task-112' },
    attempt: 1,
    request: {
      method: 'GET',
      url: 'https://cloud.acme-labs.example:8443/1.0.0.0/org/acme-labs/task/task-112',
      headers: [
        ['accept', 'application/xml'],
        ['authorization', 'Basic operator:$ATMOS_ADMIN_PASSWORD'],
        ['user-agent', 'atmos-conformance/0.1.0'],
      ],
      body: null,
      placeholders: ['ATMOS_ADMIN_PASSWORD'],
    },
    response: {
      status: 200,
      reason: 'OK',
      headers: [
        ['Content-Type', 'application/xml;charset=utf-8'],
        ['Date', 'Tue, 04 Mar 2031 05:06:07 GMT'],
      ],
      body: bodyOf(TASK_XML),
    },
    failure: null,
    startedAt: new Date(SAMPLE_EPOCH + at).toISOString(),
    elapsedMs: 12.5,
    ...change,
  };
}

export const TASK_XML = `<?xml version="1.0" encoding="UTF-8"?>
<Task xmlns="http://www.emc.com/caas" name="task-112"><object-name>build-7</object-name><start-time>2031-03-04T05:06:02.281+01:00</start-time><end-time>2031-03-04T05:06:09.766+01:00</end-time><type>PowerOffVm</type><status>done</status><cancelable>false</cancelable></Task>`;

export const ERROR_XML = `<?xml version="1.0" encoding="UTF-8"?>
<ErrorMessage xmlns="http://www.emc.com/caas">
  <code>ObjectNotFound</code>
  <message>There is no virtual machine of that name.</message>
</ErrorMessage>`;
