import { linksOf } from '../document/links.ts';
import type { Session } from '../session/session.ts';

/** The VMs that a VDC lists at the moment. */
export async function vmNames(session: Session, vdc: string): Promise<readonly string[]> {
  const list = await session.call('get-vm-list', { role: 'stage', parameters: { 'vdc-name': vdc } });
  return linksOf(session.run.documents.root(list), session.run.catalogue.version).map((link) => link.name);
}
