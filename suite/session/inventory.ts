import type { VmInformation } from '../document/vm.ts';

/** What was there before the run created anything: the suite may look at it and clone from it, never change it. */
export interface Survey {
  readonly organizations: readonly string[];
  readonly vdcs: readonly SurveyedVdc[];
  readonly images: readonly string[];
  readonly templates: readonly string[];
  readonly tasks: readonly string[];
}

export interface SurveyedVdc {
  readonly name: string;
  readonly vms: readonly SurveyedVm[];
  readonly networks: readonly string[];
}

export interface SurveyedVm {
  readonly name: string;
  readonly information: VmInformation | undefined;
  readonly nics: readonly string[];
}

export const NOTHING_SURVEYED: Survey = { organizations: [], vdcs: [], images: [], templates: [], tasks: [] };
