import { visible } from '../text/visible.ts';

/** Text that is known to be markup. Only `html` and `join` make it, so nothing else gets into a page unescaped. */
export class Markup {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }
}

export type Content = Markup | string | number | null | undefined | false | readonly Content[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Fit for element content and for a quoted attribute. Hidden and direction-changing characters are shown by code point. */
export function escapeHtml(text: string): string {
  return visible(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

function render(content: Content): string {
  if (content === null || content === undefined || content === false) return '';
  if (content instanceof Markup) return content.toString();
  if (typeof content === 'string') return escapeHtml(content);
  if (typeof content === 'number') return String(content);
  return content.map(render).join('');
}

/** A template whose every value is text unless it is Markup. Values may stand in content and in quoted attributes only. */
export function html(strings: TemplateStringsArray, ...values: readonly Content[]): Markup {
  let text = strings[0] ?? '';
  for (const [index, value] of values.entries()) text += render(value) + (strings[index + 1] ?? '');
  return new Markup(text);
}

export function join(items: readonly Content[], separator: Content): Markup {
  return new Markup(items.map(render).join(render(separator)));
}

/** JSON for a `<script type="application/json">`: nothing in it can end the script or begin a comment. */
export function jsonBlock(data: unknown): Markup {
  return new Markup(
    JSON.stringify(data)
      .replace(/</g, '\\u003c')
      .replace(/[\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16)}`),
  );
}
