import { setTimeout as sleep } from 'node:timers/promises';
import { PUBLIC_IP_QUOTA } from '../catalogue/no-room.ts';
import type { StableState } from '../catalogue/types.ts';
import { hasPublicIp, offeredActions, readVm, stateOf } from '../document/vm.ts';
import { act, vmParameters } from '../session/act.ts';
import { Blocked, NotApplicable, NotProvided } from '../session/blocked.ts';
import { Gate } from '../session/gate.ts';
import type { RunContext } from '../session/run-context.ts';
import { Session } from '../session/session.ts';
import { Creator } from './creation.ts';
import { ImageShelf } from './image-shelf.ts';
import type { NfsProgress } from './nfs-progress.ts';
import type { OwnedVm } from './owned-vm.ts';
import { ENDS_IN, ROUTES } from './routes.ts';

export interface LeaseRequest {
  readonly state: StableState;
  readonly vdc?: string;
  readonly ending?: 'letter' | 'digit';
  /** The VM is wanted for a few requests and comes back as it was. */
  readonly brief?: true;
}

/** Longer than any way from one state to another. */
const NONE_IDLE = 3;

const FAILURES_BEFORE_GIVING_UP = 3;

/** VMs of the limit that the stage leaves to scenarios. */
const HEADROOM = 3;

/** How often, and how long each time, a lease waits while a VDC is full of VMs that are not the stage's. */
const QUOTA_WAITS = 12;
const QUOTA_PAUSE_MS = 400;
const MOST_IN_VAIN = 3 * QUOTA_WAITS;

/** How long somebody who ran into a quota waits for a VM to be given back. */
const PATIENCE_MS = 5000;

/** Gives scenarios the VM they need and takes it back: reuses, moves, or creates, in this order. */
export class Stage {
  readonly #run: RunContext;
  readonly creator: Creator;
  readonly #owned: OwnedVm[] = [];
  readonly #waiting: (() => void)[] = [];
  /** How often something has changed that somebody may wait for. */
  #changes = 0;
  readonly #failures = new Map<string, number>();
  /** How often a request has waited for room that was not the stage's to give. */
  readonly #waits = new WeakMap<LeaseRequest, number>();
  #creating = 0;
  /** Waits for room, of all requests together, since a VM could last be made. */
  #inVain = 0;
  #quota: number;
  #lastProblem = '';

