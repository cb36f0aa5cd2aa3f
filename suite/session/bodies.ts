import { element, serialise } from '../xml/write.ts';
import type { RunContext } from './run-context.ts';

/** `<VirtualMachine name="…"/>` (§3.12, §3.23). */
export function namedVm(run: RunContext, name: string): string {
  return serialise(element('VirtualMachine', { ...namespace(run), name }, []));
}

/** The same as §3.23 prints it, with an end tag in a line of its own. */
export function namedVmInTwoLines(run: RunContext, name: string): string {
  return serialise(element('VirtualMachine', { ...namespace(run), name }, ['\n']));
}

/** `<VirtualMachine><instance-type>…` (§3.15). */
export function instanceType(run: RunContext, type: string): string {
  return serialise(element('VirtualMachine', namespace(run), [element('instance-type', {}, [type])]));
}

/** The body of a deployment (§3.22). */
export function deployment(run: RunContext, name: string, type: string, publicIp: boolean): string {
  return serialise(
    element('VirtualMachine', { ...namespace(run), name }, [
      element('instance-type', {}, [type]),
      element('has-publicIP', {}, [String(publicIp)]),
    ]),
  );
}

/** The guide prints request bodies without the namespace; a server that wants it shows so on the first body (reading `request-namespace`). */
function namespace(run: RunContext): Record<string, string> {
  return run.bodyNamespace ? { xmlns: run.catalogue.namespace } : {};
}
