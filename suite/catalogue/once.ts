import type { Report } from './loaded.ts';
import type { YamlPath, YamlSource } from './yaml-source.ts';

interface Place {
  readonly source: YamlSource;
  readonly path: YamlPath;
  readonly id: string;
}

/** Reports every id that is there again, naming where it was first. */
export function once(what: string, places: readonly Place[], report: Report): void {
  const first = new Map<string, Place>();
  for (const place of places) {
    const before = first.get(place.id);
    if (!before) {
      first.set(place.id, place);
      continue;
    }
    const earlier = `${before.source.file}:${before.source.lineOf(before.path)}`;
    const line = place.source.lineOf(place.path);
    report({
      file: place.source.file,
      line,
      message: `found ${what} "${place.id}" again; expected it only once (first at ${earlier})`,
    });
  }
}
