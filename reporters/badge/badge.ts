import { html } from '../html/markup.ts';
import type { Report } from '../model/types.ts';

const COLOURS: Readonly<Record<Report['outcome'], string>> = {
  conformant: '#17713a',
  nonconformant: '#b3202c',
  incomplete: '#7d5700',
};

/** `badge.svg`: the outcome and how much it rests on, for a README. */
export function renderBadge({ outcome, counts, catalogue }: Pick<Report, 'outcome' | 'counts' | 'catalogue'>): string {
  const name = `Atmos API ${catalogue.version}`;
  const tested = counts.results - counts.untested - counts.inapplicable;
  const verdict =
    outcome === 'conformant'
      ? `conformant (${tested})`
      : outcome === 'nonconformant'
        ? `${counts.failed} failed`
        : 'incomplete';
  const [left, right] = [widthOf(name), widthOf(verdict)];
  const label = `${name}: ${verdict}`;
  return `${html`<svg xmlns="http://www.w3.org/2000/svg" width="${left + right}" height="20" role="img" aria-label="${label}"><title>${label}</title><clipPath id="r"><rect width="${left + right}" height="20" rx="3"/></clipPath><g clip-path="url(#r)"><rect width="${left}" height="20" fill="#3b4350"/><rect x="${left}" width="${right}" height="20" fill="${COLOURS[outcome]}"/></g><g fill="#fff" text-anchor="middle" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11"><text x="${left / 2}" y="14" textLength="${left - 14}">${name}</text><text x="${left + right / 2}" y="14" textLength="${right - 14}">${verdict}</text></g></svg>`}\n`;
}

/** Units of 11 px Verdana, roughly; `textLength` makes the text fit whatever font is there. */
function widthOf(text: string): number {
  return Math.round(text.length * 6.6) + 14;
}
