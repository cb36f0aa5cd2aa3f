import { type ActResult, act, type VmRef, vmParameters } from '../session/act.ts';
import { namedVm } from '../session/bodies.ts';
import type { Session } from '../session/session.ts';
import type { Stage } from '../stage/stage.ts';
import { withRoom } from './with-room.ts';

interface CloneOptions {
  /** Has the clone for itself, before other scenarios may. */
  readonly use?: (clone: VmRef) => Promise<unknown>;
  /** Codes that room is made for; either as a rule. */
  readonly roomFor?: readonly string[];
  readonly body?: string;
  readonly headers?: readonly (readonly [string, string])[];
}

/** Clones with everything looked at, the clone and its NICs included, and with room made for it; the stage has it then. */
export async function cloneTo(
  session: Session,
  stage: Stage,
  source: VmRef,
  name: string,
  { use = () => Promise.resolve(), body = namedVm(session.run, name), headers = [], roomFor }: CloneOptions = {},
): Promise<ActResult> {
  const { vdc, vm } = source;
  const clone = { vdc, vm: name };
  const parameters = vmParameters(clone);
  return withRoom(
    session,
    stage,
    () => vdc,
    async () => {
      const result = await act(
        session,
        'clone-vm',
        { vdc, vm },
        {
          depth: 'full',
          body,
          headers,
          creates: { kind: 'vm', organization: session.run.organization, vdc, name },
          created: async (action) => {
            await session.call('get-vm-information', { role: 'after.new.info', action, parameters });
            await session.call('get-vm-virtualnic-list', { role: 'after.new.nics', action, parameters });
          },
        },
      );
      if (result.accepted) await use(clone);
      if (result.accepted) await stage.adopt(clone);
      return result;
    },
    roomFor,
  );
}
