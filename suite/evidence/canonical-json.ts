/**
 * JSON with sorted keys and no white space, so that one value has one text and one hash. Properties that are undefined
 * are left out, as in JSON.stringify. Throws TypeError for what JSON cannot hold: functions, NaN, bigints.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return JSON.stringify(value);
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && !ArrayBuffer.isView(value)) {
    const members: string[] = [];
    for (const key of Object.keys(value).sort()) {
      const item: unknown = (value as Record<string, unknown>)[key];
      if (item !== undefined) members.push(`${JSON.stringify(key)}:${canonicalJson(item)}`);
    }
    return `{${members.join(',')}}`;
  }
  throw new TypeError(`JSON cannot hold ${typeof value === 'number' ? String(value) : `a ${typeof value}`}`);
}

/** A value as a recording gives it back: members sorted, none undefined. */
export function asRecorded<T>(value: T): T {
  return JSON.parse(canonicalJson(value)) as T;
}
