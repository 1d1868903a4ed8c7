import { afterEach, expect, it, vi } from 'vitest';
import { loadApi } from '../../src/index.ts';
import { createMock } from '../../src/mock/mock.ts';
import { paced } from '../../src/schema/pace.ts';
import { sample, sampleInSteps } from '../../src/schema/sample.ts';
import { createSchemas } from '../../src/schema/schemas.ts';

afterEach(() => vi.restoreAllMocks());

const names = Array.from({ length: 20 }, (_, index) => `Part${index}`);

/** A schema that refers to twenty others, each with its own limits. */
async function given() {
  const parts = names.map((name, index) => [
    name,
    {
      type: 'object',
      required: ['size'],
      properties: { size: { type: 'integer', minimum: index } },
    },
  ]);
  const properties = Object.fromEntries(
    names.map((name) => [name, { $ref: `#/components/schemas/${name}` }]),
  );
  const whole = { type: 'object', properties, required: names };
  const document = {
    openapi: '3.1.0',
    info: { title: 'Parts', version: '1' },
    paths: {},
    components: { schemas: { ...Object.fromEntries(parts), Whole: whole } },
  };
  const read = async () => JSON.stringify(document);
  const { api } = await loadApi('https://example.com/parts.json', { read });
  return { schemas: createSchemas(api!), schema: api!.schemas.get('Whole')! };
}

/** Makes every look at the clock come long after the last one. */
function hurry(): void {
  let now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => {
    now += 1000;
    return now;
  });
}

it('samples a large schema in short steps, with the same result', async () => {
  const { schemas, schema } = await given();
  const want = sample((await given()).schemas, schema, 'response');
  hurry();
  const steps = sampleInSteps(schemas, schema, 'response');
  let count = 0;
  let step = steps.next();
  for (; !step.done; step = steps.next()) count += 1;
  expect(count).toBeGreaterThan(names.length);
  expect(step.value).toEqual(want);
  expect(want.ok).toBe(true);
});

/** A document with one operation, whose body has twenty large objects written in their place. */
function largeForm() {
  const sizes = Array.from({ length: 200 }, (_, index) => [`p${index}`, { minimum: index }]);
  const part = { type: 'object', properties: Object.fromEntries(sizes) };
  const properties = Object.fromEntries(names.map((name) => [name, part]));
  const content = { 'application/json': { schema: { type: 'object', properties } } };
  const responses = { 204: { description: 'Sent.' } };
  return {
    openapi: '3.1.0',
    info: { title: 'Forms', version: '1' },
    paths: { '/forms': { post: { requestBody: { content }, responses } } },
  };
}

async function loaded(document: object) {
  const read = async () => JSON.stringify(document);
  const { api } = await loadApi('https://example.com/forms.json', { read });
  return api!;
}

it('explains what is wrong in a large form in short steps', async () => {
  const api = await loaded(largeForm());
  const schemas = createSchemas(api);
  const { schema } = api.operations[0]!.requestBody!.content[0]!;
  const value = Object.fromEntries(names.map((name) => [name, { p7: 7, p9: 8 }]));
  const verdict = schemas.check(schema!, 'request', value);
  if (verdict.kind !== 'invalid') throw new Error(verdict.kind);
  hurry();
  const steps = paced(schemas.pace, () => verdict.errors);
  let count = 0;
  let step = steps.next();
  for (; !step.done; step = steps.next()) count += 1;
  expect(count).toBeGreaterThan(1);
  expect(step.value.map(({ pointer, keyword }) => `${pointer} ${keyword}`)).toEqual(
    names.map((name) => `/${name}/p9 minimum`),
  );
  const properties = '/paths/~1forms/post/requestBody/content/application~1json/schema/properties';
  expect(step.value[3]!.at.pointer).toBe(`${properties}/Part3/properties/p9/minimum`);
});

it.each([
  ['a large form', { p7: 7 }, 204],
  ['a wrong one', { p9: 8 }, 422],
])('answers other requests while the mock judges %s', async (_, part, status) => {
  const mock = createMock([await loaded(largeForm())]);
  hurry();
  let turns = 0;
  let isOpen = true;
  const count = () => {
    turns += 1;
    if (isOpen) setImmediate(count);
  };
  setImmediate(count);
  const body = JSON.stringify(Object.fromEntries(names.map((name) => [name, part])));
  const headers = { 'content-type': 'application/json' };
  const answer = await mock.handle({
    ...{ method: 'POST', target: '/forms', headers },
    body: new TextEncoder().encode(body),
  });
  isOpen = false;
  expect(answer.status).toBe(status);
  expect(turns).toBeGreaterThan(2);
});

it('never interrupts work that must be done at once', async () => {
  const { schemas, schema } = await given();
  hurry();
  expect(schemas.check(schema, 'response', {})).toMatchObject({ kind: 'invalid' });
});
