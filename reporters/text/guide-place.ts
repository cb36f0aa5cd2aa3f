/** Page of the printed guide for each section; absent in a report of an earlier suite. */
export type Pages = Readonly<Record<string, number>> | undefined;

/** `§3.6, p. 13`: how every rendering cites the guide. */
export function guidePlace(section: string, pages: Pages): string {
  const page = pages?.[section];
  return page === undefined ? `§${section}` : `§${section}, p. ${page}`;
}
