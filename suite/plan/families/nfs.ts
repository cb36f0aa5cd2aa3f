import { NFS_THERE } from '../../catalogue/nfs-codes.ts';
import { VM_QUOTA } from '../../catalogue/no-room.ts';
import type { Catalogue } from '../../catalogue/types.ts';
import { refusal, SUCCESS, scenario } from '../build.ts';
import type { Scenario } from '../types.ts';

/** Codes that say that there is a server, or no place for one. */
const STANDS = [...NFS_THERE, 'NfsVmCountFull', VM_QUOTA] as const;

/** NFS, in one chain because a VDC has NFS or has not, and the guide has no way back (§3.23, §3.28, §3.29). */
export function nfs(catalogue: Catalogue): readonly Scenario[] {
  const given = {
    class: 'nfs',
    tier: 'nfs',
    mutates: true,
    family: 'nfs',
    principals: ['admin', 'accountManager'],
  } as const;
  const success = (operation: string, title: string, order: string): Scenario =>
    scenario({
      ...given,
      id: `${operation}/success`,
      title,
      operation,
      aspect: 'success',
      requirements: [
        `${operation}.success-status`,
        `${operation}.location`,
        'task.type-of-operation',
        'task.listed',
        ...(order === 'deploy' ? ['deploy-nfs-server.vdc'] : []),
      ],
      variation: { kind: order },
      // That NFS stands already, by what came before or from before the run, is no refusal of a right call.
      expects: {
        ...SUCCESS,
        admissible: [...STANDS, ...(order === 'enable' ? ['NfsVMNotFound'] : [])],
        reading: 'nfs-enable-needs-server',
      },
      cost: { requests: 8, tasks: 1 },
    });
  return [
    scenario({
      ...given,
      id: 'resync-nfs-access/without-server',
      title: 'Resync NFS access is refused while there is no NFS server',
      operation: 'resync-nfs-access',
      aspect: 'errors',
      requirements: ['resync-nfs-access.error.NfsVMNotFound', 'errors.pairing', 'errors.body'],
      codes: ['NfsVMNotFound'],
      expects: refusal(['NfsVMNotFound'], {
        admissible: ['ObjectNotFound', 'InvalidState'],
        reading: 'nfs-generic-codes',
      }),
      twin: 'resync-nfs-access/success',
      variation: { kind: 'resync-without' },
      cost: { requests: 2, tasks: 0 },
    }),
    ...(
      [
        { slug: 'name-of-vm', words: 'under the name of a VM', kind: 'deploy-name-of-vm', code: 'ObjectDuplicated' },
        {
          slug: 'invalid-name',
          words: 'under a name against the naming rules',
          kind: 'invalid-name',
          code: 'InvalidName',
        },
      ] as const
    ).map(({ slug, words, kind, code }) =>
      scenario({
        ...given,
        id: `deploy-nfs-server/${slug}`,
        title: `Deploy NFS server ${words} is refused`,
        operation: 'deploy-nfs-server',
        aspect: 'errors',
        requirements: [`deploy-nfs-server.error.${code}`, 'errors.pairing', 'errors.body'],
        codes: [code],
        expects: refusal([code], {
          // What stands against a server at all may be told before its name is looked at.
          admissible: [
            ...STANDS,
            'InvalidState',
            ...(code === 'InvalidName' ? ['XMLValidationError', 'InvalidArgument'] : []),
          ],
          reading: 'name-rules',
        }),
        twin: 'deploy-nfs-server/success',
        variation: { kind },
        cost: { requests: 4, tasks: 0 },
      }),
    ),
    success('deploy-nfs-server', 'Deploy NFS server is accepted with a task that ends well', 'deploy'),
    success('enable-nfs-access', 'Enable NFS access is accepted with a task that ends well', 'enable'),
    success(
      'resync-nfs-access',
      'Resync NFS access is accepted with a task that ends well once NFS is enabled',
      'resync',
    ),
    scenario({
      ...given,
      id: 'enable-nfs-access/already-enabled',
      title: 'Enable NFS access is refused when NFS is enabled already',
      operation: 'enable-nfs-access',
      aspect: 'errors',
      requirements: ['enable-nfs-access.error.NfsVmAlreadyExist', 'errors.pairing', 'errors.body'],
      codes: ['NfsVmAlreadyExist'],
      expects: refusal(['NfsVmAlreadyExist'], {
        admissible: ['NfsVmIsDeploying', 'NfsVmCountFull'],
        reading: 'nfs-generic-codes',
      }),
      twin: 'enable-nfs-access/success',
      variation: { kind: 'enable-twice' },
      cost: { requests: 2, tasks: 0 },
    }),
    scenario({
      ...given,
      id: 'deploy-nfs-server/name-in-use',
      title: 'Deploy NFS server is refused for a name that is taken',
      operation: 'deploy-nfs-server',
      aspect: 'errors',
      requirements: ['deploy-nfs-server.error.ObjectDuplicated', 'errors.pairing', 'errors.body'],
      codes: catalogue.operation('deploy-nfs-server').errors.includes('ObjectDuplicated') ? ['ObjectDuplicated'] : [],
      expects: refusal(['ObjectDuplicated'], {
        admissible: [...STANDS, 'InvalidState'],
        reading: 'nfs-deploy-again-code',
      }),
      twin: 'deploy-nfs-server/success',
      variation: { kind: 'deploy-twice' },
      cost: { requests: 2, tasks: 0 },
    }),
  ];
}
