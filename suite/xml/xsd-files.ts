import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FOLDER = new URL('../../schemas/xsd/', import.meta.url);
const INCLUDE = /<xs:include schemaLocation="([a-z-]+\.xsd)"\/>/g;
const BODY = /<xs:schema[^>]*>([\s\S]*)<\/xs:schema>\s*$/;
const ANNOTATED = /^\s*<xs:annotation>[\s\S]*?<\/xs:annotation>/;

/**
 * Text of one of `schemas/xsd/`, includes pasted in, so that no engine needs access to the file system.
 * The included files share prefixes and target namespace with those that include them.
 */
export function readXsd(schema: string): string {
  return load(schema).replace(INCLUDE, (_, included: string) => {
    const body = BODY.exec(load(included))?.[1];
    if (body === undefined) throw new Error(`schemas/xsd/${included} has no xs:schema element to include`);
    return body.replace(ANNOTATED, '');
  });
}

function load(schema: string): string {
  const url = new URL(schema, FOLDER);
  if (!/^[a-z-]+\.xsd$/.test(schema) || !existsSync(url))
    throw new Error(`no schema ${schema} in ${fileURLToPath(FOLDER)}`);
  return readFileSync(url, 'utf8');
}
