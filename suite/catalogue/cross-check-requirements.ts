import type { Loaded, Report } from './loaded.ts';
import { once } from './once.ts';

/** Requirements are there once, have a value in each place of their template, and exist where a reading names them. */
export function checkRequirements({ requirements, generated, readings }: Loaded, report: Report): void {
  const written = requirements.flatMap(({ source, value }) =>
    (value.requirements ?? []).map(({ id }, at) => ({ source, path: ['requirements', at, 'id'], id })),
  );
  // An operation or a code that is there twice is reported where it stands; its requirements need no report of their own.
  const fromTemplates = new Map(
    generated.map(({ source, value }) => [value.id, { source, path: ['id'], id: value.id }]),
  );
  const all = [...fromTemplates.values(), ...written];
  once('requirement', all, report);
  for (const { source, value } of generated) {
    const gap = /\{[A-Za-z]+\}/.exec(value.text);
    if (gap)
      report({
        file: source.file,
        line: 1,
        message: `found no value for ${gap[0]} in requirement "${value.id}"; expected the operation to have one`,
      });
  }
  const known = new Set(all.map(({ id }) => id));
  readings.value.readings.forEach((reading, at) => {
    reading.requirements?.forEach((id, n) => {
      if (known.has(id)) return;
      const line = readings.source.lineOf(['readings', at, 'requirements', n]);
      report({
        file: readings.source.file,
        line,
        message: `found requirement "${id}" in reading "${reading.id}"; expected one that contracts/requirements/ gives`,
      });
    });
  });
}
