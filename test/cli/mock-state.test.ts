import { spawn } from 'node:child_process';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { folderOf, specwright } from './run.ts';

const api = (room: string) => `openapi: 3.1.0
info: { title: Shelves, version: '1' }
paths:
  /shelves:
    get:
      responses:
        '200':
          description: All.
          content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Shelf' } } } }
    post:
      operationId: addShelf
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Shelf' } } } }
      responses:
        '201': { description: New., content: { application/json: { schema: { $ref: '#/components/schemas/Shelf' } } } }
  /shelves/{id}:
    get:
      operationId: readShelf
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      responses:
        '200': { description: One., content: { application/json: { schema: { $ref: '#/components/schemas/Shelf' } } } }
        '404': { description: None. }
components:
  schemas:
    Shelf:
      type: object
      required: [id, room]
      properties: { id: { type: integer, readOnly: true }, room: ${room} }
`;

const handlers = (room: string) => `import { defineMock } from 'specwright/mock';
export default defineMock({
  async addShelf({ body, respond }) {
    const answer = await respond.default();
    return body.room === 'handled' ? respond(201, { id: 99, room: '${room}' }) : answer;
  },
});
`;

/** A stateful mock in a folder, its output on stderr, and a function that calls it. */
async function serve(folder: string, ...flags: readonly string[]) {
  const args = [path.resolve('bin/specwright.js'), 'mock', '--stateful', '--watch', '--port=0'];
  const child = spawn(process.execPath, [...args, '--log-level=info', ...flags], {
    cwd: folder,
    env: { ...process.env, NO_COLOR: '1' },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const text = { out: '', log: '' };
  child.stdout.on('data', (bytes) => (text.out += bytes));
  child.stderr.on('data', (bytes) => (text.log += bytes));
  await vi.waitFor(() => expect(text.out).toContain('listening on'), 60_000);
  const url = /http:\S+/.exec(text.out)![0];
  const list = async () => (await fetch(`${url}/shelves`)).json();
  const add = async (room: string) => {
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ room });
    return (await fetch(`${url}/shelves`, { method: 'POST', headers, body })).json();
  };
  const said = (part: string) => vi.waitFor(() => expect(text.log).toContain(part), 60_000);
  return { list, add, said };
}

describe('the state of mock --stateful --watch', () => {
  test('survives a change of the contract, except for items that break it, which are reported', async () => {
    const folder = await folderOf({ 'shelves.yaml': api('{ type: string }') });
    const { list, add, said } = await serve(folder, 'shelves.yaml');
    await add('RED');
    await add('blue');
    await writeFile(
      path.join(folder, 'shelves.yaml'),
      api("{ type: string, pattern: '^[A-Z]+$' }"),
    );
    await said('shelves was loaded again');
    await said(
      'shelves: dropped 1 item of "shelves" after the change of the contract: item "2" breaks',
    );
    expect(await list()).toEqual([{ id: 1, room: 'RED' }]);
    expect(await add('GREEN')).toEqual({ id: 3, room: 'GREEN' });
  });

  test('survives a reload of handlers', async () => {
    const redocly = 'apis:\n  shelves: { root: shelves.yaml }\n';
    const folder = await folderOf({
      'shelves.yaml': api('{ type: string }'),
      'redocly.yaml': redocly,
      'package.json': '{ "type": "module" }',
    });
    for (const name of ['mock', 'node_modules']) await mkdir(path.join(folder, name));
    await symlink(process.cwd(), path.join(folder, 'node_modules/specwright'), 'dir');
    await writeFile(path.join(folder, 'mock/shelves.ts'), handlers('one'));
    const { list, add, said } = await serve(folder);
    expect(await add('red')).toEqual({ id: 1, room: 'red' });
    expect(await add('handled')).toEqual({ id: 99, room: 'one' });
    await writeFile(path.join(folder, 'mock/shelves.ts'), handlers('other'));
    await said('the handlers of shelves were loaded again');
    expect(await add('handled')).toEqual({ id: 99, room: 'other' });
    const both = [
      { id: 2, room: 'handled' },
      { id: 3, room: 'handled' },
    ];
    expect(await list()).toEqual([{ id: 1, room: 'red' }, ...both]);
    await writeFile(path.join(folder, 'shelves.yaml'), api('{ type: string, minLength: 4 }'));
    await said('dropped 1 item of "shelves"');
    expect(await list()).toEqual(both);
    expect(await add('handled')).toEqual({ id: 99, room: 'other' });
  });
});