  constructor(run: RunContext) {
    this.#run = run;
    this.images = new ImageShelf(run, new Gate(1));
    this.creator = new Creator(run, this.images);
    // Scenarios make VMs as well (clones, deployments), and those count too.
    this.#quota = Math.max(1, run.target.limits.ownedVms - HEADROOM);
    // Whoever waits for a VM when the run is stopped, waits no longer.
    run.abort.addEventListener('abort', () => this.#wake(), { once: true });
  }

  /** VDC in which scenarios work unless they say otherwise. */
  get primaryVdc(): string {
    const vdc = this.#run.survey.vdcs[0]?.name;
    if (vdc === undefined) throw new Blocked('blocked', 'no VDC could be read from the server');
    return vdc;
  }

  async lease(request: LeaseRequest): Promise<OwnedVm> {
    for (;;) {
      if (this.#run.abort.aborted) throw new Blocked('blocked', 'the run was stopped');
      const changes = this.#changes;
      // Asked again each time: where VMs can be made at all may turn out while one waits.
      const vdc = request.vdc ?? this.#workVdc ?? this.primaryVdc;
      const vm = this.#soon(vdc, request) ? null : (this.#pick(vdc, request) ?? (await this.#make(vdc, request)));
      if (vm !== null) {
        vm.briefly = request.brief === true ? request.state : undefined;
        try {
          await this.#move(vm, request.state);
          vm.since = performance.now();
          return vm;
        } catch (error) {
          this.release(vm);
          throw error;
        }
      }
      // What was given back while this one looked for a way wakes nobody any more: it looks again.
      if (changes === this.#changes) await this.#nextChange();
    }
  }

  /**
   * Makes sure that the form of request bodies that the server takes is known (reading request-namespace): making the
   * first VM finds it out. Whoever sends a body without having leased a VM asks for this first.
   */
  bodiesKnown(): Promise<void> {
    this.#bodies ??= this.#learnBodies();
    return this.#bodies;
  }

  #bodies: Promise<void> | undefined;

  async #learnBodies(): Promise<void> {
    if (this.#owned.length > 0 || !this.#run.target.tiers.includes('life-cycle')) return;
    try {
      this.release(await this.lease({ state: 'powered-off' }));
    } catch (error) {
      // Where no VM can be made, nobody can tell; the scenarios that need one say so.
      if (!(error instanceof Blocked || error instanceof NotApplicable || error instanceof NotProvided)) throw error;
    }
  }

  #nextChange(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /**
   * Whether to wait for a VM that others have in the wanted state for a few requests only: where tasks take long, that
   * is cheaper than to bring another one there, for the requests as for the server.
   */
  #soon(vdc: string, request: LeaseRequest): boolean {
    if (request.brief !== true) return false;
    const suits = (vm: OwnedVm): boolean => this.#suits(vm, vdc, request);
    if (this.#owned.some((vm) => !vm.leased && vm.state === request.state && suits(vm))) return false;
    const shared = this.#owned.filter((vm) => vm.leased && vm.briefly === request.state && suits(vm)).length;
    const wait = (this.#waiting.length + 1) * this.#briefMs;
    return shared > 0 && wait / shared < usualTaskMs(this.#run);
  }

  /** How long a brief lease lasted of late, in milliseconds. */
  #briefMs = 0;

  /** Tasks that it takes until a VM in the given state is at hand; more where none is idle. */
  effort(state: StableState | null): number {
    if (state === null) return 0;
    const idle = this.#owned.filter((vm) => !vm.leased);
    return Math.min(NONE_IDLE, ...idle.map((vm) => (vm.state === undefined ? 1 : ROUTES[vm.state][state].length)));
  }

  /** How far NFS has come in this run; the guide has no way back from it. */
  readonly nfs: NfsProgress = { enabled: false, deployed: null, vdc: null, elsewhere: null };
  readonly #exclusive = new Map<string, Gate>();
  readonly images: ImageShelf;

  /** Waits for the only place at something of which there is one, such as the NFS service of a VDC. */
  exclusive(what: string): Promise<() => void> {
    const gate = this.#exclusive.get(what) ?? new Gate(1);
    this.#exclusive.set(what, gate);
    return gate.enter();
  }

  /** Where VMs can be made: the first VDC, or the one that deployments land in when nothing can be made in the first. */
  #workVdc: string | null = null;

  /** `lost` when the scenario deleted it; a VM given back is looked at again before it is used. */
  release(vm: OwnedVm, outcome: 'kept' | 'lost' = 'kept'): void {
    if (outcome === 'lost') {
      this.#forget(vm);
      this.#run.ledger.removed({ kind: 'vm', organization: this.#run.organization, vdc: vm.vdc, name: vm.vm });
    }
    if (vm.briefly !== undefined && vm.since !== undefined) {
      const lasted = performance.now() - vm.since;
      this.#briefMs = this.#briefMs === 0 ? lasted : 0.8 * this.#briefMs + 0.2 * lasted;
    }
    vm.briefly = undefined;
    vm.since = undefined;
    vm.leased = false;
    this.#wake();
  }

  /** Takes over a VM that a scenario made (a clone, a deployment), so that later scenarios can use it. */
  async adopt(vm: { readonly vdc: string; readonly vm: string }): Promise<void> {
    this.#owned.push({ ...vm, state: undefined, leased: false });
    this.#wake();
    // Not more than the target file permits; the oldest idle one goes.
    if (this.#owned.length + this.#creating > this.#run.target.limits.ownedVms) await this.#dropOne();
  }

  #wake(): void {
    this.#changes += 1;
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  #suits(vm: OwnedVm, vdc: string, request: LeaseRequest): boolean {
    return vm.vdc === vdc && (request.ending === undefined || /\d$/.test(vm.vm) === (request.ending === 'digit'));
  }

  #pick(vdc: string, request: LeaseRequest): OwnedVm | null {
    const free = this.#owned.filter((vm) => !vm.leased && this.#suits(vm, vdc, request));
    const steps = (vm: OwnedVm): number => (vm.state === undefined ? 1 : ROUTES[vm.state][request.state].length);
    const room = this.#owned.length + this.#creating < this.#quota;
    // Clones of a VM with a public IP take one as well, and those are few.
    const rare = (vm: OwnedVm): number => Number(vm.publicIp === true);
    const best = free.toSorted((a, b) => steps(a) - steps(b) || rare(a) - rare(b))[0];
    if (best === undefined) return null;
    // A new VM costs about as much as two transitions, and lets scenarios run side by side.
    if (steps(best) > 0 && room && this.#owned.length < 4) return null;
    best.leased = true;
    return best;
  }

  async #make(vdc: string, request: LeaseRequest): Promise<OwnedVm | null> {
    const count = this.#owned.length + this.#creating;
    if (count >= this.#quota) {
      if (this.#owned.some((vm) => this.#suits(vm, vdc, request)) || this.#creating > 0) return null;
      await this.#dropOne();
      if (this.#owned.length + this.#creating >= this.#quota) {
        if (this.#owned.length === 0) throw new Blocked('no-lease', this.#lastProblem);
        return null;
      }
    }
    // A VDC that has been full for so long, with nothing of the stage's in it, is not asked by every scenario anew.
    if (this.#inVain >= MOST_IN_VAIN && !this.#owned.some((vm) => vm.vdc === vdc))
      throw new Blocked('no-lease', this.#lastProblem);
    this.#creating += 1;
    try {
      const made = await this.creator.create(vdc, this.#owned, request.ending);
      for (const stray of this.creator.strays.splice(0)) this.#owned.push(stray);
      if (made.ok) {
        this.#inVain = 0;
        made.vm.leased = true;
        this.#owned.push(made.vm);
        return made.vm;
      }
      this.#lastProblem = made.reason;
      const useful = this.#owned.filter((vm) => vm.vdc === vdc);
      // No more can be had for now: what there is must do, and nobody asks again before something changes.
      if (useful.length > 0 || made.quota) this.#quota = Math.max(1, this.#owned.length);
      if (useful.length > 0) return null;
      if (
        request.vdc === undefined &&
        this.#workVdc === null &&
        this.creator.landingVdc !== null &&
        this.creator.landingVdc !== vdc
      ) {
        this.#workVdc = this.creator.landingVdc;
        return null;
      }
      // Full of what other scenarios have made for the moment: asked again a little later, a few times.
      const waits = this.#waits.get(request) ?? 0;
      if (made.quota && waits < QUOTA_WAITS && this.#inVain < MOST_IN_VAIN) {
        this.#inVain += 1;
        this.#waits.set(request, waits + 1);
        await Promise.race([this.#nextChange(), sleep(QUOTA_PAUSE_MS)]);
        return null;
      }
      if (request.vdc !== undefined && request.vdc !== this.primaryVdc && request.vdc !== this.#workVdc)
        throw new NotApplicable(`no VM can be made in VDC ${vdc}: ${made.reason}`);
      throw new Blocked('no-lease', made.reason);
    } finally {
      this.#creating -= 1;
      this.#wake();
    }
  }

  /**
   * A scenario ran into the quota of the VDC: gives back one VM that nobody uses, and keeps fewer from now on.
   * Returns whether there was one to give back. For a public IP it is one that holds such, or may.
   */
  async makeRoom(vdc: string, code?: string): Promise<boolean> {
    const forIp = code === PUBLIC_IP_QUOTA;
    const useful = (): OwnedVm[] => this.#owned.filter((vm) => (forIp ? vm.publicIp !== false : vm.vdc === vdc));
    const idle = (): OwnedVm | undefined =>
      useful()
        .filter((vm) => !vm.leased)
        .toSorted((a, b) => Number(b.publicIp === true) - Number(a.publicIp === true))[0];
    // The only one there is, is the asker's own as a rule: nobody is there to give one back.
    if (idle() === undefined && useful().length > 1) await Promise.race([this.#nextChange(), sleep(PATIENCE_MS)]);
    const vm = idle();
    if (vm === undefined) return false;
    if (!forIp) this.#quota = Math.max(1, Math.min(this.#quota, this.#owned.length - 1));
    return this.#drop(vm);
  }

  /** Forgets what did not work while the server served nobody. */
  forgive(): void {
    this.#failures.clear();
    this.creator.forgive();
  }

  /** Gives back everything that nobody uses, so that whoever comes next finds as much room as there is. */
  async clear(): Promise<void> {
    for (const stray of this.creator.strays.splice(0)) this.#owned.push(stray);
    await Promise.all(this.#owned.filter((vm) => !vm.leased).map((vm) => this.#drop(vm)));
  }

  /** Makes room when the VMs at hand do not suit and no more may be owned. */
  async #dropOne(): Promise<void> {
    const cost = (vm: OwnedVm): number => (vm.state === undefined ? 1 : ROUTES[vm.state]['powered-off'].length);
    const idle = this.#owned.filter((vm) => !vm.leased).toSorted((a, b) => cost(a) - cost(b))[0];
    if (idle !== undefined) await this.#drop(idle);
  }

  /** Deletes an idle VM. One that cannot be deleted leaves the stage and stays in the ledger, for the clean-up at the end. */
  async #drop(vm: OwnedVm): Promise<boolean> {
    vm.leased = true;
    let deleted = false;
    try {
      if (vm.state !== 'powered-off') await this.#move(vm, 'powered-off');
      const result = await act(new Session(this.#run, 'set-up/delete-vm'), 'delete-vm', vm, { depth: 'light' });
      deleted = result.task?.phase === 'ended-well';
    } catch (error) {
      if (!(error instanceof Blocked)) throw error;
    }
    if (deleted) this.release(vm, 'lost');
    else this.#forget(vm);
    return deleted;
  }

  #forget(vm: OwnedVm): void {
    const index = this.#owned.indexOf(vm);
    if (index >= 0) this.#owned.splice(index, 1);
    this.#wake();
  }

  /** Brings a leased VM into a state, one operation after the other. */
  async #move(vm: OwnedVm, wanted: StableState): Promise<void> {
    vm.state = await this.look(vm);
    if (vm.state === undefined) throw new Blocked('blocked', `the state of ${vm.vm} cannot be told`);
    for (const operation of ROUTES[vm.state][wanted]) {
      if (vm.state === ENDS_IN[operation]) continue;
      if ((this.#failures.get(operation) ?? 0) >= FAILURES_BEFORE_GIVING_UP)
        throw new Blocked('blocked', `set-up/${operation} failed before`);
      const session = new Session(this.#run, `set-up/${operation}`);
      let result = await act(session, operation, vm, { depth: 'light' });
      const expected: StableState | undefined = ENDS_IN[operation];
      // The connection broke and nothing happened: the VM says so itself, so the call can be repeated.
      if (result.call.response === null && stateOf(result.after?.status, this.#run.stateWords) === vm.state)
        result = await act(session, operation, vm, { depth: 'light' });
      const status = result.after?.status;
      if (result.task?.phase === 'ended-well' && status !== undefined) this.learn(operation, status);
      vm.state = stateOf(status, this.#run.stateWords);
      if (vm.state !== expected) {
        this.#failures.set(operation, (this.#failures.get(operation) ?? 0) + 1);
        throw new Blocked('blocked', `${operation} in set-up did not lead to ${expected}: ${describe(result)}`);
      }
    }
  }

  /** Remembers the word that the server uses for a state the guide does not name. */
  learn(operation: string, status: string): void {
    const state = ENDS_IN[operation];
    if (state === undefined || state === 'powered-off' || status === 'powered-off') return;
    if (!this.#run.stateWords.has(status)) this.#run.stateWords.set(status, state);
  }

  /** Asks the server for the state; a word nobody knows is read from the actions on offer. */
  async look(vm: OwnedVm): Promise<StableState | undefined> {
    const session = new Session(this.#run, 'set-up/look');
    for (let attempt = 0; attempt < 4; attempt += 1) {
      const info = await session.call('get-vm-information', { role: 'stage', parameters: vmParameters(vm) });
      if (info.response?.status === 404) {
        this.release(vm, 'lost');
        throw new Blocked('blocked', `${vm.vm} is gone`);
      }
      const information = readVm(this.#run.documents.root(info));
      if (information !== undefined) vm.publicIp = hasPublicIp(information);
      const state = stateOf(information?.status, this.#run.stateWords);
      if (state !== undefined) return state;
    }
    const list = await session.call('get-vm-management-action-list', { role: 'stage', parameters: vmParameters(vm) });
    const offered = offeredActions(this.#run.documents.root(list), this.#run.catalogue.version);
    if (offered.includes('resume')) return 'suspended';
    if (offered.includes('power-off')) return 'powered-on';
    return offered.includes('power-on') ? 'powered-off' : undefined;
  }

  owned(): readonly OwnedVm[] {
    return this.#owned;
  }
}

/** How long a task takes on this server as a rule; 0 as long as nobody knows. */
function usualTaskMs(run: RunContext): number {
  const known = [...run.taskDurations.values()].toSorted((a, b) => a - b);
  return known[known.length >> 1] ?? 0;
}

function describe(result: Awaited<ReturnType<typeof act>>): string {
  if (!result.accepted) return `refused with status ${result.call.response?.status ?? result.call.failure?.kind}`;
  return `task ${result.task?.phase}, status ${result.after?.status ?? 'unreadable'}`;
}
