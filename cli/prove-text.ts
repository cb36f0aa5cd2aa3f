import type { KillMatrix, MatrixFault } from '../reporters/kill-matrix/types.ts';
import { exchangeText } from './exchange-text.ts';

const share = (part: number, whole: number): string =>
  `${part}/${whole}${whole === 0 ? '' : ` = ${part === whole ? '100' : ((100 * part) / whole).toFixed(1)} %`}`;

/** The four numbers that a proof comes to. */
export function scoreLines({ score, unprovenRequirements }: KillMatrix): readonly string[] {
  return [
    `faults killed: ${share(score.killed, score.faults)}`,
    `checks with a fault: ${share(score.checksWithKill, score.checks)}`,
    `variants passed: ${share(score.passed, score.variants)}`,
    `wrong kills: ${score.wrongKills}`,
    ...(unprovenRequirements.length === 0
      ? []
      : [`requirements by which no fault was killed: ${unprovenRequirements.length} (kill-matrix.json names them)`]),
  ];
}

/** One fault: what it is, who noticed it, and the exchange that gave it away. */
export function faultText(fault: MatrixFault): string {
  const kills = fault.kills.map((kill) =>
    [
      `  ${kill.check} (${kill.standing}, ${kill.count} finding${kill.count === 1 ? '' : 's'})`,
      `    scenario     ${kill.scenario}`,
      `    requirement  ${kill.requirement}`,
      `    expected     ${kill.expected}`,
      `    got          ${kill.actual}`,
      `    where        ${kill.where}`,
      ...(kill.exchange === undefined ? [] : [exchangeText(kill.exchange)]),
    ].join('\n'),
  );
  return [
    `${fault.id} ${fault.status}`,
    `  ${fault.title}. ${fault.description}`,
    `  owner: ${fault.owners.join(', ') || 'none'}; ${fault.scenarios} scenarios, ${fault.exchanges} exchanges, ${fault.elapsedMs} ms`,
    ...fault.open.map((line) => `  open: ${line}`),
    ...kills,
    '',
  ].join('\n');
}
