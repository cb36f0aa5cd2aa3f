import { readVm } from '../document/vm.ts';
import { act, vmParameters } from '../session/act.ts';
import { deployment } from '../session/bodies.ts';
import { deploy } from '../session/deploy.ts';
import { Session } from '../session/session.ts';
import type { Stage } from '../stage/stage.ts';
import { imagesWithPublicIp } from './images-with-public-ip.ts';

interface Place {
  readonly vdc: string;
  readonly vm: string;
}

/**
 * Deploys a VM that has a public IP, hence two NICs (§3.73), and sees to it that it is off: from an image that wants
 * one, or from a sample whose configuration names two NICs. Null where the server makes none.
 */
export async function deployTwoNics(session: Session, stage: Stage): Promise<Place | null> {
  if (!session.run.target.claims.publicIp) return null;
  for await (const image of imagesWithPublicIp(stage)) {
    const made = await deployFrom(image, session, stage);
    if (made !== null) return made;
  }
  if (stage.images.found.length > 0) return null;
  const sample = await stage.images.borrowToLose(2);
  if (sample === null) return null;
  try {
    return await deployFrom(sample.name, session, stage);
  } finally {
    await sample.giveBack();
  }
}

async function deployFrom(image: string, session: Session, stage: Stage): Promise<Place | null> {
  const { run } = session;
  const setUp = new Session(run, 'set-up/deploy-uploaded-image');
  const name = run.names.next();
  setUp.note('sample-image', `${image} may be a sample`);
  const { task } = await deploy(setUp, image, deployment(run, name, 'small', true), name, 'light');
  if (task?.phase !== 'ended-well') return null;
  for (const { name: vdc } of run.survey.vdcs) {
    const place = { vdc, vm: name };
    const info = await setUp.call('get-vm-information', { role: 'probe', parameters: vmParameters(place) });
    const vm = info.response?.status === 200 ? readVm(run.documents.root(info)) : undefined;
    if (vm === undefined) continue;
    run.ledger.created({ kind: 'vm', organization: run.organization, vdc, name });
    stage.creator.landed(image, vdc);
    if (vm.status !== 'powered-off')
      await act(new Session(run, 'set-up/power-off-vm'), 'power-off-vm', place, { depth: 'light' });
    return place;
  }
  return null;
}
