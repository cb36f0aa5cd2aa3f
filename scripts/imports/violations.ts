import { cyclesOf } from './cycles.ts';
import type { Edge } from './edges.ts';
import { IO_PACKAGES, PACKAGES, ROOMS, type RoomRule } from './rooms.ts';

/** What is wrong with the imports, one line each: `file:line: reason`. Empty when every room keeps to its rule. */
export function violationsOf(edges: readonly Edge[]): string[] {
  const strangers = new Set(edges.map(({ from }) => from).filter((file) => roomOf(file) === null));
  const lines = edges.flatMap((edge) => {
    const reason = edge.external ? packageReason(edge) : roomReason(edge);
    return reason === null ? [] : [`${edge.from}:${edge.line}: ${reason}`];
  });
  const cycles = cyclesOf(edges).map((cycle) => `${cycle[0]}:1: imports itself: ${[...cycle, cycle[0]].join(' → ')}`);
  const unknown = [...strangers].map(
    (file) => `${file}:1: is in no known room; add its folder to scripts/imports/rooms.ts`,
  );
  return [...lines, ...cycles, ...unknown].sort();
}

/** The room that a file is in, or null for a folder that the table does not know. */
function roomOf(file: string): string | null {
  if (!file.includes('/') && /\.[a-z]+$/.test(file)) return '.';
  const rooms = Object.keys(ROOMS).filter((room) => file === room || file.startsWith(`${room}/`));
  return rooms.sort((a, b) => b.length - a.length)[0] ?? null;
}

function roomReason(edge: Edge): string | null {
  const room = roomOf(edge.from);
  if (room === null) return null;
  // The root itself, named to find a path at run time, says nothing about what is read there.
  if (edge.to === '.' || edge.to === '..') return null;
  if (roomOf(edge.to) === room) return null;
  const rule = ROOMS[room] as RoomRule;
  const within = (allowed: string): boolean => edge.to === allowed || roomOf(edge.to) === allowed;
  if (rule.values.some(within)) return null;
  if (rule.types?.some(within)) return edge.kind === 'type' ? null : `${room} may import types only from ${edge.to}`;
  return `${room} may not import ${edge.to}`;
}

function packageReason(edge: Edge): string | null {
  const room = roomOf(edge.from) ?? '';
  const rooms = PACKAGES[edge.to];
  if (rooms !== undefined && !rooms.includes(room)) return `${room} may not import ${edge.to}`;
  const touches = edge.kind !== 'type' && IO_PACKAGES.includes(edge.to);
  return touches && ROOMS[room]?.pure ? `${room} is pure and may not import ${edge.to}` : null;
}
