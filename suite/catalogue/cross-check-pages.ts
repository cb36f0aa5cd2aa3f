import type { Loaded, Report } from './loaded.ts';
import type { YamlPath, YamlSource } from './yaml-source.ts';

interface Citation {
  readonly source: YamlSource;
  readonly path: YamlPath;
  readonly section: string;
}

/** Every section that is cited has its page, and no section begins before the one that stands before it in the guide. */
export function checkPages(loaded: Loaded, report: Report): void {
  const { source, value } = loaded.pages;
  for (const { source: citing, path, section } of citations(loaded)) {
    if (value.pages[section] !== undefined) continue;
    const line = citing.lineOf(path);
    report({ file: citing.file, line, message: `found section "${section}"; expected one of ${source.file}` });
  }
  const inOrder = Object.entries(value.pages).sort(([one], [other]) => byNumber(one, other));
  for (const [index, [section, page]] of inOrder.entries()) {
    const [before, pageBefore] = inOrder[index - 1] ?? [section, page];
    if (page >= pageBefore) continue;
    report({
      file: source.file,
      line: source.lineOf(['pages', section]),
      message: `found §${section} on page ${page}; expected it not before §${before}, which is on page ${pageBefore}`,
    });
  }
}

function citations({ operations, errors, lifeCycle, readings, requirements }: Loaded): readonly Citation[] {
  return [
    ...operations.map(({ source, value }) => ({ source, path: ['section'], section: value.section })),
    ...errors.value.errors.map(({ section }, at) => ({
      source: errors.source,
      path: ['errors', at, 'section'],
      section,
    })),
    ...(['states', 'cells'] as const).flatMap((list) =>
      lifeCycle.value[list].map(({ section }, at) => ({
        source: lifeCycle.source,
        path: [list, at, 'section'],
        section,
      })),
    ),
    ...readings.value.readings.flatMap(({ sections }, at) =>
      sections.map((section, n) => ({ source: readings.source, path: ['readings', at, 'sections', n], section })),
    ),
    ...requirements.flatMap(({ source, value }) =>
      (value.requirements ?? []).map(({ section }, at) => ({
        source,
        path: ['requirements', at, 'section'],
        section,
      })),
    ),
  ];
}

/** `3.9` stands before `3.10`. */
function byNumber(one: string, other: string): number {
  const [left, right] = [one, other].map((section) => section.split('.').map(Number));
  for (let at = 0; at < Math.max(left?.length ?? 0, right?.length ?? 0); at += 1) {
    const difference = (left?.[at] ?? 0) - (right?.[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
