import type { CatalogueProblem } from './catalogue-error.ts';
import type { ContractFiles } from './shape.ts';
import type { Operation, Requirement } from './types.ts';
import type { YamlSource } from './yaml-source.ts';

/** A value together with the file it came from. */
export interface Sourced<T> {
  readonly source: YamlSource;
  readonly value: T;
}

/** All contract files, each of the right shape, before they are held against each other. */
export interface Loaded {
  readonly operations: readonly Sourced<Operation>[];
  readonly errors: Sourced<ContractFiles['errors']>;
  readonly lifeCycle: Sourced<ContractFiles['life-cycle']>;
  readonly tasks: Sourced<ContractFiles['tasks']>;
  readonly readings: Sourced<ContractFiles['readings']>;
  readonly pages: Sourced<ContractFiles['pages']>;
  readonly requirements: readonly Sourced<ContractFiles['requirements']>[];
  /** Requirements written from templates; their source is the operation's file. */
  readonly generated: readonly Sourced<Requirement>[];
  /** File names in `schemas/xsd/`. */
  readonly schemas: ReadonlySet<string>;
}

export type Report = (problem: CatalogueProblem) => void;
