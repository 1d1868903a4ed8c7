import { afterEach, expect, it, vi } from 'vitest';
import { loadApi } from '../../src/index.ts';
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

it('never interrupts work that must be done at once', async () => {
  const { schemas, schema } = await given();
  hurry();
  expect(schemas.check(schema, 'response', {})).toMatchObject({ kind: 'invalid' });
});
