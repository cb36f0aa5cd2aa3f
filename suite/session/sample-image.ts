import { strToU8, zipSync } from 'fflate';

/** What is uploaded where the target file names no image: nothing is known of what a server takes for one (§3.20). */
type SampleForm = 'archive' | 'archive-with-manifest' | 'octets';

export interface SampleTraits {
  readonly nics?: 1 | 2;
  /** Octets that the disk has at least. */
  readonly disk?: number;
}

/** What to upload, and under which file name: nothing says what a server takes for an image or how files are called. */
export interface UploadForm {
  readonly sample: SampleForm;
  readonly extension: '' | '.zip';
}

/** In the order in which they are tried; the first is what most servers can be expected to take. */
export const UPLOAD_FORMS: readonly [UploadForm, ...UploadForm[]] = [
  { sample: 'archive', extension: '' },
  { sample: 'archive', extension: '.zip' },
  { sample: 'archive-with-manifest', extension: '.zip' },
  { sample: 'octets', extension: '' },
];

/** The time of every entry: the same octets in every run. */
const MADE = new Date(2009, 8, 28, 12);

const configuration = (nics: number): string =>
  [
    '.encoding = "UTF-8"',
    'config.version = "8"',
    'virtualHW.version = "7"',
    'displayName = "conformance"',
    'guestOS = "otherlinux"',
    'memsize = "256"',
    'numvcpus = "1"',
    'scsi0.present = "TRUE"',
    'scsi0:0.present = "TRUE"',
    'scsi0:0.fileName = "disk.vmdk"',
    ...Array.from({ length: nics }, (_, index) => [
      `ethernet${index}.present = "TRUE"`,
      `ethernet${index}.networkName = "VM Network ${index + 1}"`,
    ]).flat(),
    '',
  ].join('\n');

const DISK = [
  '# Disk DescriptorFile',
  'version=1',
  'CID=fffffffe',
  'parentCID=ffffffff',
  'createType="monolithicFlat"',
  'RW 2048 FLAT "disk-flat.vmdk" 0',
  '',
].join('\n');

const MANIFEST = [
  '<?xml version="1.0" encoding="UTF-8"?>',
  '<Manifest xmlns="http://www.emc.com/caas" name="conformance">',
  '  <count>2</count>',
  '  <part index="1" file="machine.vmx"/>',
  '  <part index="2" file="disk.vmdk"/>',
  '</Manifest>',
  '',
].join('\n');

/**
 * A configuration and a disk, as §3.38 and §3.39 have an image consist of; with a manifest in a form that is a guess. How many NICs
 * a VM made of it has (§3.72, §3.73) is up to the server; the configuration names so many.
 */
export function sampleImage(form: SampleForm, { nics = 1, disk = 0 }: SampleTraits = {}): Uint8Array {
  if (form === 'octets') return Uint8Array.from({ length: 2048 }, (_, index) => (index * 31 + 7) % 256);
  const files = { 'machine.vmx': strToU8(configuration(nics)), 'disk.vmdk': strToU8(DISK.padEnd(disk, '#')) };
  const all = form === 'archive' ? files : { 'manifest.xml': strToU8(MANIFEST), ...files };
  return zipSync(all, { level: 0, mtime: MADE });
}
