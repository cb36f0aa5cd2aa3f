import { verifyCertificate } from '../reporters/certificate/verify.ts';
import { wrap } from '../reporters/terminal/layout.ts';
import { palette, wantsColors } from '../reporters/terminal/palette.ts';
import { visibleLine } from '../reporters/text/visible.ts';
import { readNamedFile } from './read-file.ts';

export interface VerifyOptions {
  /** File with the public key that the reader trusts, in PEM. */
  readonly key?: string;
}

const SIGNS = { holds: '✓', fails: '✗', caution: '!' } as const;

/** Says of a certificate what holds and what does not. Gives the exit code: 0, or 1 when anything fails. */
export function verify(certificate: string, report: string | undefined, options: VerifyOptions): number {
  const {
    valid,
    statements,
    certificate: read,
  } = verifyCertificate(
    readNamedFile(certificate),
    report === undefined ? undefined : readNamedFile(report),
    options.key === undefined ? undefined : readNamedFile(options.key).toString('utf8'),
  );
  const paint = palette(wantsColors(process.stdout, process.env));
  const colors = { holds: paint.tally.passed, fails: paint.tally.failed, caution: paint.tally.cantTell };
  const columns = Math.max(50, process.stdout.columns ?? 100);
  const lines = [
    ...(read === null ? [] : [paint.bold(visibleLine(`${read.subject.name} (${read.subject.baseUrl})`))]),
    ...statements.flatMap(({ kind, text }) =>
      wrap(visibleLine(text), columns - 4).map((line, index) =>
        index === 0 ? `  ${colors[kind](SIGNS[kind])} ${line}` : `    ${line}`,
      ),
    ),
    valid ? paint.outcome.conformant('VALID') : paint.outcome.nonconformant('NOT VALID'),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  return valid ? 0 : 1;
}
