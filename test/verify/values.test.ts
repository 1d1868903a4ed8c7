import { describe, expect, test } from 'vitest';
import { judgeOf, judgeOfBody, planned } from './planned.ts';

// The cases of each keyword: their ids, and the bodies that they send. The rest of the body is that of
// the base request.

const object = (schema: string) => `{type: object, properties: {x: ${schema}}}`;

describe('breaks a type by each other one', () => {
  test.each<[name: string, schema: string, wanted: readonly string[]]>([
    [
      'type',
      object('{type: integer}'),
      [
        'type/null  {"x":null}',
        'type/boolean  {"x":true}',
        'type/number  {"x":1.5}',
        'type/string  {"x":"1"}',
        'type/array  {"x":[1]}',
        'type/object  {"x":{}}',
      ],
    ],
    [
      'type of several',
      object('{type: [string, number, "null", boolean, array]}'),
      ['type/object  {"x":{}}'],
    ],
  ])('%s', async (_, schema, wanted) => {
    expect(planned(await judgeOfBody(schema), 'put/invalid/body/x/')).toEqual(wanted);
  });
});

describe('breaks each keyword in one way', () => {
  test.each<[keyword: string, schema: string, wanted: readonly string[]]>([
    ['enum', object('{enum: [a, b]}'), ['enum  {"x":"a2"}']],
    ['const', object('{const: 7}'), ['const  {"x":8}']],
    ['minLength', object('{minLength: 3, example: abc}'), ['minLength  {"x":"ab"}']],
    ['maxLength', object('{maxLength: 3, example: abc}'), ['maxLength  {"x":"abcc"}']],
    [
      'pattern',
      object("{pattern: '^[a-z]+$', example: abc}"),
      ['pattern  {"x":"ab!"}', 'pattern/case  {"x":"ABC"}'],
    ],
    [
      'pattern of a number of digits',
      object("{pattern: '^[0-9]{4}$', example: '1234'}"),
      ['pattern  {"x":"123!"}', 'pattern/longer  {"x":"12344"}'],
    ],
    [
      'pattern beside the greatest length',
      object("{pattern: '^[0-9]{4}$', maxLength: 4, example: '1234'}"),
      ['maxLength  {"x":"12344"}', 'pattern  {"x":"123!"}'],
    ],
    [
      'minLength beside a pattern that implies it',
      object("{minLength: 1, pattern: '^[a-z]', example: a}"),
      ['minLength  {"x":""}', 'pattern  {"x":"!"}', 'pattern/case  {"x":"A"}'],
    ],
    [
      'maxLength with a pattern that allows longer texts',
      object("{maxLength: 3, pattern: '^a[b-z]*[0-9]$', example: ab1}"),
      ['maxLength  {"x":"abb0"}', 'pattern  {"x":"ab!"}', 'pattern/case  {"x":"AB1"}'],
    ],
    [
      'format',
      object('{format: date}'),
      ['format  {"x":"not-a-date"}', 'format/day  {"x":"2023-02-30"}'],
    ],
    ['minimum', object('{minimum: 5, example: 7}'), ['minimum  {"x":4.99}']],
    ['maximum of integers', object('{type: integer, maximum: 5}'), ['maximum  {"x":6}']],
    [
      'exclusive bounds',
      object('{exclusiveMinimum: 0, exclusiveMaximum: 1, example: 0.5}'),
      ['exclusiveMinimum  {"x":0}', 'exclusiveMaximum  {"x":1}'],
    ],
    ['multipleOf', object('{multipleOf: 0.25, example: 1}'), ['multipleOf  {"x":1.125}']],
    [
      'minItems and maxItems',
      object('{minItems: 1, maxItems: 2, items: {enum: [a, b, c]}}'),
      ['minItems  {"x":[]}', 'maxItems  {"x":["a","a","b"]}', 'items/enum  {"x":["a","a2"]}'],
    ],
    [
      'uniqueItems',
      object('{uniqueItems: true, items: {enum: [a, b, c]}}'),
      ['uniqueItems  {"x":["a","b","b"]}', 'items/enum  {"x":["a","a2"]}'],
    ],
    [
      'contains',
      object('{contains: {const: a}, example: [a, b]}'),
      ['contains  {"x":["a2","a2"]}'],
    ],
    [
      'prefixItems',
      object('{prefixItems: [{const: a}, {const: 1}], items: false, minItems: 2, example: [a, 1]}'),
      [
        'minItems  {"x":["a"]}',
        'items  {"x":["a",1,1]}',
        '0/const  {"x":["a2",1]}',
        '1/const  {"x":["a",2]}',
      ],
    ],
    [
      'items after prefixItems',
      object('{prefixItems: [{const: a}, {const: 1}], items: {const: true}, example: [a, 1]}'),
      [
        '0/const  {"x":["a2",1,true]}',
        '1/const  {"x":["a",2,true]}',
        'items/const  {"x":["a",1,false]}',
      ],
    ],
    [
      'unevaluatedItems',
      object('{allOf: [{prefixItems: [{const: a}]}], unevaluatedItems: false, example: [a]}'),
      ['unevaluatedItems  {"x":["a","a"]}', '0/const  {"x":["a2"]}'],
    ],
    [
      'required, in every item',
      object('{type: array, items: {required: [a], properties: {a: {const: 1}}}}'),
      ['items/a/required  {"x":[{"a":1},{}]}', 'items/a/const  {"x":[{"a":1},{"a":2}]}'],
    ],
    [
      'additionalProperties: false',
      object('{properties: {a: {}}, additionalProperties: false, example: {a: 1}}'),
      ['additionalProperties  {"x":{"a":1,"specwrightUnknown":"value"}}'],
    ],
    [
      'unevaluatedProperties: false',
      object('{allOf: [{properties: {a: {}}}], unevaluatedProperties: false, example: {a: 1}}'),
      ['unevaluatedProperties  {"x":{"a":1,"specwrightUnknown":"value"}}'],
    ],
    [
      'additionalProperties by a schema',
      object('{additionalProperties: {const: 1}}'),
      ['additionalProperties/const  {"x":{"key":2}}'],
    ],
    [
      'patternProperties',
      object("{patternProperties: {'^m[0-9]$': {const: 1}}}"),
      ['patternProperties/const  {"x":{"m0":2}}'],
    ],
    [
      'propertyNames',
      object("{propertyNames: {pattern: '^[a-z]+$'}, additionalProperties: {const: 1}}"),
      ['propertyNames  {"x":{"a":1,"Not A Name!":1}}', 'additionalProperties/const  {"x":{"a":2}}'],
    ],
    [
      'minProperties and maxProperties',
      object('{minProperties: 1, maxProperties: 2, example: {a: 1}}'),
      [
        'minProperties  {"x":{}}',
        'maxProperties  {"x":{"a":1,"specwrightUnknown1":1,"specwrightUnknown2":1}}',
      ],
    ],
    [
      'dependentRequired',
      object('{properties: {a: {}, b: {}}, dependentRequired: {a: [b]}, example: {a: 1, b: 1}}'),
      ['b/dependentRequired/a  {"x":{"a":1}}'],
    ],
    [
      'dependentRequired of a property that the example lacks',
      object(
        '{required: [c], properties: {a: {const: 1}, b: {const: 2}, c: {const: 3}}, dependentRequired: {a: [b]}, example: {c: 3}}',
      ),
      [
        'c/required  {"x":{"a":1,"b":2}}',
        'b/dependentRequired/a  {"x":{"c":3,"a":1}}',
        'c/const  {"x":{"c":4,"a":1,"b":2}}',
        'a/const  {"x":{"c":3,"a":2,"b":2}}',
        'b/const  {"x":{"c":3,"a":1,"b":3}}',
      ],
    ],
    [
      'dependentRequired of two properties by each other',
      object(
        '{properties: {a: {const: 1}, b: {const: 2}}, dependentRequired: {a: [b], b: [a]}, example: {}}',
      ),
      [
        'b/dependentRequired/a  {"x":{"a":1}}',
        'a/dependentRequired/b  {"x":{"b":2}}',
        'a/const  {"x":{"a":2,"b":2}}',
        'b/const  {"x":{"a":1,"b":3}}',
      ],
    ],
    [
      'properties of another branch, where none may be',
      object(
        '{oneOf: [{title: A, required: [k, a], properties: {k: {const: a}, a: {}}, additionalProperties: false}, {title: B, required: [k, b], properties: {k: {const: b}, b: {}}, additionalProperties: false}], example: {k: a, a: 1}}',
      ),
      [
        'A/k/required  {"x":{"a":1}}',
        'A/a/required  {"x":{"k":"a"}}',
        'A/additionalProperties  {"x":{"k":"a","a":1,"specwrightUnknown":"value"}}',
        'A/additionalProperties/b  {"x":{"k":"a","a":1,"b":"string"}}',
        'A/oneOf/none  {"x":{"k":"specwrightUnknown","a":1}}',
        'B/k/required  {"x":{"b":"string"}}',
        'B/b/required  {"x":{"k":"b"}}',
        'B/additionalProperties  {"x":{"k":"b","b":"string","specwrightUnknown":"value"}}',
        'B/additionalProperties/a  {"x":{"k":"b","b":"string","a":"string"}}',
      ],
    ],
    ['not', object('{not: {const: 7}, example: 8}'), ['not  {"x":7}']],
    [
      'a property whose schema is false',
      object('{properties: {a: {}, b: false}, example: {a: 1}}'),
      ['b/false  {"x":{"a":1,"b":"value"}}'],
    ],
    [
      'if, then and else',
      object(
        '{properties: {k: {enum: [a, b]}}, required: [k], if: {properties: {k: {const: a}}}, then: {required: [t]}, else: {required: [e]}}',
      ),
      [
        'k/required  {"x":{"t":"string"}}',
        't/required  {"x":{"k":"a"}}',
        'else/e/required  {"x":{"k":"b","t":"string"}}',
      ],
    ],
    [
      'oneOf with no and with two matches',
      object(
        '{oneOf: [{required: [a]}, {required: [b]}], properties: {a: {}, b: {}}, example: {a: 1}}',
      ),
      [
        'oneOf.0/a/required  {"x":{}}',
        'oneOf.0/oneOf/none  {"x":{}}',
        'oneOf.0/oneOf/several  {"x":{"a":"string","b":"string"}}',
      ],
    ],
  ])('%s', async (_, schema, wanted) => {
    const found = planned(await judgeOfBody(schema), 'put/invalid/body/x/');
    expect(found.filter((line) => !/^(?:items\/)?type\//.test(line))).toEqual(wanted);
  });

  test('OpenAPI 3.0 gives the same cases', async () => {
    const schema = object('{type: integer, nullable: true, minimum: 5, exclusiveMinimum: true}');
    const found = planned(await judgeOfBody(schema, '3.0.3'), 'put/invalid/body/x/');
    expect(found).toContain('exclusiveMinimum  {"x":5}');
    expect(found).not.toContain('type/null  {"x":null}');
  });
});

describe('keeps each keyword at its edge', () => {
  test.each<[keyword: string, schema: string, wanted: readonly string[]]>([
    ['enum', '{enum: [a, b]}', ['enum/a  {"x":"a"}', 'enum/b  {"x":"b"}']],
    [
      'lengths, in code points',
      '{minLength: 2, maxLength: 4, example: abc}',
      [
        'minLength  {"x":"ab"}',
        'maxLength  {"x":"abcc"}',
        'maxLength/astral  {"x":"abc\u{1f600}"}',
      ],
    ],
    ['pattern and length', "{pattern: '^[A-Z]+$', maxLength: 3}", ['maxLength  {"x":"AAA"}']],
    [
      'bounds',
      '{type: integer, minimum: 5, exclusiveMaximum: 9}',
      ['minimum  {"x":5}', 'exclusiveMaximum  {"x":8}'],
    ],
    ['multipleOf', '{type: integer, multipleOf: 5}', ['multipleOf  {"x":10}']],
    ['format', '{format: date}', ['format/leap-day  {"x":"2024-02-29"}']],
    [
      'null',
      '{type: [boolean, "null"]}',
      ['true  {"x":true}', 'false  {"x":false}', 'null  {"x":null}'],
    ],
    [
      'the length of a list',
      '{type: array, maxItems: 2, items: {const: 1}}',
      ['empty  {"x":[]}', 'maxItems  {"x":[1,1]}'],
    ],
    [
      'optional properties, alone and absent, and unknown ones',
      '{type: object, required: [a], properties: {a: {const: 1}, b: {const: 2}, c: {const: 3}}}',
      [
        'b/absent  {"x":{"a":1,"c":3}}',
        'c/absent  {"x":{"a":1,"b":2}}',
        'additionalProperties  {"x":{"a":1,"b":2,"c":3,"specwrightUnknown":"value"}}',
        'b/alone  {"x":{"a":1,"b":2}}',
        'c/alone  {"x":{"a":1,"c":3}}',
      ],
    ],
    [
      'each branch',
      '{oneOf: [{title: A, properties: {k: {const: a}}}, {title: B, properties: {k: {const: b}}}], required: [k]}',
      [
        'A/additionalProperties  {"x":{"k":"a","specwrightUnknown":"value"}}',
        'B/additionalProperties  {"x":{"k":"b","specwrightUnknown":"value"}}',
      ],
    ],
  ])('%s', async (_, schema, wanted) => {
    const judge = await judgeOfBody(`{type: object, required: [x], properties: {x: ${schema}}}`);
    const found = planned(judge, 'put/valid/body/x/');
    expect(found.filter((line) => !/^(?:integer|fraction) /.test(line))).toEqual(wanted);
  });

  test('a body has as little as it must, and as much as it may, at every depth', async () => {
    const judge = await judgeOfBody(
      '{type: object, required: [a], properties: {a: {type: object, required: [b], properties: {b: {const: 1}, c: {const: 2}}}, d: {type: array, items: {const: 3}}, id: {readOnly: true}}}',
    );
    expect(planned(judge, 'put/valid/body/m')).toEqual([
      'inimal  {"a":{"b":1}}',
      'aximal  {"a":{"b":1,"c":2},"d":[3,3]}',
    ]);
  });
});

test('recursion ends, and cases beyond the limit are reported', async () => {
  const judge = await judgeOf(
    `
  /things:
    put:
      operationId: put
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Node'}}}}
      responses: {'200': {description: d}}`,
    `components: {schemas: {Node: {type: object, required: [n], properties: {n: {const: 1}, next: {$ref: '#/components/schemas/Node'}}}}}`,
  );
  const skipped: string[] = [];
  const found = planned(judge, 'put/invalid/body/', {
    skipped: ({ id, reason }) => skipped.push(`${id}: ${reason}`),
  });
  expect(found.filter((line) => line.includes('n/required'))).toEqual([
    'n/required  {"next":{"n":1,"next":{"n":1}}}',
    'next/n/required  {"n":1,"next":{"next":{"n":1}}}',
    'next/next/n/required  {"n":1,"next":{"n":1,"next":{}}}',
  ]);
});
