import { findOrganization } from '../../domain/access.ts';
import { findTask } from '../../domain/finding.ts';
import { tasksOf } from '../../domain/tasks.ts';
import { ADMIN, type Implementation, ok } from '../turn.ts';
import { ordered } from './ordered.ts';

/** §3.30 to §3.33. */
export const organizationOperations: Readonly<Record<string, Implementation>> = {
  'get-organization-list': {
    roles: ADMIN,
    answer: ({ service, call, write, at }) => {
      const { policies, ground } = service;
      const visible = call.user === null ? [] : policies.visibleOrganizations(call, call.user, ground);
      return ok(write.organizations(ordered(service, call, 'organization', visible), at));
    },
  },
  'get-organization-information': {
    roles: ADMIN,
    answer: ({ service, call, write, at }) => ok(write.organization(findOrganization(service, call), at)),
  },
  'get-task-list': {
    roles: ADMIN,
    answer: ({ service, call, write, at }) => {
      const tasks = tasksOf(service, findOrganization(service, call)).map((task) => ({ ...task, name: task.id }));
      return ok(write.tasks(ordered(service, call, 'task', tasks), at));
    },
  },
  'get-task': {
    roles: ADMIN,
    answer: ({ service, call, write }) => {
      const task = service.policies.taskSeen(call, findTask(service, call), service.ground);
      return ok(write.task(task, service.now));
    },
  },
};
