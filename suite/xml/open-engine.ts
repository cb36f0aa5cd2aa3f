import { engineOver } from './engine.ts';
import { DEFAULT_LIMITS } from './guard.ts';
import { openLibxml2Wasm } from './libxml2-wasm-parser.ts';
import { openLibxmljs2 } from './libxmljs2-parser.ts';
import type { XmlParser } from './parser.ts';
import type { XmlEngine, XmlLimits } from './types.ts';

export type EngineName = 'libxmljs2' | 'libxml2-wasm';
const ENGINE_NAMES: readonly EngineName[] = ['libxmljs2', 'libxml2-wasm'];

/** Environment variable that forces an engine where the caller prefers none. */
export const ENGINE_VARIABLE = 'ATMOS_XML_ENGINE';

const OPENERS: Readonly<Record<EngineName, () => Promise<XmlParser>>> = {
  libxmljs2: openLibxmljs2,
  'libxml2-wasm': openLibxml2Wasm,
};

/**
 * Opens an XML engine: the preferred one, else the one that ATMOS_XML_ENGINE names, else libxmljs2 if
 * it can be loaded, else libxml2-wasm. An engine asked for by name is never replaced by another: when
 * it cannot be loaded, the promise rejects and says so.
 */
export async function openXmlEngine(preferred?: EngineName, limits: XmlLimits = DEFAULT_LIMITS): Promise<XmlEngine> {
  const wanted = preferred ?? fromEnvironment();
  if (wanted !== undefined) {
    try {
      return engineOver(await OPENERS[wanted](), limits);
    } catch (error) {
      throw new Error(
        `the XML engine ${wanted} cannot be loaded: ${error instanceof Error ? error.message : String(error)}`,
        { cause: error },
      );
    }
  }
  const parser = await openLibxmljs2().catch(openLibxml2Wasm);
  return engineOver(parser, limits);
}

function fromEnvironment(): EngineName | undefined {
  const value = process.env[ENGINE_VARIABLE];
  if (value === undefined || value === '') return undefined;
  const name = ENGINE_NAMES.find((known) => known === value);
  if (name === undefined) throw new Error(`${ENGINE_VARIABLE} is "${value}", expected ${ENGINE_NAMES.join(' or ')}`);
  return name;
}
