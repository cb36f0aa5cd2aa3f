/** Ids of the places in the page that others link to. Prefixes keep scenarios, cells and codes apart. */

export const scenarioAnchor = (id: string): string => `s:${id}`;
export const aspectAnchor = (operation: string | null, aspect: string): string => `h:${operation ?? '*'}:${aspect}`;
export const cellAnchor = (state: string, action: string): string => `c:${state}:${action}`;
export const readingAnchor = (id: string): string => `r:${id}`;
export const exchangeAnchor = (seq: number): string => `x:${seq}`;

/** A link to an anchor within the page; whatever could not stand in a URL is escaped. */
export function fragment(anchor: string): string {
  return `#${encodeURIComponent(anchor).replaceAll('%3A', ':').replaceAll('%2F', '/')}`;
}
