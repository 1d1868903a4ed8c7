import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createStaticHandler, type RouteObject, type StaticHandlerContext } from 'react-router';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Fetch } from '../../src/client/middleware.ts';
import { generateFiles } from '../../src/generate/generate.ts';
import { outputOf } from '../../src/generate/output.ts';
import { createMock, loadApi } from '../../src/index.ts';
import { compileErrors } from '../generate/compile.ts';

const project = join(import.meta.dirname, '../..');

const json = (description: string, schema: unknown, type = 'application/json') => ({
  description,
  content: { [type]: { schema } },
});
const problem = (title: string) =>
  json(title, { properties: { title: { const: title } } }, 'application/problem+json');
const boat = { $ref: '#/components/schemas/Boat' };
const harbor = {
  openapi: '3.1.0',
  info: { title: 'Harbor', version: '1' },
  servers: [{ url: 'https://harbor.example' }],
  paths: {
    '/boats': {
      post: {
        operationId: 'createBoat',
        requestBody: { required: true, content: { 'application/json': { schema: boat } } },
        responses: { 201: json('It', boat), 422: problem('The name is too short') },
      },
    },
    '/boats/{id}': {
      get: {
        operationId: 'readBoat',
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
        responses: { 200: json('It', boat), 404: problem('There is no such boat') },
      },
    },
  },
  components: {
    schemas: {
      Boat: {
        type: 'object',
        required: ['id', 'name'],
        properties: { id: { type: 'string' }, name: { type: 'string', minLength: 2 } },
      },
    },
  },
};

/** The routes of an application, as docs/client.md shows them. */
const program = `
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from 'react-router';
import { orThrow } from 'specwright/client';
import { createHarborClient, type HarborOptions } from './client.ts';

export function routesOf(options: HarborOptions) {
  const harbor = createHarborClient(options);

  async function loader({ params: { id = '' }, request }: LoaderFunctionArgs) {
    const result = await harbor.readBoat({ params: { path: { id } }, signal: request.signal });
    if (result.status === 404) throw data(result.problem.title satisfies unknown, { status: 404 });
    return orThrow(result);
  }

  async function action({ request }: ActionFunctionArgs) {
    const form = await request.formData();
    const body = { id: '4', name: String(form.get('name')) };
    const result = await harbor.createBoat({ body, signal: request.signal });
    if (result.status === 422) return data(result.problem, { status: 422 });
    const { id } = await orThrow(result);
    return redirect('/boats/' + id);
  }

  (({ name }: Awaited<ReturnType<typeof loader>>) => name satisfies string);
  return [
    { path: '/boats', action },
    { path: '/boats/:id', loader },
  ];
}
`;

describe('routes of React Router', () => {
  let folder: string;
  let files: Readonly<Record<string, string>>;
  let routesOf: (options: { baseUrl: string; fetch: Fetch }) => RouteObject[];
  let mockFetch: Fetch;

  beforeAll(async () => {
    const read = async () => JSON.stringify(harbor);
    const api = (await loadApi('/harbor.json', { read })).api!;
    const seedData = { boats: [{ id: '1', name: 'Anna' }] };
    ({ mockFetch } = createMock([api], { stateful: { seedData } }));
    await mkdir(join(project, 'dist'), { recursive: true });
    // Inside the project, where `specwright/client` leads to its own source.
    folder = await mkdtemp(join(project, 'dist/routes-'));
    const generated = await generateFiles(api, project, outputOf({}));
    files = { ...Object.fromEntries(generated), 'routes.ts': program };
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    ({ routesOf } = await import(join(folder, 'routes.ts')));
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** What the router makes of a request. */
  async function asked(path: string, init: RequestInit = {}, fetch: Fetch = mockFetch) {
    const { query } = createStaticHandler(routesOf({ baseUrl: 'http://mock.test', fetch }));
    return query(new Request(`http://site.test${path}`, init)) as Promise<StaticHandlerContext>;
  }

  /** A form with the name of a boat. */
  const formOf = (name: string) => ({ method: 'POST', body: new URLSearchParams({ name }) });

  test('compile strictly', () => {
    expect(compileErrors(files)).toEqual([]);
  });

  test('show the data of an answer', async () => {
    const context = await asked('/boats/1');
    expect(context.statusCode).toBe(200);
    expect(Object.values(context.loaderData)).toEqual([{ id: '1', name: 'Anna' }]);
  });

  test('show an error for a described failure', async () => {
    const context = await asked('/boats/7');
    expect(context.statusCode).toBe(404);
    expect(Object.values(context.errors!)).toMatchObject([
      { status: 404, data: 'There is no such boat' },
    ]);
  });

  test('show an error for an undocumented answer', async () => {
    const context = await asked('/boats/1', {}, async () => new Response('', { status: 502 }));
    expect(context.statusCode).toBe(500);
    expect(Object.values(context.errors!)).toMatchObject([{ result: { status: 'undocumented' } }]);
  });

  test('send a form, and lead to what it has made', async () => {
    const context = await asked('/boats', formOf('Dora'));
    expect(context).toBeInstanceOf(Response);
    const { status, headers } = context as unknown as Response;
    expect([status, headers.get('location')]).toEqual([302, '/boats/4']);
    const after = await asked('/boats/4');
    expect(Object.values(after.loaderData)).toEqual([{ id: '4', name: 'Dora' }]);
  });

  test('show why a form is refused', async () => {
    const context = await asked('/boats', formOf('D'));
    expect(context.statusCode).toBe(422);
    expect(Object.values(context.actionData!)).toEqual([{ title: 'The name is too short' }]);
  });

  test('stop the request when the navigation ends', async () => {
    const controller = new AbortController();
    let stopped = false;
    const never: Fetch = ({ signal }) =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => {
          stopped = true;
          reject(signal.reason);
        });
        controller.abort();
      });
    await expect(asked('/boats/1', { signal: controller.signal }, never)).rejects.toThrow();
    expect(stopped).toBe(true);
  });
});
