// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the file under test spells variables that way
import { it } from 'node:test';
import { MINIMUM, refuses } from './load-text.ts';

it('a target file that somebody wrote from memory is refused with what they meant', (t) => {
  const meant: readonly (readonly [string, string])[] = [
    [MINIMUM.replace('baseUrl', 'url'), '1: unknown key url; did you mean baseUrl?'],
    [`${MINIMUM}org: a\n`, '4: unknown key org; did you mean organization?'],
    [`${MINIMUM}user: a\n`, '4: unknown key user; did you mean principals.admin.username?'],
    [`${MINIMUM}poll-interval: 1s\n`, '4: unknown key poll-interval; did you mean tasks.pollInterval?'],
    [
      MINIMUM.replace('username', 'user'),
      '3: unknown key principals.admin.user; did you mean principals.admin.username?',
    ],
    [`${MINIMUM}  otherAdmin: x\n`, '4: unknown key principals.otherAdmin; did you mean principals.foreignAdmin?'],
    [`${MINIMUM}tls: { insecure: true }\n`, '4: unknown key tls.insecure; did you mean tls.verify: false?'],
    [`${MINIMUM}limits: { rps: 3 }\n`, '4: unknown key limits.rps; did you mean limits.requestsPerSecond?'],
    [
      `${MINIMUM}authentication: basic\n`,
      '4: authentication must be a mapping, and is a string: write { scheme: bearer }',
    ],
    [
      `${MINIMUM}tiers: [lifecycle]\n`,
      '4: tiers.0 must be one of read-only, life-cycle, images, nfs, hostile; did you mean life-cycle?',
    ],
    [MINIMUM.replace('"${PW}"', '${PW}'), "3: Unexpected flow-map-start at node end: write '${PW}', in quotes"],
    [
      MINIMUM.replace('"${PW}"', '12'),
      '3: principals.admin.password must be a string, and is a number: a secret comes from the environment, as the value of a variable',
    ],
  ];
  for (const [text, message] of meant) refuses(t, text, `target.yaml:${message}`);
});
