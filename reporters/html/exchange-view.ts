import { keptOctets } from '../model/reported-body.ts';
import type { ReportedBody, ReportedExchange } from '../model/types.ts';
import { curlCaveat, curlLine } from '../text/curl.ts';
import { grouped } from '../text/words.ts';
import { exchangeAnchor } from './anchors.ts';
import { highlightXml } from './highlight.ts';
import { html, type Markup } from './markup.ts';
import { looksLikeXml, xmlLines } from './xml-lines.ts';

/** Octets of one body that the page shows; the report file holds more. */
const SHOWN = 6 * 1024;

/** Where a finding points within an exchange; empty for none. */
export type Marks = readonly string[];

/** One exchange, folded. Everything in it is text of the server or for the server, and stays text. */
export function exchangeView(exchange: ReportedExchange, marks: Marks = [], open = false): Markup {
  const { seq, request, response, failure, principal, step, attempt, elapsedMs } = exchange;
  const answer = response === null ? (failure?.message ?? 'no answer') : `${response.status} ${response.reason}`;
  const caveat = curlCaveat(exchange);
  return html`<details class="exchange" id="${exchangeAnchor(seq)}"${open && html` open`}><summary><code>#${seq} ${request.method} ${request.url}</code> <span class="arrow">→</span> <strong>${answer}</strong> <span class="muted">as ${principal}, ${step}${attempt > 1 && `, try ${attempt}`}, ${Math.round(elapsedMs)} ms</span></summary>
<div class="pair"><div><p class="label">Request</p><pre class="http"><b>${request.method}</b> ${request.url}
${headers(request.headers, [])}</pre>${request.body !== null && bodyView(request.body, marks.length > 0)}</div>
<div><p class="label">Response</p>${
    response === null
      ? html`<p class="word cantTell">No response: ${failure?.kind ?? 'unknown'}. ${failure?.message ?? ''}</p>`
      : html`<pre class="http">${statusLine(response, marks)}
${headers(response.headers, marks)}</pre>${bodyView(response.body, marks.length > 0)}`
  }</div></div>
${command(curlLine(exchange), 'curl', `curl-${seq}`)}${caveat !== null && html`<p class="muted">${caveat}</p>`}</details>`;
}

/** A command with a button that copies it. The button is unhidden by the script, without which it could do nothing. */
export function command(text: string, name: string, label: string): Markup {
  return html`<div class="cmd"><code>${text}</code><button type="button" class="copy" hidden aria-label="Copy ${name} (${label})">Copy ${name}</button></div>`;
}

function statusLine(response: NonNullable<ReportedExchange['response']>, marks: Marks): Markup {
  const line = html`<b>${response.status}</b> ${response.reason}`;
  return marks.some((mark) => /^status(?: line)?$/i.test(mark.trim())) ? html`<mark>${line}</mark>` : line;
}

function headers(all: readonly (readonly [string, string])[], marks: Marks): Markup[] {
  const marked = marks.map((mark) => /^header\s+(\S+)/i.exec(mark.trim())?.[1]?.toLowerCase());
  return all.map(([name, value]) => {
    const line = html`<u>${name}</u>: ${value}`;
    return html`${marked.includes(name.toLowerCase()) ? html`<mark>${line}</mark>` : line}
`;
  });
}

/** Colours cost elements, of which a page cannot have too many: only what a finding points into gets them. */
function bodyView(body: ReportedBody, coloured: boolean): Markup {
  if (body.size === 0) return html`<p class="muted">no body</p>`;
  const about = html`<p class="muted">${grouped(body.size)} octets${body.truncated && ' (cut in this report)'}, SHA-256 <code class="hash">${body.sha256}</code></p>`;
  if (body.encoding === 'base64')
    return html`<pre class="body">${hexDump(keptOctets(body).subarray(0, 512))}</pre><p class="muted">not UTF-8: the first octets in hexadecimal</p>${about}`;
  const text = body.text.slice(0, SHOWN);
  const cut = body.text.length > SHOWN;
  const lines = !cut && looksLikeXml(text) ? xmlLines(text) : null;
  const laidOut = lines === null ? text : lines.map(({ depth, text: line }) => '  '.repeat(depth) + line).join('\n');
  const view = coloured && looksLikeXml(text) ? highlightXml(laidOut) : laidOut;
  return html`<pre class="body">${view}</pre>${cut && html`<p class="muted">the page shows the first ${grouped(SHOWN)} characters</p>`}${lines !== null && lines.length > 1 && html`<p class="muted">indented for reading</p>`}${about}`;
}

/** Sixteen octets a line: offset, hexadecimal, and the printable ASCII among them. */
function hexDump(octets: Uint8Array): string {
  const lines: string[] = [];
  for (let offset = 0; offset < octets.length; offset += 16) {
    const row = [...octets.subarray(offset, offset + 16)];
    const hex = row.map((octet) => octet.toString(16).padStart(2, '0')).join(' ');
    const ascii = row.map((octet) => (octet >= 0x20 && octet < 0x7f ? String.fromCharCode(octet) : '.')).join('');
    lines.push(`${offset.toString(16).padStart(4, '0')}  ${hex.padEnd(47)}  ${ascii}`);
  }
  return lines.join('\n');
}
