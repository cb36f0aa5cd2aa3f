import type { Dialect } from '../dialect/dialect.ts';
import { list, type MaybeNode, present, type XmlNode } from '../dialect/xml-node.ts';
import type { Action, Doing, Machine, Network, Nic, Organization, PowerState, Task, Vdc } from '../domain/model.ts';
import type { Links, Parameters } from './links.ts';
import { writeTime } from './times.ts';

/** Other words for the states; `powered-off` is the one that the guide prints. */
const STATE_WORDS: Readonly<Record<PowerState, string>> = {
  'powered-off': 'powered-off',
  'powered-on': 'running',
  suspended: 'paused',
};

const TRANSITION_WORDS: Readonly<Record<Doing, string>> = {
  'power-off': 'powering-off',
  'power-on': 'powering-on',
  reset: 'resetting',
  suspend: 'suspending',
  resume: 'resuming',
  clone: 'cloning',
  update: 'updating',
  delete: 'deleting',
};

/** Writes the things of the domain as the documents of §3.6 to §3.34. */
export class Representations {
  readonly #dialect: Dialect;
  readonly #links: Links;

  constructor(dialect: Dialect, links: Links) {
    this.#dialect = dialect;
    this.#links = links;
  }

  /** §3.6 */
  machine(machine: Machine, at: Parameters, transitional: boolean): XmlNode {
    return {
      name: 'VirtualMachine',
      attributes: { name: machine.name },
      content: present([
        { name: 'status', content: this.#state(machine, transitional) },
        { name: 'virtual-nic-list', attributes: { href: this.#links.href('get-vm-virtualnic-list', at) } },
        { name: 'management-action-list', attributes: { href: this.#links.href('get-vm-management-action-list', at) } },
        { name: 'instance-type', content: machine.instanceType },
        this.#publicIp(machine),
        { name: 'fqdn', content: machine.fqdn },
        { name: 'disk-size', content: String(machine.diskSize) },
      ]),
    };
  }

  #state(machine: Machine, transitional: boolean): string {
    if (transitional && machine.busy !== null) return TRANSITION_WORDS[machine.busy.doing];
    return this.#dialect.states === 'hyphenated' ? machine.state : STATE_WORDS[machine.state];
  }

  #publicIp({ publicIp }: Machine): MaybeNode {
    const node = (content: string): XmlNode => ({ name: 'public-ip', content });
    switch (this.#dialect.publicIp) {
      case 'yes-no':
        return node(publicIp === null ? 'no' : 'yes');
      case 'true-false':
        return node(String(publicIp !== null));
      case 'address':
        return node(publicIp ?? '');
      case 'only-yes':
        return publicIp === null ? null : node('yes');
      case 'only-address':
        return publicIp === null ? null : node(publicIp);
    }
  }

  /** §3.14 */
  actions(actions: readonly Action[], at: Parameters): XmlNode {
    const hrefs = actions.map((action) => this.#links.action(action, at));
    return list('VmManagementActionList', 'management-action', hrefs);
  }

  /** §3.16 */
  machines(names: readonly string[], at: Parameters): XmlNode {
    const hrefs = names.map((name) => this.#links.machine({ ...at, 'vm-name': name }));
    return list('VirtualMachineList', 'virtual-machine', hrefs);
  }

  /** §3.17 */
  nic(nic: Nic): XmlNode {
    return {
      name: 'VirtualNic',
      attributes: { name: nic.name },
      content: [
        { name: 'network-name', content: nic.network },
        { name: 'host-name', content: nic.hostName },
        { name: 'ip-address', content: nic.address },
      ],
    };
  }

  /** §3.18 */
  nics(nics: readonly Nic[], at: Parameters): XmlNode {
    const href = ({ name }: Nic): string =>
      this.#links.href('get-vm-virtualnic-information', { ...at, 'virtualnic-name': name });
    return list('VirtualNicList', 'virtual-nic', nics.map(href));
  }

  /** §3.19, for the image store and for the template store. */
  images(store: 'list-uploaded-image' | 'list-template', names: readonly string[], at: Parameters): XmlNode {
    const { imageChild } = this.#dialect;
    const child = imageChild === 'image' && store === 'list-template' ? 'template' : imageChild;
    return list(
      'ImageList',
      child,
      names.map((name) => this.#links.stored(store, at, name)),
    );
  }

  /** §3.24 */
  vdc(vdc: Vdc, at: Parameters): XmlNode {
    return {
      name: 'VirtualDataCenter',
      attributes: { name: vdc.name },
      content: present([
        { name: 'virtual-machine-list', attributes: { href: this.#links.href('get-vm-list', at) } },
        { name: 'network-list', attributes: { href: this.#links.href('get-network-list', at) } },
        this.#imageLink(at),
      ]),
    };
  }

  #imageLink(at: Parameters): MaybeNode {
    const { vdcImageLink } = this.#dialect;
    if (vdcImageLink === 'absent') return null;
    if (vdcImageLink === 'organization-store') {
      return { name: 'image-list', attributes: { href: this.#links.href('list-uploaded-image', at) } };
    }
    return { name: vdcImageLink, attributes: { href: this.#links.vdcImages(at) } };
  }

  /** §3.25 */
  vdcs(vdcs: readonly Vdc[], at: Parameters): XmlNode {
    const href = ({ name }: Vdc): string => this.#links.href('get-vdc-information', { ...at, 'vdc-name': name });
    return list('VirtualDataCenterList', 'virtual-datacenter', vdcs.map(href));
  }

  /** §3.26 */
  networks(networks: readonly Network[], at: Parameters): XmlNode {
    const href = ({ name }: Network): string =>
      this.#links.href('get-network-information', { ...at, 'network-name': name });
    return list('NetworkList', 'network', networks.map(href));
  }

  /** §3.27 */
  network(network: Network): XmlNode {
    return {
      name: 'Network',
      attributes: { name: network.name },
      content: [{ name: 'scope', content: network.scope }],
    };
  }

  /** §3.30 */
  organizations(organizations: readonly Organization[], at: Parameters): XmlNode {
    const href = ({ name }: Organization): string =>
      this.#links.href('get-organization-information', { ...at, 'org-name': name });
    return list('OrganizationList', 'organization', organizations.map(href));
  }

  /** §3.31 */
  organization(organization: Organization, at: Parameters): XmlNode {
    return {
      name: 'Organization',
      attributes: { name: organization.name },
      content: [
        { name: 'vdc-list', attributes: { href: this.#links.href('get-vdc-list', at) } },
        { name: 'task-list', attributes: { href: this.#links.href('get-task-list', at) } },
      ],
    };
  }

  /** §3.32. `now` decides between the two words for a task that runs. */
  task(task: Task, now: number): XmlNode {
    const time = (moment: number): string => writeTime(moment, this.#dialect.times);
    const running = task.phase === 'running';
    const noEnd = this.#dialect.endTimeWhileRunning === 'empty' ? { name: 'end-time' } : null;
    return {
      name: 'Task',
      attributes: { name: task.id },
      content: present([
        { name: 'object-name', content: task.objectName },
        { name: 'start-time', content: time(task.startedAt) },
        running ? noEnd : { name: 'end-time', content: time(task.endsAt) },
        { name: 'type', content: task.type },
        { name: 'status', content: this.#status(task, now) },
        { name: 'cancelable', content: String(task.cancelable) },
      ]),
    };
  }

  #status(task: Task, now: number): string {
    if (task.phase === 'failed') return 'failed';
    if (task.phase === 'completed') return this.#dialect.successWord;
    if (this.#dialect.runningWord !== 'starting-then-started') return this.#dialect.runningWord;
    return now < (task.startedAt + task.endsAt) / 2 ? 'starting' : 'started';
  }

  /** §3.33 */
  tasks(tasks: readonly Task[], at: Parameters): XmlNode {
    const href = ({ id }: Task): string => this.#links.href('get-task', { ...at, 'task-id': id });
    return list('TaskList', 'task', tasks.map(href));
  }

  /** §3.34 */
  error(code: string, message: string): XmlNode {
    return {
      name: 'ErrorMessage',
      content: [
        { name: 'code', content: code },
        { name: 'message', content: message },
      ],
    };
  }
}
