/** A VDC holds as many VMs as it may (§3.67). */
export const VM_QUOTA = 'DeployVMAmountQuotaReached';
/** A VDC has no public IP left (§3.69). */
export const PUBLIC_IP_QUOTA = 'DeployPublicIPAmountQuotaReached';

/** Codes that say that a VDC has no room for one more VM: the operator's business, and often the run's own doing. */
export const NO_ROOM = [VM_QUOTA, PUBLIC_IP_QUOTA] as const;

export function isNoRoom(code: string | undefined): boolean {
  return code === VM_QUOTA || code === PUBLIC_IP_QUOTA;
}
