import type { Dialect } from '../dialect/dialect.ts';

const OFFSET_HOURS = 8;

/** Writes a moment as xs:dateTime. The guide's example has milliseconds and an offset of eight hours. */
export function writeTime(milliseconds: number, form: Dialect['times']): string {
  const iso = new Date(milliseconds).toISOString();
  switch (form) {
    case 'utc':
      return iso;
    case 'offset':
      return new Date(milliseconds + OFFSET_HOURS * 3_600_000).toISOString().replace('Z', `+0${OFFSET_HOURS}:00`);
    case 'no-fraction':
      return iso.replace(/\.\d+Z$/, 'Z');
    case 'no-zone':
      return iso.replace('Z', '');
    case 'micro':
      return iso.replace('Z', '000Z');
  }
}
