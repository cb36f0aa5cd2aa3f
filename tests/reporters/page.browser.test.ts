import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from '@playwright/test';
import axe from 'axe-core';
import { renderHtml } from '../../reporters/html/page.ts';
import { buildReport } from '../../reporters/model/build-report.ts';
import type { Report } from '../../reporters/model/types.ts';
import { curlLine } from '../../reporters/text/curl.ts';
import { repeatCommand } from '../../reporters/text/repeat-command.ts';
import { launchChromium } from '../../scripts/browser/ensure-chromium.ts';
import { HOSTILE_TEXTS, hostileRun } from './hostile.ts';
import { sampleRun } from './sample.ts';

const folder = mkdtempSync(join(tmpdir(), 'atmos-page-'));
let browser: Browser;

before(async () => {
  browser = await launchChromium();
});
after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

// Code for the page is given as text: its names are not those of Node, and nothing that compiles this file may touch it.
const OPEN_ALL = `for (const details of document.querySelectorAll('details')) details.open = true`;

interface AxeResult {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
  }[];
}

/** Waits until the line that counts the rows begins with, or holds, some text. */
async function told(page: Page, text: string): Promise<void> {
  await page
    .locator('#shown')
    .filter({ hasText: text.startsWith(' ') ? text : new RegExp(`^${text}`) })
    .waitFor();
}

interface Visit {
  readonly page: Page;
  /** What went wrong in the page: console errors, exceptions, dialogs, requests to anywhere. */
  readonly trouble: string[];
  close(): Promise<void>;
}

async function visit(report: Report, options: BrowserContextOptions & { hash?: string } = {}): Promise<Visit> {
  const { hash = '', ...rest } = options;
  const file = join(folder, `${report.footer.sha256.slice(0, 8)}.html`);
  writeFileSync(file, renderHtml(report));
  const url = pathToFileURL(file).href;
  const context = await browser.newContext(rest);
  const page = await context.newPage();
  const trouble: string[] = [];
  page.on('console', (message) => trouble.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => trouble.push(`exception: ${error.message}`));
  page.on('dialog', (dialog) => {
    trouble.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (request.url() !== url && request.url().split('#')[0] !== url) trouble.push(`request: ${request.url()}`);
  });
  await page.goto(url + hash);
  return { page, trouble, close: () => context.close() };
}

const report = buildReport(sampleRun());
const failed = report.results.filter(({ verdict }) => verdict.outcome === 'failed');

test('the page tells everything that a certifier asks, in the agreed order, without a word from elsewhere', async () => {
  const { page, trouble, close } = await visit(report);
  assert.equal(await page.locator('h1').innerText(), `${report.target.name}: nonconformant`);
  assert.deepEqual(await page.locator('h2').allInnerTexts(), [
    'What was tested',
    'Conformance classes',
    'Operations by aspect',
    'Life cycle of a VM',
    'Error codes',
    'Readings',
    'Timeline',
    'Residue',
    'Proof of the suite',
    'What this report does not show',
    'Failures',
    'Scenarios',
    'Evidence',
  ]);
  assert.equal(await page.locator('.codes tbody tr').count(), 78);
  assert.equal(await page.locator('.heat tbody tr').count(), 29);
  assert.equal(await page.locator('#scenarios tr[id]').count(), report.results.length);
  assert.deepEqual(new Set(await page.locator('.fail h4 a').allInnerTexts()), new Set(failed.map(({ id }) => id)));
  assert.deepEqual((await page.locator('.counts .n').allInnerTexts()).map(Number), [
    report.counts.passed,
    report.counts.flaky,
    report.counts.failed,
    report.counts.cantTell,
    report.counts.untested,
    report.counts.inapplicable,
  ]);
  assert.deepEqual(trouble, []);
  await close();
});

