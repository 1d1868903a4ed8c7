import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Api, Dialect, Schema } from '../../src/api/model.ts';
import { isObject } from '../../src/api/node.ts';
import { loadApi } from '../../src/index.ts';
import { mulberry32 } from '../../src/random.ts';
import { sample } from '../../src/schema/sample.ts';
import { createSchemas, type SchemaError } from '../../src/schema/schemas.ts';
import { documents } from '../corpus/documents.ts';
import { mutate } from './mutate.ts';
import { secondValidator } from './second-validator.ts';
import { judgeOften } from './suite.ts';

/** The number of compared pairs of a schema and a value. */
const pairs = Number(process.env.SPECWRIGHT_PAIRS ?? 2000);

/** The permitted differences, with the reason why our result is right. */
const explained: readonly {
  readonly why: string;
  readonly dialects: readonly Dialect[];
  readonly formats: RegExp;
  readonly values?: RegExp;
}[] = [
  {
    why: "the other one knows JSON Schema's formats, and not those that OpenAPI adds",
    dialects: ['3.0', '3.1', '3.2'],
    formats: /^(?:u?int\d+|double-int|float|double|byte|base64url|char)$/,
  },
  {
    why: 'the other one takes the formats of 3.0 to be those of draft-04 only',
    dialects: ['3.0'],
    formats:
      /^(?:date|time|duration|idn-.*|uri-reference|iri.*|uuid|uri-template|.*pointer|regex)$/,
  },
  {
    why: 'the other one lets the label of a domain be longer than 63 characters (RFC 1035, 2.3.4)',
    dialects: ['3.0', '3.1', '3.2'],
    formats: /^email$/,
    values: /@.*[^.]{64}/,
  },
];

function isExplained(errors: readonly SchemaError[], dialect: Dialect): boolean {
  return (
    errors.length > 0 &&
    errors.every(({ keyword, expected, received }) =>
      explained.some(
        ({ dialects, formats, values = /^/ }) =>
          keyword === 'format' &&
          dialects.includes(dialect) &&
          formats.test(String(expected)) &&
          values.test(String(received)),
      ),
    )
  );
}

describe('a second validator agrees', () => {
  const files = documents.map((file) => [path.basename(file), file] as const);
  let compared = 0;

  test.each(files)('about %s', { timeout: 1_200_000 }, async (_, file) => {
    const { api } = await loadApi(file, { read });
    const outcome = await compare(api!, Math.ceil((1.5 * pairs) / files.length));
    compared += outcome.compared;
    expect(outcome.disagreements).toEqual([]);
  });

  test('about enough of them', () => {
    expect(compared).toBeGreaterThanOrEqual(pairs);
  });
});

/** Removes readOnly and writeOnly, because JSON Schema knows no direction of a message. */
async function read(uri: string): Promise<string> {
  const text = await readFile(fileURLToPath(uri), 'utf8');
  return text.replaceAll(/\b(?:read|write)Only\b/g, 'x-only');
}

interface Outcome {
  readonly compared: number;
  readonly disagreements: readonly unknown[];
}

async function compare(api: Api, wanted: number): Promise<Outcome> {
  const random = mulberry32(wanted);
  const schemas = createSchemas(api);
  const second = secondValidator(api);
  const all = schemasOf(api);
  const disagreements: unknown[] = [];
  let compared = 0;
  for (let turn = 0; compared < wanted && turn < 4 * wanted && all.length > 0; turn += 1) {
    const schema = all[Math.floor(random() * all.length)]!;
    const judge = await second(schema);
    if (judge === undefined) continue;
    const made = sample(schemas, schema, 'response', { random });
    let value = made.ok ? made.value : {};
    if (turn % 2 === 1) judgeOften(schemas, schema, value);
    for (let change = 0; change < 8 && compared < wanted; change += 1) {
      const judged = value;
      const verdict = schemas.check(schema, 'response', judged);
      if (verdict.kind === 'not-checked') break;
      const theirs = judge(judged);
      compared += 1;
      const ours = verdict.kind === 'valid';
      value = mutate(made.ok && random() < 0.7 ? made.value : value, random);
      if (ours !== theirs) {
        const errors = verdict.kind === 'invalid' ? verdict.errors : [];
        if (isExplained(errors, api.dialect)) continue;
        disagreements.push({
          schema: schema.at.pointer,
          value: JSON.stringify(judged),
          ours: errors.map(({ pointer, keyword, at }) => [pointer, keyword, at.pointer]),
          theirs,
        });
      }
    }
  }
  return { compared, disagreements: disagreements.slice(0, 10) };
}

/** Every component schema, and every schema of an operation's content. */
function schemasOf(api: Api): readonly Schema[] {
  const { value } = api.root;
  const components = isObject(value) && isObject(value.components) ? value.components.schemas : {};
  const named = Object.entries(isObject(components) ? components : {}).map(([name, schema]) => ({
    value: schema,
    at: { document: api.root, pointer: `/components/schemas/${name}` },
  }));
  const used = api.operations.flatMap((operation) =>
    [operation.requestBody, ...operation.responses].flatMap(
      (body) => body?.content.flatMap(({ schema }) => schema ?? []) ?? [],
    ),
  );
  return [...named, ...used];
}
