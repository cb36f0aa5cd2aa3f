import type { XmlNode } from '../dialect/xml-node.ts';
import type { TaskType } from '../domain/model.ts';
import { withHeader } from '../http/outgoing.ts';
import { renameElements, rewriteAttribute, rewriteText } from './edit-document.ts';
import type { Fault, FaultContext, Spoiler } from './types.ts';

/** Spoils every second of the documents that `when` holds for. */
function everySecond(when: (context: FaultContext) => boolean, edit: (root: XmlNode) => XmlNode): () => Spoiler {
  return () => {
    let count = 0;
    return {
      document: (root, context) => {
        if (!when(context)) return root;
        count += 1;
        return count % 2 === 0 ? edit(root) : root;
      },
    };
  };
}

/** Every second task of a type names what the URI of its call names. */
function objectsByTurns(type: TaskType, parameter: string): () => Spoiler {
  return () => ({
    policies: (base) => {
      const others = new Map<string, string>();
      let count = 0;
      return {
        taskId: (call, next, ground) => {
          const id = base.taskId(call, next, ground);
          const other = call.parameters[parameter];
          count += 1;
          if (other !== undefined && count % 2 === 0) others.set(id, other);
          return id;
        },
        taskSeen: (call, task, ground) => {
          const seen = base.taskSeen(call, task, ground);
          return task.type === type ? { ...seen, objectName: others.get(task.id) ?? seen.objectName } : seen;
        },
      };
    },
  });
}

const answers =
  (operation: string) =>
  ({ call, code }: FaultContext): boolean =>
    call.operation === operation && code === null;

/** Services that cannot decide: each answer alone is one that the guide allows. */
export const WAVERING_FAULTS: readonly Fault[] = [
  {
    id: 'dialect/two-success-words',
    title: 'a task that ended well is called by two words',
    description: 'One answer says completed and the next one success.',
    kind: 'response',
    apply: everySecond(answers('get-task'), (root) =>
      rewriteText(root, 'status', (word) => (word === 'completed' ? 'success' : word)),
    ),
  },
  {
    id: 'dialect/two-href-forms',
    title: 'links come in two forms',
    description: 'One list links relative to the version, the next one from the root.',
    kind: 'response',
    apply: everySecond(answers('get-vm-list'), (root) => rewriteAttribute(root, 'href', (href) => `/${href}`)),
  },
  {
    id: 'dialect/two-clone-names',
    title: 'the action clone has two names',
    description: 'One action list says clone-to-vm and the next one clone-on-vm, as the example does.',
    kind: 'response',
    apply: everySecond(answers('get-vm-management-action-list'), (root) =>
      rewriteAttribute(root, 'href', (href) =>
        href.includes('clone-to-vm')
          ? href.replace('clone-to-vm', 'clone-on-vm')
          : href.replace('clone-on-vm', 'clone-to-vm'),
      ),
    ),
  },
  {
    id: 'dialect/two-state-words',
    title: 'a machine that runs is called by two words',
    description: 'One answer says powered-on and the next one running.',
    kind: 'response',
    apply: everySecond(answers('get-vm-information'), (root) =>
      rewriteText(root, 'status', (word) => (word === 'powered-on' ? 'running' : word)),
    ),
  },
  {
    id: 'dialect/two-address-words',
    title: 'a public address is told in two ways',
    description: 'One answer says yes and the next one true.',
    kind: 'response',
    apply: everySecond(answers('get-vm-information'), (root) =>
      rewriteText(root, 'public-ip', (word) => (word === 'yes' ? 'true' : word)),
    ),
  },
  {
    id: 'dialect/two-vm-links',
    title: 'the VM list links in two ways',
    description: 'One list has the segment vm in its links, the next one has not, as in the example.',
    kind: 'response',
    apply: everySecond(answers('get-vm-list'), (root) =>
      rewriteAttribute(root, 'href', (href) => href.replace('/vm/', '/')),
    ),
  },
  {
    id: 'dialect/two-image-entries',
    title: 'the entries of the image list have two names',
    description: 'One list says ImageList, as the example does, and the next one image.',
    kind: 'response',
    apply: everySecond(answers('list-uploaded-image'), (root) => renameElements(root, 'ImageList', 'image')),
  },
  {
    id: 'dialect/two-space-forms',
    title: 'a space in a link is written in two ways',
    description: 'One list has it as it is and the next one percent-encoded.',
    kind: 'response',
    apply: everySecond(answers('get-vm-virtualnic-list'), (root) =>
      rewriteAttribute(root, 'href', (href) => href.replaceAll(' ', '%20')),
    ),
  },
  {
    id: 'dialect/two-clone-objects',
    title: 'the task of a clone names now the clone and now its source',
    description: 'Each second task that is started names the other of the two.',
    kind: 'behaviour',
    apply: objectsByTurns('CloneVm', 'vm-name'),
  },
  {
    id: 'dialect/two-deploy-objects',
    title: 'the task of a deployment names now the machine and now the image',
    description: 'Each second task that is started names the other of the two.',
    kind: 'behaviour',
    apply: objectsByTurns('DeployVm', 'image-name'),
  },
  {
    id: 'dialect/two-location-forms',
    title: 'Location comes in two forms',
    description: 'One is relative to the version, the next one begins with a slash.',
    kind: 'response',
    apply: () => {
      let count = 0;
      return {
        outgoing: (outgoing) => {
          const [, location] = outgoing.headers.find(([name]) => name === 'Location') ?? [];
          if (location === undefined) return outgoing;
          count += 1;
          return count % 2 === 0 ? withHeader(outgoing, 'Location', `/${location}`) : outgoing;
        },
      };
    },
  },
];
