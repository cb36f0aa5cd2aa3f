import type { Report } from '../model/types.ts';
import { guidePlace } from '../text/guide-place.ts';
import { verdictLine } from '../text/verdict-text.ts';
import { visible } from '../text/visible.ts';

const BASE = 'urn:atmos-conformance:';

/** The context stands in the document: reading it needs no network. */
const CONTEXT = {
  earl: 'http://www.w3.org/ns/earl#',
  dct: 'http://purl.org/dc/terms/',
  doap: 'http://usefulinc.com/ns/doap#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
  assertedBy: { '@id': 'earl:assertedBy', '@type': '@id' },
  subject: { '@id': 'earl:subject', '@type': '@id' },
  test: { '@id': 'earl:test', '@type': '@id' },
  mode: { '@id': 'earl:mode', '@type': '@id' },
  result: 'earl:result',
  outcome: { '@id': 'earl:outcome', '@type': '@id' },
  info: 'earl:info',
  title: 'dct:title',
  description: 'dct:description',
  date: { '@id': 'dct:date', '@type': 'xsd:dateTime' },
  isPartOf: { '@id': 'dct:isPartOf', '@type': '@id' },
  revision: 'doap:revision',
} as const;

/** Evaluation and Report Language 1.0 (W3C) as JSON-LD: an assertion for each scenario. */
export function renderEarl(report: Report): string {
  const assertor = `${BASE}suite`;
  const subject = `${BASE}subject`;
  const graph = [
    {
      '@id': assertor,
      '@type': ['earl:Assertor', 'earl:Software'],
      title: report.suite.name,
      revision: report.suite.version,
    },
    {
      '@id': subject,
      '@type': 'earl:TestSubject',
      title: visible(report.target.name),
      description: visible(report.target.baseUrl),
    },
    ...report.requirements.map(({ id, text, section }) => ({
      '@id': requirementIri(id),
      '@type': 'earl:TestRequirement',
      title: text,
      description: guidePlace(section, report.pages),
    })),
    ...report.results.flatMap((result) => [
      {
        '@id': scenarioIri(result.id),
        '@type': 'earl:TestCase',
        title: visible(result.title),
        isPartOf: result.requirements.map(requirementIri),
      },
      {
        '@id': `${BASE}assertion:${encodeURIComponent(result.id)}`,
        '@type': 'earl:Assertion',
        assertedBy: assertor,
        subject,
        test: scenarioIri(result.id),
        mode: 'earl:automatic',
        result: {
          '@type': 'earl:TestResult',
          outcome: `earl:${result.verdict.outcome}`,
          info: visible(verdictLine(result)),
          date: result.startedAt,
        },
      },
    ]),
  ];
  return `${JSON.stringify({ '@context': CONTEXT, '@graph': graph }, null, 1)}\n`;
}

function scenarioIri(id: string): string {
  return `${BASE}scenario:${encodeURIComponent(id)}`;
}

function requirementIri(id: string): string {
  return `${BASE}requirement:${encodeURIComponent(id)}`;
}
