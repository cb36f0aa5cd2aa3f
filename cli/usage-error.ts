/** The command line or a file it names makes no sense: told in one line, exit code 2. */
export class UsageError extends Error {}
