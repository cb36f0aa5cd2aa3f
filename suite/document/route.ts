import type { Catalogue, Operation } from '../catalogue/types.ts';

export interface Route {
  readonly operation: Operation;
  readonly parameters: Readonly<Record<string, string>>;
}

/** The read operation whose URI these decoded segments are (without regard to a trailing slash), if any. */
export function routeOf(catalogue: Catalogue, segments: readonly string[]): Route | null {
  for (const operation of catalogue.operations) {
    if (operation.method !== 'GET') continue;
    const template = operation.path.split('/').filter((part) => part !== '');
    if (template.length !== segments.length) continue;
    const parameters: Record<string, string> = {};
    const matches = template.every((part, index) => {
      const segment = segments[index] ?? '';
      if (!part.startsWith('{')) return part === segment;
      parameters[part.slice(1, -1)] = segment;
      return true;
    });
    if (matches) return { operation, parameters };
  }
  return null;
}
