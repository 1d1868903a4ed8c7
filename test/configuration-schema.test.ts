import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { whatIsWrong } from '../src/configuration-check.ts';
import type { Config } from '../src/index.ts';
import { settingKinds } from '../src/setting-kinds.ts';
import { parseDeviations } from '../src/verify/deviations.ts';

function schemaOf(name: string) {
  const schema = JSON.parse(
    readFileSync(new URL(`../schemas/${name}.schema.json`, import.meta.url), 'utf8'),
  );
  const ajv = new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true });
  addFormats.default(ajv);
  return { definitions: schema.$defs, accepts: ajv.compile(schema) };
}

describe('config.schema.json', () => {
  const { definitions, accepts } = schemaOf('config');

  test.each(Object.entries(settingKinds))('describes each setting of %s', (definition, kinds) => {
    // JSON cannot contain functions.
    const wanted = Object.entries(kinds).filter(([, kind]) => kind !== 'function');
    expect(Object.keys(definitions[definition].properties).sort()).toEqual(
      wanted.map(([name]) => name).sort(),
    );
  });

  test.each<[string, unknown, boolean]>([
    ['nothing', {}, true],
    ['a provider', { provider: { baseUrl: 'http://localhost:3000', mode: 'safe' } }, true],
    ['an unknown mode', { provider: { mode: 'fast' } }, false],
    ['an unknown name', { provder: {} }, false],
    ['a negative rate', { provider: { rate: -1 } }, false],
    ['statuses', { provider: { statuses: { 'GET /pets': { valid: [200, '4XX'] } } } }, true],
    ['an invalid status', { provider: { statuses: { a: { invalid: [600] } } } }, false],
    [
      'statuses for an unknown kind of request',
      { provider: { statuses: { a: { maybe: [200] } } } },
      false,
    ],
    ['an unknown role', { apis: { pets: { roles: { addPet: { role: 'make' } } } } }, false],
    ['a role', { apis: { pets: { roles: { addPet: { role: 'create', id: 'tag' } } } } }, true],
    ['an unknown severity', { changes: { severities: { x: 'bad' } } }, false],
    [
      'an approval without a reason',
      { apis: { pets: { changes: { approved: [{ rule: 'x' }] } } } },
      false,
    ],
    [
      'an approval until no day',
      {
        apis: {
          pets: { changes: { approved: [{ rule: 'x', reason: 'y', until: '2026-02-30' }] } },
        },
      },
      false,
    ],
    [
      'an approval',
      { apis: { p: { changes: { approved: [{ rule: 'x', reason: 'y', until: '2026-02-28' }] } } } },
      true,
    ],
    ['lenient nullable', { lenientNullable: true, apis: { p: { lenientNullable: false } } }, true],
    ['lenient nullable that is no flag', { lenientNullable: 'yes' }, false],
    ['a color', { docs: { colors: { accent: '#1a4fc4' } } }, true],
    ['no color', { docs: { colors: { accent: 'blue' } } }, false],
    ['a link to a script', { docs: { links: [{ text: 'a', href: 'javascript:x' }] } }, false],
    ['a link', { docs: { links: [{ text: 'a', href: 'https://example.com' }] } }, true],
    ['no language', { docs: { language: 'german!' } }, false],
    ['versions', { docs: { versions: [['a', 'b']] } }, true],
    ['versions that are no lists', { docs: { versions: ['a'] } }, false],
  ])('and the program agree about %s', (_, config, wanted) => {
    expect([accepts(config), whatIsWrong(config as Config) === undefined]).toEqual([
      wanted,
      wanted,
    ]);
  });
});

test.each([
  ['[]', true],
  ['deviations: []', true],
  ['- { operation: a, code: b, place: c, reason: d, owner: e, until: 2026-12-31 }', true],
  ['- { operation: a, code: b, place: c, reason: d, owner: e, until: 2026-13-31 }', false],
  ['- { operation: a, code: b, place: c, reason: d, until: 2026-12-31 }', false],
  ['- text', false],
  ['text', false],
])('deviations.schema.json and the program agree about %s', (text, wanted) => {
  const { problems } = parseDeviations(text, '/deviations.yaml');
  const { accepts } = schemaOf('deviations');
  expect([accepts(parse(text)), problems.length === 0]).toEqual([wanted, wanted]);
});

test.each(readdirSync(new URL('../specs/', import.meta.url)))(
  'evidence.schema.json accepts the evidence of %s',
  (name) => {
    const text = readFileSync(new URL(`../specs/${name}/evidence.yaml`, import.meta.url), 'utf8');
    const { accepts } = schemaOf('evidence');
    expect(accepts(parse(text)) || accepts.errors).toBe(true);
  },
);
