import type { Dialect } from '../dialect/dialect.ts';
import { list, type MaybeNode, present, type XmlNode } from '../dialect/xml-node.ts';
import type { Action, Doing, Machine, Network, Nic, Organization, PowerState, Task, Vdc } from '../domain/model.ts';
import { writeAddress } from './addresses.ts';
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
  create: 'deploying',
};

/** Writes the things of the domain as the documents of §3.6 to §3.34. */
export class Representations {
  readonly #dialect: Dialect;
  readonly #links: Links;

  constructor(dialect: Dialect, links: Links) {
    this.#dialect = dialect;
    this.#links = links;
  }

  #named(root: string, name: string, content: readonly MaybeNode[]): XmlNode {
    const shown = this.#dialect.rootName === 'encoded' ? encodeURIComponent(name) : name;
    return { name: root, attributes: { name: shown }, content: present(content) };
  }

  #list(root: string, child: string, hrefs: readonly string[]): XmlNode {
    return list(root, child, hrefs, this.#dialect.listEntries === 'with-content');
  }

  /** §3.6 */
  machine(machine: Machine, at: Parameters, transitional: boolean): XmlNode {
    return this.#named('VirtualMachine', machine.name, [
      { name: 'status', content: this.#state(machine, transitional) },
      { name: 'virtual-nic-list', attributes: { href: this.#links.href('get-vm-virtualnic-list', at) } },
      { name: 'management-action-list', attributes: { href: this.#links.href('get-vm-management-action-list', at) } },
      { name: 'instance-type', content: machine.instanceType },
      this.#publicIp(machine),
      { name: 'fqdn', content: machine.fqdn },
      this.#dialect.diskSize === 'shown' ? { name: 'disk-size', content: String(machine.diskSize) } : null,
    ]);
  }

  #state(machine: Machine, transitional: boolean): string {
    if (transitional && machine.busy !== null) return TRANSITION_WORDS[machine.busy.doing];
    return this.#dialect.states === 'hyphenated' ? machine.state : STATE_WORDS[machine.state];
  }

  #publicIp({ publicIp }: Machine): MaybeNode {
    const node = (content: string): XmlNode => ({ name: 'public-ip', content });
    const address = publicIp === null ? '' : writeAddress(publicIp, this.#dialect.addresses);
    switch (this.#dialect.publicIp) {
      case 'yes-no':
        return node(publicIp === null ? 'no' : 'yes');
      case 'true-false':
        return node(String(publicIp !== null));
      case 'address':
        return node(address);
      case 'only-yes':
        return publicIp === null ? null : node('yes');
      case 'only-true':
        return publicIp === null ? null : node('true');
      case 'only-address':
        return publicIp === null ? null : node(address);
    }
  }

  /** §3.14 */
  actions(actions: readonly Action[], at: Parameters): XmlNode {
    const hrefs = actions.map((action) => this.#links.action(action, at));
    return this.#list('VmManagementActionList', 'management-action', hrefs);
  }

  /** §3.16 */
  machines(names: readonly string[], at: Parameters): XmlNode {
    const hrefs = names.map((name) => this.#links.machine({ ...at, 'vm-name': name }));
    return this.#list('VirtualMachineList', 'virtual-machine', hrefs);
  }

  /** §3.17 */
  nic(nic: Nic, machine: Machine): XmlNode {
    const { hostName, nicAddressWhenOff, addresses } = this.#dialect;
    const hidden = nicAddressWhenOff === 'empty' && machine.state === 'powered-off';
    return this.#named('VirtualNic', nic.name, [
      { name: 'network-name', content: nic.network },
      { name: 'host-name', content: hostName === 'bare' ? nic.hostName : machine.fqdn },
      { name: 'ip-address', content: hidden ? '' : writeAddress(nic.address, addresses) },
    ]);
  }

  /** §3.18 */
  nics(nics: readonly Nic[], at: Parameters): XmlNode {
    const href = ({ name }: Nic): string =>
      this.#links.href('get-vm-virtualnic-information', { ...at, 'virtualnic-name': name });
    return this.#list('VirtualNicList', 'virtual-nic', nics.map(href));
  }

  /** §3.19, for the image store and for the template store. */
  images(store: 'list-uploaded-image' | 'list-template', names: readonly string[], at: Parameters): XmlNode {
    const { imageChild } = this.#dialect;
    const child = imageChild === 'image' && store === 'list-template' ? 'template' : imageChild;
    return this.#list(
      'ImageList',
      child,
      names.map((name) => this.#links.stored(store, at, name)),
    );
  }

  /** §3.24 */
  vdc(vdc: Vdc, at: Parameters): XmlNode {
    return this.#named('VirtualDataCenter', vdc.name, [
      { name: 'virtual-machine-list', attributes: { href: this.#links.href('get-vm-list', at) } },
      { name: 'network-list', attributes: { href: this.#links.href('get-network-list', at) } },
      this.#imageLink(at),
    ]);
  }

  #imageLink(at: Parameters): MaybeNode {
    const { vdcImageLink, imageStoreHref } = this.#dialect;
    if (vdcImageLink === 'absent') return null;
    const below = imageStoreHref === 'below-vdc';
    const href = below ? this.#links.vdcImages(at) : this.#links.href('list-uploaded-image', at);
    return { name: vdcImageLink, attributes: { href } };
  }

  /** §3.25 */
  vdcs(vdcs: readonly Vdc[], at: Parameters): XmlNode {
    const href = ({ name }: Vdc): string => this.#links.href('get-vdc-information', { ...at, 'vdc-name': name });
    return this.#list('VirtualDataCenterList', 'virtual-datacenter', vdcs.map(href));
  }

  /** §3.26 */
  networks(networks: readonly Network[], at: Parameters): XmlNode {
    const href = ({ name }: Network): string =>
      this.#links.href('get-network-information', { ...at, 'network-name': name });
    return this.#list('NetworkList', 'network', networks.map(href));
  }

  /** §3.27 */
  network(network: Network): XmlNode {
    return this.#named('Network', network.name, [{ name: 'scope', content: network.scope }]);
  }

  /** §3.30 */
  organizations(organizations: readonly Organization[], at: Parameters): XmlNode {
    const href = ({ name }: Organization): string =>
      this.#links.href('get-organization-information', { ...at, 'org-name': name });
    return this.#list('OrganizationList', 'organization', organizations.map(href));
  }

  /** §3.31 */
  organization(organization: Organization, at: Parameters): XmlNode {
    return this.#named('Organization', organization.name, [
      { name: 'vdc-list', attributes: { href: this.#links.href('get-vdc-list', at) } },
      { name: 'task-list', attributes: { href: this.#links.href('get-task-list', at) } },
    ]);
  }

  /** §3.32. `now` decides between the two words for a task that runs. */
  task(task: Task, now: number): XmlNode {
    const time = (moment: number): string => writeTime(moment, this.#dialect.times);
    const status = this.#status(task, now);
    return this.#named('Task', task.id, [
      { name: 'object-name', content: task.objectName },
      this.#startTime(status, time(task.startedAt)),
      this.#endTime(task, time(task.endsAt)),
      { name: 'type', content: task.type },
      { name: 'status', content: status },
      { name: 'cancelable', content: String(task.cancelable) },
    ]);
  }

  #status(task: Task, now: number): string {
    const { failureWord, successWord, runningWord } = this.#dialect;
    if (task.phase === 'failed') return failureWord;
    if (task.phase === 'completed') return successWord;
    if (runningWord !== 'starting-then-started') return runningWord;
    return now < (task.startedAt + task.endsAt) / 2 ? 'starting' : 'started';
  }

  #startTime(status: string, time: string): MaybeNode {
    const { startTimeBeforeStart } = this.#dialect;
    if (status !== 'starting' || startTimeBeforeStart === 'present') return { name: 'start-time', content: time };
    return startTimeBeforeStart === 'empty' ? { name: 'start-time' } : null;
  }

  #endTime(task: Task, time: string): MaybeNode {
    const { endTimeWhileRunning } = this.#dialect;
    if (task.phase !== 'running' || endTimeWhileRunning === 'estimate') return { name: 'end-time', content: time };
    return endTimeWhileRunning === 'empty' ? { name: 'end-time' } : null;
  }

  /** The body of a 202 answer, if it has one. */
  accepted(task: Task, now: number): { readonly document?: XmlNode } {
    return this.#dialect.acceptedBody === 'task' ? { document: this.task(task, now) } : {};
  }

  /** §3.33 */
  tasks(tasks: readonly Task[], at: Parameters): XmlNode {
    const href = ({ id }: Task): string => this.#links.href('get-task', { ...at, 'task-id': id });
    return this.#list('TaskList', 'task', tasks.map(href));
  }

  /** §3.34 */
  error(code: string, message: string): XmlNode {
    return {
      name: 'ErrorMessage',
      content: [
        { name: 'code', content: code },
        {
          name: 'message',
          content: this.#dialect.messages === 'german' ? `Das läßt sich nicht ausführen (${message})` : message,
        },
      ],
    };
  }
}
