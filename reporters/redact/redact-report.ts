import { sealReport, unsealReport } from '../model/report-file.ts';
import { sha256 } from '../model/reported-body.ts';
import type { Report, ReportedBody, ReportedExchange, ResultLine } from '../model/types.ts';
import { namesInReport } from './names-in-report.ts';

type Replace = (text: string) => string;

/**
 * The same report with stand-ins for the names of hosts, organizations, data centers, VMs, images, networks and users,
 * fit to be published. One name has one stand-in throughout. What the suite says of itself and of the guide stays.
 * Hashes and sizes of bodies are those of the replaced text, as a hash of the original would confirm a guess.
 */
export function redactReport(report: Report): Report {
  const names = namesInReport(report);
  const replace: Replace = (text) => names.replace(text);
  const { file: _, ...target } = report.target;
  return sealReport({
    ...unsealReport(report),
    target: {
      ...target,
      name: replace(target.name),
      baseUrl: replace(target.baseUrl),
      organization: target.organization === null ? null : replace(target.organization),
      vdcs: target.vdcs.map(replace),
    },
    ...(report.stoppedBecause === undefined ? {} : { stoppedBecause: replace(report.stoppedBecause) }),
    results: report.results.map((result) => redactResult(result, replace)),
    states: report.states.map((cell) => ({ ...cell, reason: replace(cell.reason) })),
    codes: report.codes.map((code) => (code.reason === undefined ? code : { ...code, reason: replace(code.reason) })),
    residue: { ...report.residue, left: report.residue.left.map(replace) },
    tasks: report.tasks.map((task) => ({ ...task, object: replace(task.object) })),
    notShown: report.notShown.map((entry) => ({ ...entry, reason: replace(entry.reason) })),
    exchanges: report.exchanges.map((exchange) => redactExchange(exchange, replace)),
    redacted: true,
  });
}

function redactResult(result: ResultLine, replace: Replace): ResultLine {
  const { verdict } = result;
  const findings = (all: ResultLine['advisories']) =>
    all.map((finding) => ({
      ...finding,
      expected: replace(finding.expected),
      actual: replace(finding.actual),
      where: replace(finding.where),
    }));
  const redacted =
    verdict.outcome === 'passed'
      ? { ...verdict, observed: replace(verdict.observed) }
      : verdict.outcome === 'failed'
        ? { ...verdict, findings: findings(verdict.findings) }
        : { ...verdict, reason: replace(verdict.reason) };
  return { ...result, verdict: redacted, advisories: findings(result.advisories) };
}

function redactExchange(exchange: ReportedExchange, replace: Replace): ReportedExchange {
  const { request, response, failure, parameters } = exchange;
  const headers = (all: ReportedExchange['request']['headers']) =>
    all.map(([name, value]) => [name, replace(value)] as const);
  return {
    ...exchange,
    parameters: Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, replace(value)])),
    request: {
      ...request,
      url: replace(request.url),
      headers: headers(request.headers),
      body: request.body === null ? null : redactBody(request.body, replace),
    },
    response:
      response === null
        ? null
        : {
            ...response,
            reason: replace(response.reason),
            headers: headers(response.headers),
            body: redactBody(response.body, replace),
          },
    failure: failure === null ? null : { ...failure, message: replace(failure.message) },
  };
}

function redactBody(body: ReportedBody, replace: Replace): ReportedBody {
  // Nobody can say which names hide in octets that are no text.
  const text = body.encoding === 'utf-8' ? replace(body.text) : '(not text: left out of the redacted report)';
  return { size: Buffer.byteLength(text), sha256: sha256(text), truncated: body.truncated, encoding: 'utf-8', text };
}
