import type { ImageDefect } from '../../domain/model.ts';
import { type Manifest, readManifest } from './manifest.ts';
import type { ZipEntry } from './zip-scan.ts';

export interface Inspection {
  readonly defect: ImageDefect | null;
  readonly nics: 1 | 2;
}

const MANIFEST_NAME = 'manifest.xml';

const SETTING = /^\s*[\w.:]+\s*=\s*".*"\s*$/;
const isSetting = (line: string): boolean =>
  SETTING.test(line) || line.trim() === '' || line.trimStart().startsWith('#');

function manifestDefect({ count, parts }: Manifest, entries: ReadonlyMap<string, ZipEntry>): ImageDefect | null {
  if (count !== parts.length) return 'DeployInvalidManifestCountNotEqual';
  const indexes = parts.map(({ index }) => index).toSorted((one, other) => one - other);
  const first = indexes[0] ?? 0;
  if (first > 1 || indexes.some((index, place) => index !== first + place))
    return 'DeployInvalidManifestIndexNotCorrect';
  for (const { file, md5 } of parts) {
    const entry = entries.get(file);
    if (entry === undefined) return 'DeployImageZipPartNotFound';
    if (entry.md5 !== null && entry.md5 !== md5) return 'DeployInvalidMD5';
  }
  return null;
}

function contentDefect(entries: readonly ZipEntry[], configuration: readonly string[] | null): ImageDefect | null {
  if (!entries.some(({ name }) => name.endsWith('.vmdk'))) return 'DeployBadVMImageLackVMDK';
  if (configuration === null) return 'DeployBadVMImageLackVMX';
  return configuration.every(isSetting) ? null : 'DeployBadVMImageInvalidConfig';
}

/** What a package holds, and the first thing that is wrong with it. Throws for a manifest that cannot be read. */
export function inspectPackage(entries: readonly ZipEntry[]): Inspection {
  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  const vmx = entries.find(({ name }) => name.endsWith('.vmx'));
  const configuration = vmx === undefined ? null : (vmx.content?.toString('utf8') ?? '').split(/\r?\n/);
  const adapters = configuration?.filter((line) => /^\s*ethernet\d+\.present\s*=\s*"true"/i.test(line)).length ?? 1;
  const nics = adapters >= 2 ? 2 : 1;
  const manifest = byName.get(MANIFEST_NAME)?.content ?? null;
  if (manifest === null) return { defect: 'DeployManifestFileNotFound', nics };
  return { defect: manifestDefect(readManifest(manifest), byName) ?? contentDefect(entries, configuration), nics };
}
