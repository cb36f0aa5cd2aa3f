import { createHash } from 'node:crypto';
import { en, Faker } from '@faker-js/faker';
import { hostNameOf, publicAddress, wire } from './domain/addresses.ts';
import type { Image, Machine, Network, Organization, PowerState, User, Vdc, World } from './domain/model.ts';

/** The users of the mock. Their secrets are no secrets: they are documented in docs/mock.md. */
export const USERS: readonly User[] = [
  { name: 'admin', password: 'admin-password', token: 'admin-token', organization: 'caas', roles: ['Admin'] },
  {
    name: 'manager',
    password: 'manager-password',
    token: 'manager-token',
    organization: 'caas',
    roles: ['Admin', 'Atmos Account Manager'],
  },
  { name: 'user', password: 'user-password', token: 'user-token', organization: 'caas', roles: [] },
  // With every role, so that only the organisation stands against a call of theirs.
  {
    name: 'foreign',
    password: 'foreign-password',
    token: 'foreign-token',
    organization: 'other',
    roles: ['Admin', 'Atmos Account Manager'],
  },
];

interface MachinePlan {
  readonly state: PowerState;
  readonly nics: 1 | 2;
}

const FLEET: readonly MachinePlan[] = [
  { state: 'powered-off', nics: 1 },
  { state: 'powered-on', nics: 2 },
  { state: 'suspended', nics: 1 },
  { state: 'powered-off', nics: 2 },
  { state: 'powered-on', nics: 1 },
];

const ONE_NIC_IMAGE = 'base-image';
const TWO_NIC_IMAGE = 'gateway-image';

class Sower {
  readonly #faker: Faker;
  #machines = 0;
  #prefixes = 0;

  constructor(seed: number) {
    this.#faker = new Faker({ locale: [en], seed });
  }

  #word(): string {
    return this.#faker.word
      .noun({ length: { min: 3, max: 9 } })
      .toLowerCase()
      .replace(/[^a-z]/g, '');
  }

  #network(scope: Network['scope'], count: number): Network {
    this.#prefixes += 1;
    const start = scope === 'private' ? `10.${this.#faker.number.int({ min: 16, max: 200 })}` : '203.0';
    return { name: `${scope}-${this.#word()}-${count}`, scope, prefix: `${start}.${this.#prefixes}` };
  }

  vdc(organization: string, name: string, fleet: readonly MachinePlan[]): Vdc {
    const networks = [this.#network('private', 1), this.#network('public', 2), this.#network('private', 3)];
    const vdc: Vdc = {
      name,
      organization,
      machines: new Map(),
      reservations: new Map(),
      networks: new Map(networks.map((network) => [network.name, network])),
      nfs: { state: 'off' },
      nextAddress: 10,
    };
    for (const plan of fleet) {
      const machine = this.#machine(vdc, plan);
      vdc.machines.set(machine.name, machine);
    }
    return vdc;
  }

  #machine(vdc: Vdc, { state, nics }: MachinePlan): Machine {
    this.#machines += 1;
    const name = `${this.#word()}-${this.#machines}`;
    const wired = wire(vdc, name, nics);
    return {
      key: `machine-0-${this.#machines}`,
      name,
      kind: 'plain',
      state,
      instanceType: this.#faker.helpers.arrayElement(['small', 'medium', 'large']),
      nics: wired,
      publicIp: nics === 2 ? publicAddress(vdc, wired) : null,
      fqdn: hostNameOf(vdc, name),
      diskSize: 1024 * this.#faker.number.int({ min: 1, max: 64 }),
      busy: null,
      past: [],
    };
  }

  image(name: string, nics: 1 | 2): Image {
    const size = this.#faker.number.int({ min: 1_000_000, max: 9_000_000 });
    const sha256 = createHash('sha256').update(`${name}/${size}`).digest('hex');
    return { name, size, sha256, nics, diskSize: 1024 * this.#faker.number.int({ min: 1, max: 16 }), defect: null };
  }

  templates(): string[] {
    return [`template-${this.#word()}`, `template-${this.#word()}-2`];
  }
}

function organization(name: string, vdcs: readonly Vdc[], images: readonly Image[], templates: string[]): Organization {
  return {
    name,
    vdcs: new Map(vdcs.map((vdc) => [vdc.name, vdc])),
    images: new Map(images.map((image) => [image.name, image])),
    arriving: new Set(),
    templates,
  };
}

/** A world with two organisations, the same for the same seed. `imageQuota` limits the images that it begins with. */
export function genesis(seed: number, imageQuota: number): World {
  const sower = new Sower(seed);
  const caas = organization(
    'caas',
    [sower.vdc('caas', 'caasvdc', FLEET), sower.vdc('caas', 'caasvdc2', FLEET.slice(0, 3))],
    [sower.image(ONE_NIC_IMAGE, 1), sower.image(TWO_NIC_IMAGE, 2)].slice(0, imageQuota),
    sower.templates(),
  );
  const other = organization(
    'other',
    [sower.vdc('other', 'othervdc', FLEET.slice(0, 2))],
    [sower.image('other-image', 1)].slice(0, imageQuota),
    sower.templates(),
  );
  return {
    users: new Map(USERS.map((user) => [user.name, user])),
    organizations: new Map([caas, other].map((one) => [one.name, one])),
    tasks: new Map(),
    gone: new Set(),
  };
}
