import { setTimeout as sleep } from 'node:timers/promises';
import { PUBLIC_IP_QUOTA, VM_QUOTA } from '../catalogue/no-room.ts';
import { NOT_AN_IMAGE } from '../catalogue/not-an-image.ts';
import { errorCodeOf } from '../document/error-message.ts';
import { readVm, stateOf } from '../document/vm.ts';
import { act, vmParameters } from '../session/act.ts';
import { NotProvided } from '../session/blocked.ts';
import { deployment, namedVm } from '../session/bodies.ts';
import { deploy } from '../session/deploy.ts';
import { Gate } from '../session/gate.ts';
import type { RunContext } from '../session/run-context.ts';
import { Session } from '../session/session.ts';
import type { ImageShelf } from './image-shelf.ts';
import type { OwnedVm } from './owned-vm.ts';

export type Creation =
  | { readonly ok: true; readonly vm: OwnedVm }
  | {
      readonly ok: false;
      readonly quota: boolean;
      readonly reason: string;
      readonly code?: string;
      readonly failed?: true;
    };

interface Source {
  readonly kind: 'image' | 'vm' | 'own-image';
  readonly name: string;
  readonly vdc: string | null;
}

/** How often, and how long apart, a VM is looked for that is not there when its task has ended. */
const LATE_LOOKS = 4;
const LATE_PAUSE_MS = 250;
/** Status by which the layer below the API refuses a Content-Type, and the other one that XML goes by. */
const UNSUPPORTED_TYPE = '415';
const OTHER_TYPE = 'text/xml';
const XML_COMPLAINTS: readonly string[] = ['XMLValidationError', 'XMLMalformed', 'InvalidArgument'];

/** Makes VMs out of what the target offers: its source image or VM, else any image, else any VM that can be cloned. */
export class Creator {
  readonly #run: RunContext;
  readonly #images: ImageShelf;
  /** One clone of a VM at a time: a server may hold the source meanwhile. */
  readonly #locks = new Map<string, Gate>();
  /** VMs of the run's own that are being cloned, and how often at the moment. */
  readonly #held = new Map<OwnedVm, number>();
  /** Whether an image wants a public IP, once known (§3.72, §3.73). */
  readonly #publicIp = new Map<string, boolean>();
  readonly #hopeless = new Set<string>();
  readonly #knowing = new Map<string, Promise<Creation>>();
  readonly #taken = new Set<OwnedVm>();
  /** VDC in which deployments land (reading `deploy-vdc`). */
  landingVdc: string | null = null;
  /** The same for each image: a server may keep an image, and what is deployed from it, in one VDC. */
  readonly #landings = new Map<string, string>();

  constructor(run: RunContext, images: ImageShelf) {
    this.#run = run;
    this.#images = images;
  }

