import type { Dialect } from '../dialect/dialect.ts';

/** Writes an address. As IPv6 it lies in the block for documentation (RFC 3849), one group for each IPv4 number. */
export function writeAddress(address: string, family: Dialect['addresses']): string {
  return family === 'ipv4' ? address : `2001:db8::${address.replaceAll('.', ':')}`;
}
