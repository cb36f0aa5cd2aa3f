import { isPair, isScalar, isSeq, visit } from 'yaml';
import type { YamlFile, YamlPath } from './yaml-file.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** What a string of the target file was made of. */
export interface Expanded {
  /** As written, e.g. `Token ${ATMOS_TOKEN}`. */
  readonly written: string;
  readonly variables: readonly { readonly name: string; readonly value: string }[];
}

const VARIABLE = /\$\{([^}]*)\}/g;

/**
 * Puts the values of `${NAME}` into every string of the file, in place, and gives what was written by path (keys joined
 * by `/`). Throws TargetError for a variable that is unset or empty, and for a name that no shell would take.
 */
export function expandEnvironment(file: YamlFile, env: Environment): ReadonlyMap<string, Expanded> {
  const found = new Map<string, Expanded>();
  visit(file.document, {
    Scalar(key, node, parents) {
      if (key === 'key' || typeof node.value !== 'string') return;
      const path = pathOf([...parents, node]);
      const written = node.value;
      const variables: { name: string; value: string }[] = [];
      node.value = written.replace(VARIABLE, (_, name: string) => {
        if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
          throw file.error(path, `\${${name}} is not a variable: write \${NAME} with letters, digits and underscores`);
        }
        const value = env[name];
        if (value === undefined || value === '') {
          throw file.error(
            path,
            `the environment variable ${name} is ${value === '' ? 'empty' : 'not set'}: export ${name}=… before the run`,
          );
        }
        variables.push({ name, value });
        return value;
      });
      if (variables.length > 0) found.set(path.join('/'), { written, variables });
    },
  });
  return found;
}

/** Keys and indices that lead to the last of the nodes. */
function pathOf(nodes: readonly unknown[]): YamlPath {
  return nodes.flatMap((node, i): YamlPath => {
    if (isPair(node)) return [isScalar(node.key) ? String(node.key.value) : String(node.key)];
    return isSeq(node) ? [node.items.indexOf(nodes[i + 1])] : [];
  });
}