test('wherever the page cites the guide, it gives section and page', async () => {
  const { page, close } = await visit(report);
  const cited = ['.kind .about', '.heat tbody th', '.readings h3', 'td.place', 'details.group > summary'];
  for (const selector of cited) {
    const texts = (await page.locator(selector).allTextContents()).filter((text) => text.includes('§'));
    assert.ok(texts.length > 0, selector);
    for (const text of texts) assert.doesNotMatch(text, /§\d+\.\d+(?!\d|, p\. \d+)/, selector);
  }
  assert.match((await page.locator('.heat tbody th').first().textContent()) ?? '', /§3\.6, p\. 13$/);
  await close();
});

test('without a script the page is whole: only what needs one is not offered', async () => {
  const { page, trouble, close } = await visit(report, { javaScriptEnabled: false });
  assert.equal(await page.locator('.fail:visible').count(), failed.length);
  assert.equal(await page.locator('.filters:visible, button:visible').count(), 0);
  await page.locator('details.group > summary').first().click();
  assert.ok(await page.locator('#scenarios tr[id]').first().isVisible());
  assert.deepEqual(trouble, []);
  await close();
});

test('search, verdicts, aspect and class choose the rows, and the count says how many', async () => {
  const { page, close } = await visit(report);
  const shown = async () => (await page.locator('#shown').innerText()).split(' ')[0];
  const visibleRows = () =>
    page.locator('#scenarios tr[id]:not([hidden])').evaluateAll((rows) => rows.map((row) => row.id.slice(2)).sort());
  const expected = (keep: (result: Report['results'][number]) => boolean) =>
    report.results
      .filter(keep)
      .map(({ id }) => id)
      .sort();

  await page.fill('#q', 'error-ObjectNotFound');
  await told(page, ' of ');
  assert.deepEqual(
    await visibleRows(),
    expected(({ id }) => id.includes('error-ObjectNotFound')),
  );
  await page.fill('#q', 'no such thing anywhere');
  await told(page, '0 of ');
  assert.deepEqual(await visibleRows(), []);
  await page.fill('#q', '');
  for (const key of ['passed', 'flaky', 'cantTell', 'untested', 'inapplicable'])
    await page.locator(`input[value=${key}]`).uncheck();
  await told(page, `${failed.length} of `);
  assert.deepEqual(
    await visibleRows(),
    expected(({ verdict }) => verdict.outcome === 'failed'),
  );
  for (const key of ['passed', 'flaky', 'cantTell', 'untested', 'inapplicable'])
    await page.locator(`input[value=${key}]`).check();
  await page.selectOption('#a', 'roles');
  assert.deepEqual(
    await visibleRows(),
    expected(({ aspect }) => aspect === 'roles'),
  );
  await page.selectOption('#a', '');
  await page.selectOption('#k', 'Robustness');
  assert.deepEqual(
    await visibleRows(),
    expected((result) => result.class === 'robustness'),
  );
  assert.equal(await shown(), String(expected((result) => result.class === 'robustness').length));
  await close();
});

test('a cell of the heat map leads to its scenarios, a row opens by keyboard and tells how to repeat it', async () => {
  const { page, trouble, close } = await visit(report);
  await page.locator('.heat tbody tr').first().locator('a').first().click();
  const row = page.locator('#scenarios tr[id]').first();
  assert.ok(await row.isVisible());
  await row.locator('a').focus();
  await page.keyboard.press('Enter');
  assert.equal(await row.locator('a').getAttribute('aria-expanded'), 'true');
  const id = (await row.getAttribute('id'))?.slice(2) ?? '';
  const detail = page.locator('tr.detail');
  const shown = report.results.find((result) => result.id === id);
  assert.ok(shown);
  assert.ok((await detail.innerText()).includes(repeatCommand(report.target, shown)));
  const requirement = report.requirements.find((line) => line.id === shown.requirements[0]);
  assert.ok((await detail.innerText()).includes(requirement?.text ?? 'nothing'));
  await page.keyboard.press('Enter');
  assert.equal(await page.locator('tr.detail').count(), 0);
  assert.deepEqual(trouble, []);
  await close();
});