  #sources(vdc: string, owned: readonly OwnedVm[]): readonly Source[] {
    const { target, survey } = this.#run;
    const landsHere = (image: string): boolean => (this.#landings.get(image) ?? this.landingVdc ?? vdc) === vdc;
    const here = this.landingVdc === null || this.landingVdc === vdc;
    const surveyed = survey.vdcs.find((entry) => entry.name === vdc)?.vms ?? [];
    const rank = (vm: (typeof surveyed)[number]): number =>
      (stateOf(vm.information?.status, this.#run.stateWords) === 'powered-off' ? 0 : 2) + (vm.nics.length > 1 ? 1 : 0);
    const images = this.#images.found;
    const vms = surveyed.toSorted((a, b) => rank(a) - rank(b)).map((vm) => vm.name);
    const named = target.source.vm;
    const own = owned
      .filter((vm) => vm.vdc === vdc && vm.state === 'powered-off' && this.#mayClone(vm))
      .map((vm) => vm.vm);
    const all: Source[] = [
      ...(named !== undefined && vms.includes(named) ? [{ kind: 'vm' as const, name: named, vdc }] : []),
      ...images.filter(landsHere).map((name) => ({ kind: 'image' as const, name, vdc: null })),
      ...vms.filter((name) => name !== named).map((name) => ({ kind: 'vm' as const, name, vdc })),
      ...own.map((name) => ({ kind: 'vm' as const, name, vdc })),
      ...(here && images.length === 0 && this.#images.mayUpload
        ? [{ kind: 'own-image' as const, name: '', vdc: null }]
        : []),
    ];
    return all.filter((source) => !this.#hopeless.has(`${source.kind} ${source.vdc ?? ''} ${source.name}`));
  }

  landed(image: string, vdc: string): void {
    this.landingVdc = vdc;
    this.#landings.set(image, vdc);
  }

  /** Where deployments of an image land, as far as is known. */
  landingOf(image: string): string | null {
    return this.#landings.get(image) ?? null;
  }

  /** Whether deployments of an image need a public IP, as far as is known. */
  wantsPublicIp(image: string): boolean {
    return this.#publicIp.get(image) ?? false;
  }

  /**
   * Deploys an image once, so that whether it wants a public IP and where deployments land are known before a request
   * with a defect is made of it: otherwise it would have two. The stage takes in what comes of it.
   */
  async knowImage(image: string, sample: boolean): Promise<void> {
    if (this.#publicIp.has(image)) return;
    const begun = this.#knowing.get(image) ?? this.#deploy(image, this.#run.names.next(), sample);
    this.#knowing.set(image, begun);
    const made = await begun;
    if (made.ok && !this.#taken.has(made.vm)) {
      this.#taken.add(made.vm);
      this.strays.push(made.vm);
    }
  }

  /** Tries the sources in turn; a source that the server refuses for good is not asked again. */
  async create(vdc: string, owned: readonly OwnedVm[], ending?: 'letter' | 'digit'): Promise<Creation> {
    let last: Creation = { ok: false, quota: false, reason: `VDC ${vdc} has no image to deploy and no VM to clone` };
    for (const source of this.#sources(vdc, owned)) {
      // Whoever leases a VM may act on it, which a server may refuse while it is cloned.
      const mine = source.kind === 'vm' ? owned.find((one) => one.vdc === vdc && one.vm === source.name) : undefined;
      if (mine !== undefined && !this.#mayClone(mine)) continue;
      const giveBack = mine === undefined ? () => undefined : this.#hold(mine);
      const made = await this.#make(source, vdc, ending).finally(giveBack);
      if (made.ok && made.vm.vdc === vdc) return made;
      if (made.ok) {
        last = { ok: false, quota: false, reason: `a deployment lands in VDC ${made.vm.vdc}` };
        this.strays.push(made.vm);
        continue;
      }
      last = made;
      if (made.quota) return made;
      // That no public IP is left says nothing of sources that have none.
      if (made.code !== PUBLIC_IP_QUOTA) this.#hopeless.add(`${source.kind} ${source.vdc ?? ''} ${source.name}`);
    }
    return last;
  }

  /**
   * One try with a source. The guide prints request bodies without the namespace, its schemas would have it, and it does
   * not say how they are announced: a server that complains gets the other form once, and from then on if it takes that
   * (readings request-namespace and media-type).
   */
  async #make(source: Source, vdc: string, ending?: 'letter' | 'digit'): Promise<Creation> {
    const run = this.#run;
    const attempt = (): Promise<Creation> => {
      const name = run.names.next(ending);
      if (source.kind === 'own-image') return this.#deployOwn(name);
      return source.kind === 'vm' ? this.#clone(source, vdc, name) : this.#deploy(source.name, name);
    };
    let made = await attempt();
    if (!made.ok && made.code === UNSUPPORTED_TYPE && run.bodyType !== OTHER_TYPE) {
      const { bodyType } = run;
      run.bodyType = OTHER_TYPE;
      made = await attempt();
      if (!made.ok && made.code === UNSUPPORTED_TYPE) run.bodyType = bodyType;
    }
    if (made.ok || run.bodyNamespace || !XML_COMPLAINTS.includes(made.code ?? '')) return made;
    run.bodyNamespace = true;
    const again = await attempt();
    if (!again.ok) run.bodyNamespace = false;
    return again;
  }

  /** Sources that were refused may be taken after all. */
  forgive(): void {
    this.#hopeless.clear();
  }

  /** VMs that landed in another VDC than was asked for; the stage takes them in. */
  readonly strays: OwnedVm[] = [];

  #mayClone(vm: OwnedVm): boolean {
    return !vm.leased || this.#held.has(vm);
  }

  /** Keeps a VM from being leased as long as anybody clones it. */
  #hold(vm: OwnedVm): () => void {
    vm.leased = true;
    this.#held.set(vm, (this.#held.get(vm) ?? 0) + 1);
    return () => {
      const left = (this.#held.get(vm) ?? 1) - 1;
      if (left > 0) this.#held.set(vm, left);
      else {
        this.#held.delete(vm);
        vm.leased = false;
      }
    };
  }

  /** Waits until nobody else of the run clones that VM. */
  lockSource(vdc: string, vm: string): Promise<() => void> {
    const lock = this.#locks.get(`${vdc}/${vm}`) ?? new Gate(1);
    this.#locks.set(`${vdc}/${vm}`, lock);
    return lock.enter();
  }

  async #clone(source: Source, vdc: string, name: string): Promise<Creation> {
    const session = new Session(this.#run, 'set-up/clone-vm');
    const unlock = await this.lockSource(vdc, source.name);
    try {
      const result = await act(
        session,
        'clone-vm',
        { vdc, vm: source.name },
        {
          depth: 'light',
          body: namedVm(this.#run, name),
          creates: { kind: 'vm', organization: this.#run.organization, vdc, name },
          parameters: {},
        },
      );
      if (!result.accepted) return this.#refused(result.call, `clone of ${source.name} was refused`);
      const phase = result.task?.phase;
      const told = {
        ok: false,
        quota: false,
        reason: `the clone task of ${source.name} is ${phase ?? 'missing'}`,
      } as const;
      if (phase === 'ended-badly') return told;
      const made = await this.#found(session, phase === 'ended-well' ? result.action : null, [vdc], name, 'clone');
      return made.ok || phase === 'ended-well' ? made : told;
    } finally {
      unlock();
    }
  }

  /** Nothing to clone and nothing to deploy: an image is uploaded for it. */
  async #deployOwn(name: string): Promise<Creation> {
    try {
      const image = await this.#images.borrow();
      try {
        return await this.#deploy(image.name, name, image.sample);
      } finally {
        await image.giveBack();
      }
    } catch (error) {
      if (error instanceof NotProvided) return { ok: false, quota: false, reason: error.message };
      throw error;
    }
  }

  /** Whether for its octets or for its task, a sample that failed once is not tried again. */
  async #deploy(image: string, name: string, sample = false): Promise<Creation> {
    const session = new Session(this.#run, 'set-up/deploy-uploaded-image');
    if (sample) session.note('sample-image', `${image} is a sample`);
    const made = await this.#deployIn(session, image, name);
    if (sample && !made.ok && (made.failed === true || NOT_AN_IMAGE.includes(made.code ?? '')))
      this.#images.rejectSample(made.reason);
    return made;
  }

  async #deployIn(session: Session, image: string, name: string): Promise<Creation> {
    const run = this.#run;
    const known = this.#publicIp.get(image);
    for (const publicIp of known === undefined ? [false, true] : [known]) {
      const result = await deploy(session, image, deployment(run, name, 'small', publicIp), name, 'light');
      if (result.accepted) {
        const phase = result.task?.phase;
        if (phase === 'ended-badly')
          return { ok: false, quota: false, reason: `the deployment of ${image} is ${phase}`, failed: true };
        this.#publicIp.set(image, publicIp);
        const found = await this.#found(
          session,
          phase === 'ended-well' ? result.action : null,
          run.survey.vdcs.map((vdc) => vdc.name),
          name,
          'deployment',
        );
        if (found.ok) this.landed(image, found.vm.vdc);
        return found;
      }
      if (errorCodeOf(run.documents.root(result.call)) === 'NetNotConfigurePubIPForTwoNic')
        this.#publicIp.set(image, true);
      else return this.#refused(result.call, `deployment of ${image} was refused`);
    }
    return { ok: false, quota: false, reason: `deployment of ${image} was refused with and without a public IP` };
  }

  #refused(call: Parameters<RunContext['documents']['root']>[0], what: string): Creation {
    const code = errorCodeOf(this.#run.documents.root(call)) ?? String(call.response?.status ?? call.failure?.kind);
    return { ok: false, quota: code === VM_QUOTA, reason: `${what}: ${code}`, code };
  }

  /**
   * Looks for what was made. The first look is the one that the judge counts: the task has ended, so the VM is there.
   * Where nobody could tell how the task ended (`action` is null then), nothing is counted, and the VM itself is asked.
   * Where it is not there, a few more looks tell whether it is late or never comes, so that the run can go on with it.
   */
  async #found(
    session: Session,
    action: number | null,
    vdcs: readonly string[],
    name: string,
    what: 'clone' | 'deployment',
  ): Promise<Creation> {
    for (let look = 0; look < LATE_LOOKS; look += 1) {
      if (look > 0) await sleep(LATE_PAUSE_MS);
      for (const vdc of vdcs) {
        const info = await session.call('get-vm-information', {
          role: what === 'clone' && look === 0 && action !== null ? 'after.new.info' : 'probe',
          ...(what === 'clone' && action !== null ? { action } : {}),
          parameters: vmParameters({ vdc, vm: name }),
        });
        const vm = info.response?.status === 200 ? readVm(this.#run.documents.root(info)) : undefined;
        if (vm === undefined) continue;
        this.#run.ledger.created({ kind: 'vm', organization: this.#run.organization, vdc, name });
        return { ok: true, vm: { vdc, vm: name, state: stateOf(vm.status, this.#run.stateWords), leased: false } };
      }
    }
    return { ok: false, quota: false, reason: `the ${what} ended but no VDC has ${name}` };
  }
}
