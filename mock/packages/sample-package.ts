import { createHash } from 'node:crypto';
import { NAMESPACE } from '../dialect/serialize.ts';
import { type ArchiveEntry, zipArchive } from './zip-archive.ts';

export interface PackageOptions {
  readonly name?: string;
  readonly nics?: 1 | 2;
  /** Octets of the disk. Default 4096. */
  readonly diskSize?: number;
  /** Files that are left out of the package and of its manifest. */
  readonly without?: readonly ('vmdk' | 'vmx')[];
  /** Files that the manifest names and the package lacks. */
  readonly missing?: readonly ('vmdk' | 'vmx')[];
  readonly configuration?: string;
  /** Rewrites the manifest; null leaves it out. */
  readonly manifest?: (text: string) => string | null;
}

const md5 = (content: Uint8Array): string => createHash('md5').update(content).digest('hex');

function configuration(name: string, nics: number): string {
  const adapters = Array.from({ length: nics }, (_, index) => `ethernet${index}.present = "TRUE"`);
  return [`displayName = "${name}"`, 'scsi0:0.fileName = "disk.vmdk"', ...adapters, ''].join('\n');
}

/** A preprocessed image as docs/mock.md describes it: in order by default, or wrong in the way that is asked for. */
export function samplePackage(options: PackageOptions = {}): Buffer {
  const { name = 'sample', nics = 1, diskSize = 4096, without = [], missing = [], manifest } = options;
  const files = [
    {
      kind: 'vmx' as const,
      name: 'machine.vmx',
      content: Buffer.from(options.configuration ?? configuration(name, nics)),
    },
    { kind: 'vmdk' as const, name: 'disk.vmdk', content: Buffer.alloc(diskSize, name) },
  ].filter(({ kind }) => !without.includes(kind));
  const parts = files.map(
    (file, index) => `  <part index="${index + 1}" file="${file.name}" md5="${md5(file.content)}"/>\n`,
  );
  const text = `<Manifest xmlns="${NAMESPACE}" name="${name}">\n  <count>${files.length}</count>\n${parts.join('')}</Manifest>\n`;
  const written = manifest === undefined ? text : manifest(text);
  const head: ArchiveEntry[] = written === null ? [] : [{ name: 'manifest.xml', content: Buffer.from(written) }];
  return zipArchive([...head, ...files.filter(({ kind }) => !missing.includes(kind))]);
}
