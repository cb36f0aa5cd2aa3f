import type { TaskRegister } from '../catalogue/types.ts';
import type { Exchange } from '../evidence/types.ts';
import type { XmlElement } from '../xml/types.ts';
import { childText } from './documents.ts';
import { type ResolvedHref, resolveHref } from './href.ts';

export interface TaskInformation {
  readonly name: string | undefined;
  readonly objectName: string | undefined;
  readonly startTime: string | undefined;
  readonly endTime: string | undefined;
  readonly type: string | undefined;
  readonly status: string | undefined;
  readonly cancelable: string | undefined;
}

export function readTask(root: XmlElement | undefined): TaskInformation | undefined {
  if (root === undefined || root.name !== 'Task') return undefined;
  return {
    name: root.attributes.name,
    objectName: childText(root, 'object-name'),
    startTime: childText(root, 'start-time'),
    endTime: childText(root, 'end-time'),
    type: childText(root, 'type'),
    status: childText(root, 'status'),
    cancelable: childText(root, 'cancelable'),
  };
}

export type Phase = TaskRegister['statuses'][number]['phase'];

/** `unclear` for a status the guide does not know either: it says nothing about an end. */
export function phaseOf(status: string | undefined, register: TaskRegister): Phase {
  return register.statuses.find((entry) => entry.id === status)?.phase ?? 'unclear';
}

/** The Location header of an answer, brought to one form; null when absent or not of the guide's syntax. */
export function taskLocation(
  exchange: Exchange,
  version: string,
): { readonly raw: string; readonly resolved: ResolvedHref | null } | null {
  const raw = exchange.response?.headers.find(([name]) => name.toLowerCase() === 'location')?.[1];
  return raw === undefined ? null : { raw, resolved: resolveHref(raw, version) };
}
