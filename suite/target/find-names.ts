import type { Asked, PreflightCalls } from './preflight-calls.ts';
import type { Target } from './types.ts';

/** How many listed organizations are tried; a big service may list thousands. */
const TRIED = 20;

/** Whether the status says that the caller is not to see the object, or that there is none. */
function denied(asked: Asked): boolean {
  return asked.status !== null && [401, 403, 404].includes(asked.status);
}

function succeeded(asked: Asked): boolean {
  return asked.status !== null && asked.status >= 200 && asked.status < 300;
}

/**
 * The organization to work in: the one that the target names, unless it does not exist; otherwise the first listed one
 * that answers the admin, rather one that does not answer the foreign admin, too.
 */
export async function findOrganization(
  target: Target,
  calls: PreflightCalls,
  list: Asked,
  named: Asked | null,
): Promise<{ readonly name: string } | { readonly problem: string }> {
  if (target.organization !== undefined && named !== null) {
    if (list.names.includes(target.organization) || !denied(named)) return { name: target.organization };
    // One more witness, so that one broken resource does not pass for a missing organization.
    if (!denied(await calls.ask('dataCenters', 'admin', [target.organization]))) return { name: target.organization };
    const listed = list.names.length === 0 ? '' : `; the server lists ${list.names.join(', ')}`;
    return {
      problem: `organization: ${named.told} to admin, so there is no organization ${target.organization} for them${listed}`,
    };
  }

  const { names } = list;
  if (names.length === 0)
    return { problem: `${list.told} and names no organization: set organization in the target file` };
  const tried = await Promise.all(
    names.slice(0, TRIED).map(async (name) => ({ name, asked: await calls.ask('organization', 'admin', [name]) })),
  );
  const open = tried.filter(({ asked }) => succeeded(asked));
  const mine =
    open.length > 1
      ? await notForeign(
          target,
          calls,
          open.map(({ name }) => name),
        )
      : open[0]?.name;
  const chosen = mine ?? tried.find(({ asked }) => !denied(asked))?.name;
  if (chosen !== undefined) return { name: chosen };
  return {
    problem: `admin may read none of the organizations that the server lists (${names.slice(0, TRIED).join(', ')}): set organization, or check principals.admin`,
  };
}

/** The first of several organizations open to the admin that is not open to the foreign admin. */
async function notForeign(
  target: Target,
  calls: PreflightCalls,
  names: readonly string[],
): Promise<string | undefined> {
  if (target.principals.foreignAdmin !== undefined) {
    for (const name of names) {
      if (name !== target.foreignOrganization && !succeeded(await calls.ask('organization', 'foreignAdmin', [name])))
        return name;
    }
  }
  return names.find((name) => name !== target.foreignOrganization) ?? names[0];
}

/** An organization of somebody else: the one named, or a listed one that answers the foreign admin or not the admin. */
export async function findForeignOrganization(
  target: Target,
  calls: PreflightCalls,
  list: Asked,
  organization: string,
): Promise<{ readonly name: string | null; readonly problems: readonly string[] }> {
  const named = target.foreignOrganization;
  const hasAdmin = target.principals.foreignAdmin !== undefined;
  if (named === organization) {
    return { name: null, problems: [`foreignOrganization: ${named} is the organization itself: name another one`] };
  }
  if (named !== undefined) {
    // Without an admin of theirs nobody can tell a hidden organization from a missing one.
    if (!hasAdmin || list.names.includes(named)) return { name: named, problems: [] };
    const asked = await calls.ask('organization', 'foreignAdmin', [named]);
    const problem = `foreignOrganization: ${asked.told} to foreignAdmin, so there is no organization ${named} for them`;
    return { name: named, problems: asked.status === 404 ? [problem] : [] };
  }

  const theirs = hasAdmin ? (await calls.ask('organizations', 'foreignAdmin')).names : [];
  const candidates = [...new Set([...theirs, ...list.names])].filter((name) => name !== organization).slice(0, TRIED);
  for (const name of candidates) {
    const asked = await calls.ask('organization', hasAdmin ? 'foreignAdmin' : 'admin', [name]);
    if (hasAdmin ? succeeded(asked) : denied(asked)) return { name, problems: [] };
  }
  return { name: null, problems: [] };
}

/** The data centers that the target names, unless one does not exist; otherwise all that the server lists. */
export async function findDataCenters(
  target: Target,
  calls: PreflightCalls,
  organization: string,
): Promise<{ readonly names: readonly string[]; readonly problems: readonly string[] }> {
  const list = await calls.ask('dataCenters', 'admin', [organization]);
  if (target.vdcs.length === 0) return { names: list.names, problems: [] };
  const problems: string[] = [];
  for (const vdc of target.vdcs.filter((name) => !list.names.includes(name))) {
    const asked = await calls.ask('dataCenter', 'admin', [organization, vdc]);
    if (asked.status !== 404) continue;
    const listed = list.names.length === 0 ? '' : `; ${organization} has ${list.names.join(', ')}`;
    problems.push(`vdcs: ${asked.told}, so there is no data center ${vdc}${listed}`);
  }
  return { names: target.vdcs, problems };
}
