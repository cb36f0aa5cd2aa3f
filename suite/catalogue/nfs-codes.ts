/** Codes that say that NFS is there, or on its way (§3.84, §3.85). */
export const NFS_THERE = ['NfsVmAlreadyExist', 'NfsVmIsDeploying'] as const;

/** With what a further NFS server may be refused where one stands (reading nfs-deploy-again-code). */
export const NO_FURTHER_NFS = [...NFS_THERE, 'NfsVmCountFull', 'InvalidState', 'ObjectDuplicated'] as const;
