import { findOrganization } from '../../domain/access.ts';
import { deployNfsServer } from '../../domain/creation.ts';
import { findNetwork, findVdc } from '../../domain/finding.ts';
import { enableNfs, resyncNfs } from '../../domain/nfs.ts';
import { type Fields, readFields } from '../request-body.ts';
import { ADMIN, ADMIN_AND_ACCOUNT_MANAGER, type Implementation, ok } from '../turn.ts';
import { accepted } from './accepted.ts';
import { ordered } from './ordered.ts';

/** §3.23 to §3.29. */
export const dataCenterOperations: Readonly<Record<string, Implementation>> = {
  'get-vdc-list': {
    roles: ADMIN,
    answer: ({ service, call, write, at }) => {
      const { vdcs } = findOrganization(service, call);
      return ok(write.vdcs(ordered(service, call, 'vdc', vdcs.values()), at));
    },
  },
  'get-vdc-information': {
    roles: ADMIN,
    answer: ({ service, call, write, at }) => ok(write.vdc(findVdc(service, call).vdc, at)),
  },
  'get-network-list': {
    roles: ADMIN,
    answer: ({ service, call, write, at }) => {
      const { vdc } = findVdc(service, call);
      return ok(write.networks(ordered(service, call, 'network', vdc.networks.values()), at));
    },
  },
  'get-network-information': {
    roles: ADMIN,
    answer: ({ service, call, write }) => ok(write.network(findNetwork(service, call))),
  },
  'deploy-nfs-server': {
    roles: ADMIN_AND_ACCOUNT_MANAGER,
    answer: (turn) => {
      const { service, call, route, body } = turn;
      const { organization, vdc } = findVdc(service, call);
      const { name = '' }: Fields = route === null ? {} : readFields(service, call, route, body);
      return accepted(turn, deployNfsServer(service, call, organization, vdc, name));
    },
  },
  'enable-nfs-access': {
    roles: ADMIN_AND_ACCOUNT_MANAGER,
    answer: (turn) => {
      const { organization, vdc } = findVdc(turn.service, turn.call);
      return accepted(turn, enableNfs(turn.service, turn.call, organization, vdc));
    },
  },
  'resync-nfs-access': {
    roles: ADMIN_AND_ACCOUNT_MANAGER,
    answer: (turn) => {
      const { organization, vdc } = findVdc(turn.service, turn.call);
      return accepted(turn, resyncNfs(turn.service, turn.call, organization, vdc));
    },
  },
};
