import { ACCESS_VARIANTS, BODY_VARIANTS } from './access.ts';
import { LINK_VARIANTS } from './forms.ts';
import { STORE_VARIANTS } from './images.ts';
import { MACHINE_VARIANTS } from './machines.ts';
import { MARKUP_VARIANTS } from './markup.ts';
import { TASK_VARIANTS } from './tasks.ts';
import type { Variant } from './types.ts';
import { WIRE_VARIANTS } from './wire.ts';
import { WORD_VARIANTS } from './words.ts';
import { WORLD_VARIANTS } from './worlds.ts';

/** Conforming servers that differ in everything the guide leaves open. Not one of them may fail. */
export const VARIANTS: readonly Variant[] = [
  ...LINK_VARIANTS,
  ...WORD_VARIANTS,
  ...MARKUP_VARIANTS,
  ...WIRE_VARIANTS,
  ...MACHINE_VARIANTS,
  ...TASK_VARIANTS,
  ...STORE_VARIANTS,
  ...ACCESS_VARIANTS,
  ...BODY_VARIANTS,
  ...WORLD_VARIANTS,
];
