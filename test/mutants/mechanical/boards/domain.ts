import { Refusal, refuseUnless } from '../../read.ts';
import type { Domain } from '../domain.ts';
import {
  choice,
  flag,
  list,
  nullable,
  type Rule,
  text,
  thing,
  union,
  type Value,
  whole,
} from '../rule.ts';
import { type Endpoint, found, type Service, type Shelves, said } from '../service.ts';
import { createShelf } from '../shelf.ts';

const name = text('Attic', { min: 1, max: 60 });
const title = text('Sweep', { min: 1, max: 80 });
const color = nullable(choice('red', 'green', 'blue'));
const only = (kind: string): Rule => choice(kind);

const newProject = thing({
  name,
  'color?': color,
  'members?': list(
    thing({
      email: text('ada@example.com', { pattern: /^[^@ ]+@[^@ ]+$/ }),
      role: choice('owner', 'guest'),
    }),
    5,
  ),
});

const points: Rule = whole(5, 1, 8);
const task = union('kind', {
  bug: thing({ kind: only('bug'), title, severity: whole(2, 1, 5) }),
  chore: thing({ kind: only('chore'), title, 'weekly?': flag }),
  story: thing({ kind: only('story'), title, points }),
});

const created = 1_700_000_000;

function endpointsOf({ projects, tasks }: Shelves): readonly Endpoint[] {
  const project = '/projects/{project_gid}';
  return [
    {
      id: 'listProjects',
      method: 'GET',
      path: '/projects',
      access: true,
      query: thing({ 'limit?': whole(3, 1, 100), 'archived?': choice('yes', 'no', 'all') }),
      answer({ query: { limit = '20', cursor, archived = 'all' } }) {
        const fitting = projects!
          .all()
          .filter((one) => archived === 'all' || one.archived === (archived === 'yes'));
        const start =
          cursor === undefined ? 0 : Number(Buffer.from(cursor, 'base64url').toString());
        refuseUnless(Number.isInteger(start), 'the cursor is none', 422);
        const end = start + Number(limit);
        const next = end < fitting.length ? Buffer.from(String(end)).toString('base64url') : null;
        return said(200, { data: fitting.slice(start, end), next_cursor: next });
      },
    },
    {
      id: 'createProject',
      method: 'POST',
      path: '/projects',
      access: true,
      body: { type: 'application/json', rule: thing({ data: newProject }) },
      answer({ body: { data } }) {
        const isTaken = projects!.all().some((one) => one.name === data.name);
        refuseUnless(!isTaken, 'there is a project of this name', 409);
        const gid = `P${projects!.next()}`;
        const made = { gid, ...data, archived: false, created };
        projects!.put(gid, made);
        return said(201, { data: made });
      },
    },
    {
      id: 'getProject',
      method: 'GET',
      path: project,
      access: true,
      answer: ({ ids }) => said(200, { data: found(projects!.get(ids[0]!)) }),
    },
    {
      id: 'updateProject',
      method: 'PATCH',
      path: project,
      access: true,
      body: {
        type: 'application/merge-patch+json',
        rule: thing({ 'name?': name, 'color?': color, 'archived?': flag }),
      },
      answer({ ids, body }) {
        refuseUnless(Object.keys(body).length > 0, 'there is nothing to change', 422);
        const changed = { ...found(projects!.get(ids[0]!)) } as Record<string, unknown>;
        for (const [member, value] of Object.entries(body)) {
          if (value === null) delete changed[member];
          else changed[member] = value;
        }
        projects!.put(ids[0]!, changed);
        return said(200, { data: changed });
      },
    },
    {
      id: 'deleteProject',
      method: 'DELETE',
      path: project,
      access: true,
      answer({ ids }) {
        found(projects!.get(ids[0]!));
        projects!.remove(ids[0]!);
        return said(204);
      },
    },
    {
      id: 'listTasks',
      method: 'GET',
      path: `${project}/tasks`,
      access: true,
      query: thing({ 'kind?': choice('bug', 'chore', 'story') }),
      answer({ ids, query: { kind } }) {
        found(projects!.get(ids[0]!));
        const own = tasks!.all().filter((one) => one.project === ids[0]);
        const fitting = own.filter((one) => kind === undefined || one.kind === kind);
        return said(200, { data: fitting.map(shown) });
      },
    },
    {
      id: 'createTask',
      method: 'POST',
      path: `${project}/tasks`,
      access: true,
      body: { type: 'application/json', rule: task },
      answer({ ids, body }) {
        found(projects!.get(ids[0]!));
        const gid = `T${tasks!.next()}`;
        const made = { gid, project: ids[0], ...body };
        tasks!.put(gid, made);
        return said(201, { data: shown(made) });
      },
    },
    {
      id: 'getTask',
      method: 'GET',
      path: '/tasks/{task_gid}',
      access: true,
      answer: ({ ids }) => said(200, { data: shown(found(tasks!.get(ids[0]!))) }),
    },
    {
      id: 'deleteTask',
      method: 'DELETE',
      path: '/tasks/{task_gid}',
      access: true,
      answer({ ids }) {
        found(tasks!.get(ids[0]!));
        tasks!.remove(ids[0]!);
        return said(204);
      },
    },
    {
      id: 'assignTask',
      method: 'PUT',
      path: '/tasks/{task_gid}/assignee',
      access: true,
      body: { type: 'application/json', rule: thing({ name: text('Ada', { min: 1, max: 30 }) }) },
      answer({ ids, body }) {
        const one = found(tasks!.get(ids[0]!));
        tasks!.put(ids[0]!, { ...one, assignee: body });
        return said(204);
      },
    },
  ];
}

