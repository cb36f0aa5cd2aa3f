import type { Edge } from './edges.ts';

/** Import cycles among files, types included, each as the files in order from its alphabetically first one. */
export function cyclesOf(edges: readonly Edge[]): string[][] {
  const targets = new Map<string, Set<string>>();
  for (const edge of edges) {
    if (edge.external || edge.kind === 'data') continue;
    const known = targets.get(edge.from) ?? new Set();
    targets.set(edge.from, known.add(edge.to));
  }

  const cycles = new Map<string, string[]>();
  const done = new Set<string>();
  const trail: string[] = [];
  const walk = (file: string): void => {
    const start = trail.indexOf(file);
    if (start >= 0) {
      const cycle = fromFirst(trail.slice(start));
      cycles.set(cycle.join('\n'), cycle);
      return;
    }
    if (done.has(file)) return;
    trail.push(file);
    for (const target of targets.get(file) ?? []) walk(target);
    trail.pop();
    done.add(file);
  };
  for (const file of targets.keys()) walk(file);
  return [...cycles.values()];
}

function fromFirst(cycle: readonly string[]): string[] {
  const first = cycle.indexOf([...cycle].sort()[0] ?? '');
  return [...cycle.slice(first), ...cycle.slice(0, first)];
}
