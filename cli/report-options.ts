import { readBaseline } from '../reporters/diff/baseline.ts';
import type { Scenario } from '../suite/plan/types.ts';
import { ofSelection } from './known-failures.ts';
import { readSigningKey } from './signing-key.ts';
import { UsageError } from './usage-error.ts';
import type { ReportOptions } from './write-reports.ts';

/** What a command line can say of the reports. */
export interface ReportFlags {
  /** File with an Ed25519 private key. */
  readonly sign?: string;
  readonly redact?: boolean;
  /** File with known failures. */
  readonly baseline?: string;
}

/** The same, understood. Throws UsageError and BaselineError. */
export function reportOptions(
  { sign, redact, baseline: file }: ReportFlags,
  planned: readonly Scenario[],
  selected: readonly Scenario[],
): ReportOptions {
  if (sign !== undefined && redact === true)
    throw new UsageError('a certificate names the server that it is about, so --sign does not go with --redact');
  const ids = (all: readonly Scenario[]): readonly string[] => all.map(({ id }) => id);
  return {
    ...(sign === undefined ? {} : { signingKey: readSigningKey(sign) }),
    ...(redact === undefined ? {} : { redact }),
    ...(file === undefined
      ? {}
      : { known: ofSelection({ file, baseline: readBaseline(file) }, ids(planned), ids(selected)) }),
  };
}