const shown = ({ project: _, ...others }: Value) => others;

export const boards: Domain = {
  name: 'boards',
  contract: new URL('contract.yaml', import.meta.url),
  credentials: { key: 'key-of-the-boards' },
  access: { 'x-api-key': 'key-of-the-boards' },
  create(change = {}): Service {
    const shelves = { projects: createShelf<Value>(), tasks: createShelf<Value>() };
    const used = Object.fromEntries(
      Object.entries(shelves).map(([name, shelf]) => [name, change.shelf?.(name, shelf) ?? shelf]),
    );
    for (let count = 0; count < 23; count += 1) {
      const gid = `P${shelves.projects.next()}`;
      const archived = count % 4 === 2;
      shelves.projects.put(gid, {
        gid,
        name: `Project ${count}`,
        ...(count % 2 === 0 && { color: ['red', 'green', null][count % 3] }),
        ...(archived && { archive: { since: created, reason: 'done' } }),
        archived,
        created,
      });
    }
    const kinds = [
      { kind: 'chore', title: 'Sweep', weekly: true },
      { kind: 'bug', title: 'It rains in', severity: 4 },
      { kind: 'story', title: 'A garden', points: 8 },
    ];
    for (const one of kinds) {
      const gid = `T${shelves.tasks.next()}`;
      shelves.tasks.put(gid, { gid, project: 'P1', ...one });
    }
    return {
      endpoints: endpointsOf(used),
      shelves: used,
      invalid: 422,
      refusal: (status, message) => said(status, { errors: [{ message }] }),
      admit({ headers }) {
        if (headers['x-api-key'] !== 'key-of-the-boards') throw new Refusal(401, 'who are you?');
      },
    };
  },
  paths: {
    listProjects: '/projects?limit=3',
    createProject: '/projects',
    getProject: '/projects/P3',
    updateProject: '/projects/P4',
    deleteProject: '/projects/P5',
    listTasks: '/projects/P1/tasks',
    createTask: '/projects/P1/tasks',
    getTask: '/tasks/T2',
    deleteTask: '/tasks/T3',
    assignTask: '/tasks/T1/assignee',
  },
  missing: {
    getProject: '/projects/P9999',
    updateProject: '/projects/P9999',
    deleteProject: '/projects/P9999',
    listTasks: '/projects/P9999/tasks',
    createTask: '/projects/P9999/tasks',
    getTask: '/tasks/T9999',
    deleteTask: '/tasks/T9999',
    assignTask: '/tasks/T9999/assignee',
  },
  stories: [
    {
      create: 'createProject',
      read: 'getProject',
      list: 'listProjects',
      change: 'updateProject',
      remove: 'deleteProject',
      vary: (body, turn) => ({
        data: { ...(body as { data: Value }).data, name: `Story ${turn}` },
      }),
      sentOf: (body) => (body as { data?: Value }).data ?? (body as Value),
      item: (id) => `/projects/${id}`,
      idOf: ({ json }) => json?.data?.gid,
      itemOf: ({ json }) => json?.data,
      idsOf: ({ json }) => json?.data?.map?.((one: Value) => one.gid),
      next: ({ json }) =>
        typeof json?.next_cursor === 'string'
          ? `/projects?limit=3&cursor=${json.next_cursor}`
          : undefined,
    },
    {
      create: 'createTask',
      read: 'getTask',
      list: 'listTasks',
      remove: 'deleteTask',
      item: (id) => `/tasks/${id}`,
      idOf: ({ json }) => json?.data?.gid,
      itemOf: ({ json }) => json?.data,
      idsOf: ({ json }) => json?.data?.map?.((one: Value) => one.gid),
      parts: [
        {
          put: 'assignTask',
          at: (id) => `/tasks/${id}/assignee`,
          partOf: (item) => item?.assignee,
        },
      ],
    },
  ],
};
