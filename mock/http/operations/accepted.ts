import type { Task } from '../../domain/model.ts';
import type { Answer, Turn } from '../turn.ts';

/** The answer of every asynchronous operation: 202 and where the task is (§3.7). */
export const accepted = ({ links, write, at, service }: Turn, task: Task): Answer => ({
  status: 202,
  ...write.accepted(task, service.now),
  location: links.location({ ...at, 'org-name': task.organization, 'task-id': task.id }),
});
