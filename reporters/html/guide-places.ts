import { guidePlace, type Pages } from '../text/guide-place.ts';
import { html, type Markup } from './markup.ts';

/** Each place of the guide in one piece, so that no line ends between a section and its page. */
export function guidePlacesView(sections: readonly string[], pages: Pages): Markup {
  return html`${sections.map((section, index) => html`<span class="place">${guidePlace(section, pages)}${index < sections.length - 1 && ';'}</span> `)}`;
}
