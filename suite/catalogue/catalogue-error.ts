/** One thing wrong with the contracts, and where. */
export interface CatalogueProblem {
  /** Path from the project root, e.g. `contracts/errors.yaml`. */
  readonly file: string;
  /** 1 for the first line. */
  readonly line: number;
  /** What was found and what was expected. */
  readonly message: string;
}

/** The contracts cannot be used. The message has one line per problem: `file:line: message`. */
export class CatalogueError extends Error {
  readonly problems: readonly CatalogueProblem[];

  constructor(problems: readonly CatalogueProblem[]) {
    super(problems.map(({ file, line, message }) => `${file}:${line}: ${message}`).join('\n'));
    this.name = 'CatalogueError';
    this.problems = problems;
  }
}
