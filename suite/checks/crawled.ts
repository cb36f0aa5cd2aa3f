import { linksOf } from '../document/links.ts';
import type { Evidence, Exchange } from '../evidence/types.ts';
import type { JudgeContext, RawFinding, ScenarioCheck } from './check.ts';
import { describeAnswer } from './wording.ts';

/** What was followed from where, as the crawler noted it. */
function followed(
  evidence: Evidence,
): readonly { to: Exchange; from: Exchange | undefined; href: string; element: string }[] {
  return evidence.notes.flatMap((note) => {
    if (note.kind !== 'followed') return [];
    const to = evidence.exchanges.find((exchange) => exchange.seq === note.data?.seq);
    return to === undefined
      ? []
      : [
          {
            to,
            from: evidence.exchanges.find((exchange) => exchange.seq === note.data?.from),
            href: String(note.data?.href),
            element: String(note.data?.element),
          },
        ];
  });
}

/** Every link leads to an answer of the kind it promised, and the lists know what the crawl was told otherwise. */
export const crawled: ScenarioCheck = {
  id: 'crawled',
  kind: 'scenario',
  faults: [
    '*/hrefs-dangling',
    'get-vdc-list/links-dangling',
    'get-organization-list/list-empty',
    'get-vdc-list/list-empty',
    'get-vdc-list/last-missing',
    'get-organization-list/own-missing',
  ],
  companions: ['*/entries-without-href'],
  appliesTo: (scenario) => scenario.family === 'crawl',
  judge(_scenario, evidence, _records, context) {
    const findings: RawFinding[] = [];
    for (const { to, from, href, element } of followed(evidence)) {
      if (to.response === null) continue;
      const foreign = to.parameters['org-name'] !== undefined && to.parameters['org-name'] !== context.organization;
      // Another tenant's organisation may be listed and closed; a VM link as §3.16 prints it, and the image store of a VDC, have no URI of their own.
      if (to.response.status === 200 || foreign || to.operation === null) continue;
      findings.push({
        requirement: 'href.resolves',
        expected: `an answer behind ${href} (${element})`,
        actual: describeAnswer(to, context),
        exchanges: from === undefined ? [to] : [to, from],
        where: 'status',
      });
    }
    return [...findings, ...missingFromLists(evidence, context)];
  },
};

/** What can be read by name stands in the list of its kind. */
function missingFromLists(evidence: Evidence, context: JudgeContext): readonly RawFinding[] {
  const findings: RawFinding[] = [];
  const list = evidence.exchanges.find(
    (exchange) => exchange.operation === 'get-organization-list' && exchange.response?.status === 200,
  );
  const own = evidence.exchanges.find(
    (exchange) =>
      exchange.operation === 'get-organization-information' &&
      exchange.parameters['org-name'] === context.organization &&
      exchange.response?.status === 200,
  );
  const root = list === undefined ? undefined : context.documents.root(list);
  if (
    list !== undefined &&
    own !== undefined &&
    root !== undefined &&
    !linksOf(root, context.catalogue.version).some((link) => link.name === context.organization)
  ) {
    findings.push({
      requirement: 'list.complete',
      expected: `${context.organization} in the organisation list, since it can be read`,
      actual: 'it is not listed',
      exchanges: [list, own],
      where: '/OrganizationList',
    });
  }
  return [...findings, ...missingVdcs(evidence, context)];
}

/** A VDC of this organisation that can be read stands in the VDC list. */
function missingVdcs(evidence: Evidence, context: JudgeContext): readonly RawFinding[] {
  const ok = (exchange: Exchange): boolean =>
    exchange.parameters['org-name'] === context.organization && exchange.response?.status === 200;
  const list = evidence.exchanges.find((exchange) => exchange.operation === 'get-vdc-list' && ok(exchange));
  const root = list === undefined ? undefined : context.documents.root(list);
  if (list === undefined || root === undefined) return [];
  const listed = new Set(linksOf(root, context.catalogue.version).map((link) => link.name));
  return evidence.exchanges
    .filter((exchange) => exchange.operation === 'get-vdc-information' && ok(exchange))
    .filter((exchange) => !listed.has(exchange.parameters['vdc-name'] ?? ''))
    .map((exchange) => ({
      requirement: 'list.complete',
      expected: `${exchange.parameters['vdc-name']} in the VDC list, since it can be read`,
      actual: 'it is not listed',
      exchanges: [list, exchange],
      where: '/VirtualDataCenterList',
    }));
}
