import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Api, MediaType } from '../../src/api/model.ts';
import { loadApi } from '../../src/index.ts';
import type { Pointer } from '../../src/json/pointer.ts';
import { described } from '../../src/resources/ids.ts';
import type { OperationRole } from '../../src/resources/resource.ts';
import { resourcesOf } from '../../src/resources/resources.ts';
import { type DescribedValue, valueDescriber } from '../../src/resources/value.ts';
import { createSchemas } from '../../src/schema/schemas.ts';
import { contractsAndDocuments, corpus, documents } from '../corpus/documents.ts';
import { rolesOf } from './roles.ts';

/**
 * The inferred roles in third-party documents, one line for each operation. Every line was checked by hand.
 * If a reader would infer something else, the line ends in `; by hand: …`.
 */
const tables = path.resolve('test/resources/tables');

const kinds = new Map(
  [...contractsAndDocuments(), ...documents].map((file) => [nameOf(file), file]),
);

function nameOf(file: string): string {
  const name = path.basename(file).replace(/\.\w+$/, '');
  return name === 'openapi' ? path.basename(path.dirname(file)) : name;
}

async function load(file: string): Promise<Api> {
  const { api } = await loadApi(file);
  if (api === undefined) throw new Error(`${file} cannot be loaded`);
  return api;
}

describe.each(readdirSync(tables).map((name) => name.replace('.txt', '')))('%s', (name) => {
  const file = kinds.get(name);
  const reason = file === undefined ? `, skipped: ${corpus} has no ${name}` : '';

  test.skipIf(file === undefined)(`its operations have the recorded effects${reason}`, async () => {
    const table = readFileSync(path.join(tables, `${name}.txt`), 'utf8').trimEnd();
    const inferred = [...rolesOf(await load(file!))].map(
      ([{ method, path: target }, role]) => `${method} ${target} = ${role}`,
    );
    expect(inferred.join('\n')).toBe(table.replace(/; by hand: .*$/gm, ''));
  });
});

test.each([...new Set(kinds.values())].filter(existsSync))(
  'the inferred parts of %s exist in its schemas',
  async (file) => {
    const api = await load(file);
    const schemas = createSchemas(api);
    const describeValue = valueDescriber(schemas);
    const resources = resourcesOf(api, schemas);
    const lost: string[] = [];
    const check = (
      what: string,
      value: DescribedValue | undefined,
      pointer: Pointer | undefined,
    ) => {
      if (pointer === undefined || pointer === '') return;
      if (value === undefined || described(value, pointer) === undefined)
        lost.push(`${what}: ${pointer}`);
    };
    for (const { name, schema, id, naturalKeys, parents, references } of resources.all) {
      const item = schema && describeValue(schema);
      const properties = [
        ...naturalKeys,
        ...[...parents, ...references].map((one) => one.property),
      ];
      for (const pointer of [id, ...properties]) check(name, item, pointer);
    }
    for (const operation of api.operations)
      checkRole(resources.roleOf(operation), describeValue, check);
    expect(lost).toEqual([]);
  },
);

function checkRole(
  {
    operation,
    resource,
    role,
    member,
    given,
    requestItem,
    responseItem,
    list,
    because,
  }: OperationRole,
  describeValue: ReturnType<typeof valueDescriber>,
  check: (what: string, value: DescribedValue | undefined, pointer: Pointer | undefined) => void,
): void {
  expect(because).not.toBe('');
  expect(role === undefined).toBe(resource === undefined);
  const item = resource?.schema && describeValue(resource.schema);
  const inItem = [
    member?.property,
    ...[...given, ...(list?.filters ?? [])].map(({ property }) => property),
  ];
  for (const pointer of inItem) check(operation.id, item, pointer);
  const valueIn = ({ schema }: MediaType) => schema && describeValue(schema);
  for (const media of operation.requestBody?.content ?? []) {
    check(operation.id, valueIn(media), requestItem(media));
  }
  for (const media of operation.responses.flatMap(({ content }) => content)) {
    const place = responseItem(media);
    check(operation.id, valueIn(media), place?.pointer);
    check(operation.id, valueIn(media), place?.id);
    for (const { pointer } of list?.totals(media) ?? [])
      check(operation.id, valueIn(media), pointer);
  }
}
