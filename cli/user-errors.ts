import { BaselineError } from '../reporters/diff/baseline.ts';
import { MergeError } from '../reporters/merge/merge-runs.ts';
import { ReportError } from '../reporters/model/report-file.ts';
import { CatalogueError } from '../suite/catalogue/catalogue-error.ts';
import { PreflightError } from '../suite/engine/run.ts';
import { RecordingError } from '../suite/evidence/recording.ts';
import { LedgerError } from '../suite/session/read-ledger.ts';
import { TargetError } from '../suite/target/target-error.ts';
import { UsageError } from './usage-error.ts';

const USER_ERRORS = [
  UsageError,
  TargetError,
  PreflightError,
  LedgerError,
  RecordingError,
  ReportError,
  MergeError,
  BaselineError,
  CatalogueError,
];

/** What somebody can mend who reads its message; anything else is an error of the suite. */
export function isUserError(error: unknown): error is Error {
  return USER_ERRORS.some((type) => error instanceof type);
}
