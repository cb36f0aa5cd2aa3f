/** The two halves of a fault's id, `<operation>/<flaw>`, and what follows a dot. */
export interface FaultName {
  /** Operation, or another word where a fault is about several. */
  readonly subject: string;
  readonly flaw: string;
  readonly detail: string;
}

export function nameOf(id: string): FaultName {
  const slash = id.indexOf('/');
  const subject = slash === -1 ? '' : id.slice(0, slash);
  const [flaw = '', ...detail] = id.slice(slash + 1).split('.');
  return { subject, flaw, detail: detail.join('.') };
}