describe('--seed-data', () => {
  const contract = { 'shelves.yaml': api('{ type: string }') };

  test.each([
    [
      'seeds.yaml',
      'shelves:\n  - { id: 1, room: red }\n  - id: 2\n    room: 4\n',
      '4:5',
      /breaks its schema: .*string/,
    ],
    [
      'seeds.json',
      '{"shelves": [\n  {"id": 1, "room": "red"},\n  {"id": 2, "room": 4}]}',
      '3:13',
      /breaks its schema: .*string/,
    ],
    [
      'seeds.yaml',
      'shelves:\n  - { id: 1, room: red }\n  - { id: 1, room: blue }\n',
      '3:5',
      /two records of "shelves" have the id "1"/,
    ],
    ['seeds.yaml', 'shelfs: []\n', '1:1', /no resource "shelfs"; did you mean "shelves"\?/],
    ['seeds.yaml', 'shelves: 4\n', '1:1', /"shelves" must be a list of records/],
    ['seeds.yaml', 'shelves: [red]\n', '1:11', /a record of "shelves" must be a mapping/],
    ['seeds.json', '{"shelves": [}', '1:14', /./],
    ['seeds.yaml', '- 4\n', '1:1', /expected records by the names of their resources/],
  ])('%s with %j is refused at %s', async (name, text, place, reason) => {
    const folder = await folderOf({ ...contract, [name]: text });
    const args = ['mock', 'shelves.yaml', '--stateful', '--port=0', `--seed-data=${name}`];
    const { code, stderr } = await specwright(args, folder);
    expect(code).toBe(2);
    expect(stderr).toContain(`${name}:${place}: `);
    expect(stderr).toMatch(reason);
  });

  test('is refused by its name if it is missing', async () => {
    const folder = await folderOf(contract);
    const args = ['mock', 'shelves.yaml', '--stateful', '--port=0', '--seed-data=none.yaml'];
    const { code, stderr } = await specwright(args, folder);
    expect(code).toBe(2);
    expect(stderr).toContain('none.yaml');
  });

  test('is the initial content of the mock, by resource or below the name of the API', async () => {
    const folder = await folderOf({
      ...contract,
      'a.json': '{"shelves": [{"id": 4, "room": "red"}]}',
      'b.yaml': 'shelves:\n  shelves:\n    - { id: 5, room: blue }\n',
    });
    const first = await serve(folder, 'shelves.yaml', '--seed-data=a.json');
    expect(await first.list()).toEqual([{ id: 4, room: 'red' }]);
    expect((await first.add('green')).id).toBe(5);
    const second = await serve(folder, 'shelves.yaml', '--seed-data=b.yaml');
    expect(await second.list()).toEqual([{ id: 5, room: 'blue' }]);
  });

  test('--seed-count generates that many records, the same for the same --seed', async () => {
    const folder = await folderOf(contract);
    const lists = await Promise.all(
      ['a', 'a', 'b'].map(async (seed) => {
        const { list } = await serve(folder, 'shelves.yaml', '--seed-count=25', `--seed=${seed}`);
        return list();
      }),
    );
    expect(lists[0]).toHaveLength(25);
    expect(new Set(lists[0].map(({ id }: { id: number }) => id)).size).toBe(25);
    expect(lists[1]).toEqual(lists[0]);
    expect(lists[2]).not.toEqual(lists[0]);
  });
});