test('a link from elsewhere unfolds what it points to', async () => {
  const id = failed[0]?.id ?? '';
  const { page, close } = await visit(report, { hash: `#s:${id}` });
  assert.ok(await page.locator(`[id="s:${id}"]`).isVisible());
  const evidence = report.exchanges.find(({ scenario }) => !failed.some((result) => result.id === scenario));
  await page.goto(`${page.url().split('#')[0]}#x:${evidence?.seq}`);
  await page.locator(`[id="x:${evidence?.seq}"][open]`).waitFor();
  await close();
});

test('copy as curl puts the very command on the clipboard', async () => {
  const { page, trouble, close } = await visit(report, { permissions: ['clipboard-read', 'clipboard-write'] });
  const exchange = page.locator('.fail details.exchange').first();
  await exchange.locator('summary').click();
  const seq = Number((await exchange.getAttribute('id'))?.slice(2));
  await exchange.getByRole('button', { name: /Copy curl/ }).click();
  await exchange.getByText('Copied').waitFor();
  const kept = report.exchanges.find((candidate) => candidate.seq === seq);
  assert.ok(kept);
  assert.equal(await page.evaluate('navigator.clipboard.readText()'), curlLine(kept));
  assert.deepEqual(trouble, []);
  await close();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing wrong, ${colorScheme}`, async () => {
    const { page, close } = await visit(buildReport(sampleRun({ scenarios: 120 })), { colorScheme });
    await page.evaluate(OPEN_ALL);
    await page.locator('#scenarios tr[id] a').first().click();
    await page.evaluate(axe.source);
    const result = await page.evaluate<AxeResult>('axe.run()');
    const violations = result.violations.map(
      ({ id, nodes }) => `${id} (${nodes.length}): ${nodes[0]?.html.slice(0, 300)} ${nodes[0]?.failureSummary}`,
    );
    assert.deepEqual(violations, []);
    await close();
  });
}

test('what a hostile server says is text: nothing runs, nothing loads, nothing is hidden', async () => {
  const { page, trouble, close } = await visit(buildReport(hostileRun()));
  await page.evaluate(OPEN_ALL);
  for (const row of await page.locator('#scenarios tr[id*=hostile] a').all()) await row.click();
  await page.mouse.move(300, 300);
  assert.equal(await page.evaluate(`'pwned' in globalThis`), false);
  const text = (await page.locator('body').textContent()) ?? '';
  assert.ok(
    text.includes(HOSTILE_TEXTS.script) &&
      text.includes('⟨U+202E⟩') &&
      text.includes('⟨U+001B⟩') &&
      text.includes('⟨U+0000⟩'),
  );
  assert.doesNotMatch(text, /[\p{Cf}\p{Zl}\p{Zp}]|(?![\t\n\r])\p{Cc}/u);
  assert.equal(await page.locator('script').count(), 2);
  assert.equal(await page.locator('img, iframe, object, embed, link, form').count(), 0);
  assert.deepEqual(trouble, []);
  await close();
});

test('on a narrow screen nothing but tables and drawings is wider than the screen', async () => {
  const { page, close } = await visit(buildReport(hostileRun()), { viewport: { width: 380, height: 800 } });
  assert.ok((await page.evaluate<number>('document.documentElement.scrollWidth')) <= 380);
  await close();
});

test('ten thousand scenarios: under 10 MB, open and filter in under a second', async () => {
  const big = buildReport(sampleRun({ scenarios: 10_000 }));
  assert.ok(Buffer.byteLength(renderHtml(big)) < 10_000_000);
  const { page, close } = await visit(buildReport(sampleRun({ scenarios: 1 })));
  const session = await page.context().newCDPSession(page);
  // Processor time of the page's main thread: what the page needs, and not what else the machine was doing.
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const spent = async () =>
    (await session.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration')?.value ??
    Number.NaN;
  const file = join(folder, 'big.html');
  writeFileSync(file, renderHtml(big));
  await page.goto(pathToFileURL(file).href);
  const open = await spent();
  await page.fill('#q', 'power-off');
  await told(page, ' of ');
  const filter = (await spent()) - open;
  assert.ok(open < 1, `opening took ${open} s`);
  assert.ok(filter < 1, `filtering took ${filter} s`);
  assert.ok(open > 0 && filter > 0);
  await close();
});
