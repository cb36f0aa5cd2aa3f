import { NAMESPACE } from '../../dialect/serialize.ts';
import { type Received, readXml } from '../request-xml.ts';

/** The manifest of a preprocessed image, as `caas-mo-manifest.xsd` has it. */
export interface Manifest {
  readonly count: number;
  readonly parts: readonly { readonly index: number; readonly file: string; readonly md5: string }[];
}

export class InvalidManifest extends Error {}

const WHOLE_NUMBER = /^\d{1,9}$/;
const MD5 = /^[0-9a-f]{32}$/i;

function partOf({ attributes: { index = '', file = '', md5 = '' } }: Received): Manifest['parts'][number] {
  if (!WHOLE_NUMBER.test(index) || file === '' || !MD5.test(md5))
    throw new InvalidManifest('a part needs index, file and md5');
  return { index: Number(index), file, md5: md5.toLowerCase() };
}

/** Throws MalformedXml for what is no XML, InvalidManifest for what does not fit the schema. */
export function readManifest(bytes: Uint8Array): Manifest {
  const root = readXml(bytes);
  if (root.name !== 'Manifest' || root.namespace !== NAMESPACE) throw new InvalidManifest('the root is not Manifest');
  if ((root.attributes.name ?? '') === '') throw new InvalidManifest('the manifest has no name');
  const [first, ...others] = root.children;
  if (first?.name !== 'count' || !WHOLE_NUMBER.test(first.text))
    throw new InvalidManifest('the count is missing or no number');
  if (others.some(({ name }) => name !== 'part')) throw new InvalidManifest('only parts may follow the count');
  return { count: Number(first.text), parts: others.map(partOf) };
}
