// How big the compliance page gets and how long a browser needs for it. Takes a report and repeats its results until
// there are 10,000: `node --import tsx bench/report-page.ts [reports/report.json]`. Times are medians.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { renderHtml } from '../reporters/html/page.ts';
import { readReport, sealReport, unsealReport } from '../reporters/model/report-file.ts';
import { classLines, tally } from '../reporters/model/tally.ts';
import type { Report } from '../reporters/model/types.ts';
import { launchChromium } from '../scripts/browser/ensure-chromium.ts';

const WANTED = 10_000;
const ROUNDS = 7;

/** In the page, until the filtered rows are painted. */
const FILTER_MS = `(async () => {
  const box = document.getElementById('q');
  const shown = document.getElementById('shown');
  const began = performance.now();
  box.value = 'power-off';
  box.dispatchEvent(new Event('input', { bubbles: true }));
  while (!shown.textContent.includes(' of ')) await new Promise(requestAnimationFrame);
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return performance.now() - began;
})()`;
const OPEN_MS = `Math.max(
  performance.getEntriesByType('navigation')[0].loadEventEnd,
  performance.getEntriesByName('first-contentful-paint')[0].startTime,
)`;

function repeated(report: Report): Report {
  const results = Array.from({ length: WANTED }, (_, index) => {
    const result = report.results[index % report.results.length];
    if (result === undefined) throw new Error('the report holds no results');
    const round = Math.floor(index / report.results.length);
    return round === 0 ? result : { ...result, id: `${result.id}-${round}` };
  });
  return sealReport({
    ...unsealReport(report),
    results,
    classes: classLines(results),
    counts: { ...report.counts, ...tally(results), results: results.length },
  });
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

const report = repeated(readReport(process.argv[2] ?? 'reports/report.json'));
const folder = mkdtempSync(join(tmpdir(), 'atmos-bench-'));
const file = join(folder, 'report.html');
const began = performance.now();
const page = renderHtml(report);
const rendered = performance.now() - began;
writeFileSync(file, page);
const browser = await launchChromium();
try {
  const times: { open: number; filter: number }[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const tab = await browser.newPage();
    await tab.goto(pathToFileURL(file).href);
    times.push({ open: await tab.evaluate<number>(OPEN_MS), filter: await tab.evaluate<number>(FILTER_MS) });
    await tab.close();
  }
  console.log(`scenarios  ${report.results.length}`);
  console.log(`size       ${(Buffer.byteLength(page) / 1e6).toFixed(1)} MB`);
  console.log(`render     ${Math.round(rendered)} ms`);
  console.log(`open       ${Math.round(median(times.map(({ open }) => open)))} ms`);
  console.log(`filter     ${Math.round(median(times.map(({ filter }) => filter)))} ms`);
} finally {
  await browser.close();
  rmSync(folder, { recursive: true });
}
