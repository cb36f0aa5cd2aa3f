/** How far a run has come with NFS. */
export interface NfsProgress {
  enabled: boolean;
  /** Name of the server that was deployed in the VDC where NFS is tried out. */
  deployed: string | null;
  /** That VDC, where it is another than the first: the only server of the organisation stands there. */
  vdc: string | null;
  /** A server that was deployed in another VDC. */
  elsewhere: { readonly vdc: string; readonly name: string } | null;
}
