import type { StableState } from '../catalogue/types.ts';

/** Operations that lead from one stable state to another, the cheapest first. */
export const ROUTES: Readonly<Record<StableState, Readonly<Record<StableState, readonly string[]>>>> = {
  'powered-off': { 'powered-off': [], 'powered-on': ['power-on-vm'], suspended: ['power-on-vm', 'suspend-vm'] },
  'powered-on': { 'powered-off': ['power-off-vm'], 'powered-on': [], suspended: ['suspend-vm'] },
  suspended: { 'powered-off': ['resume-vm', 'power-off-vm'], 'powered-on': ['resume-vm'], suspended: [] },
};

/** The stable state that an operation ends in. */
export const ENDS_IN: Readonly<Record<string, StableState>> = {
  'power-on-vm': 'powered-on',
  'resume-vm': 'powered-on',
  'power-off-vm': 'powered-off',
  'suspend-vm': 'suspended',
};
