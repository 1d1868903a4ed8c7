import { literal } from '../typescript/literal.ts';
import { listText, type SchemaLibrary } from './schema-library.ts';
import { numberSchema, piped, stringSchema } from './valibot-scalar.ts';

/** The functions that the code of schemas may call, by name. */
const helpers: Readonly<Record<string, string>> = {
  isDay: `
/** Whether a text is a day that exists (RFC 3339 section 5.6). */
function isDay(text: string): boolean {
  const date = new Date(\`\${text}T00:00:00Z\`);
  const isTime = /^\\d{4}-\\d\\d-\\d\\d$/.test(text) && !Number.isNaN(date.getTime());
  return isTime && date.toISOString().startsWith(text);
}
`,
  isInstant: `
/** Whether a text is a date-time with an offset (RFC 3339 section 5.6). */
function isInstant(text: string): boolean {
  const time = /^T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d+)?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d)$/i;
  return isDay(text.slice(0, 10)) && time.test(text.slice(10));
}
`,
  isMultiple: `
/** Whether a number is a multiple of another, in decimals. */
function isMultiple(value: number, step: number): boolean {
  return Number.isInteger(Number((value / step).toPrecision(15)));
}
`,
  one: `
/** A value of exactly one schema. */
function one<const Options extends readonly v.GenericSchema[]>(options: Options) {
  return v.pipe(
    v.union(options),
    v.check((value) => options.filter((each) => v.is(each, value)).length === 1),
  );
}
`,
  object: `
/** An object; valibot itself takes an array for one. */
function object<Schema extends v.GenericSchema>(schema: Schema): Schema {
  const run = schema['~run'];
  return Object.assign(schema, {
    '~run': function (this: Schema, ...[dataset, config]: Parameters<typeof run>) {
      const value = Array.isArray(dataset.value) ? null : dataset.value;
      return run.call(this, { ...dataset, value } as typeof dataset, config);
    },
  });
}
`,
};

const unknown = 'v.unknown()';
const never = 'v.never()';

/** Schemas of valibot 1. */
export const valibotLibrary: SchemaLibrary = {
  ...{ unknown, never, boolean: 'v.boolean()', null: 'v.null()' },
  import: "import * as v from 'valibot';\n",
  names: ['v', ...Object.keys(helpers)],
  helpers(code) {
    const called = Object.keys(helpers).filter((name) =>
      new RegExp(`(?<![.\\w])${name}\\b`).test(code),
    );
    if (called.includes('isInstant')) called.push('isDay');
    return [...new Set(called)].map((name) => helpers[name]).join('');
  },
  typeOf: (value) => `v.GenericSchema${value === undefined ? '' : `<${value}>`}`,
  string: stringSchema,
  number: numberSchema,
  listed(values) {
    if (values.length === 0) return never;
    const picked = values.filter((value) => ['string', 'number'].includes(typeof value));
    const others = values.flatMap((value) =>
      value === null ? ['v.null()'] : typeof value === 'boolean' ? [`v.literal(${value})`] : [],
    );
    const all = [
      ...(picked.length === 0
        ? []
        : [`v.picklist([${picked.map((value) => literal(value)).join(', ')}])`]),
      ...others,
    ];
    return all.length === 1 ? all[0]! : `v.union([${all.join(', ')}])`;
  },
  anyOf: (branches) => `v.union(${listText('[', branches, ']')})`,
  oneOf: (branches) => `one(${listText('[', branches, ']')})`,
  // Each schema sees the whole value.
  both: (a, b) => `v.intersect([${a}, ${b}])`,
  not: (schema, refused) => piped(schema, [`v.check((value) => !v.is(${refused}, value))`]),
  refined: (schema, variable, condition) =>
    piped(schema, [`v.check((${variable}) => ${condition})`]),
  lazy: (name) => `v.lazy(() => ${name})`,
  optional: (schema) => `v.exactOptional(${schema})`,
  array: (items, { least, most }) =>
    piped(`v.array(${items})`, [
      ...(least > 0 ? [`v.minLength(${least})`] : []),
      ...(most === undefined ? [] : [`v.maxLength(${most})`]),
    ]),
  tuple(first, rest, { least, most }) {
    // A missing item is part of valibot's value, so that lengths are those of the described items.
    const described = first.slice(0, most);
    const places = described.map((item, index) => (index < least ? item : `v.optional(${item})`));
    const isWhole = rest === never || (most !== undefined && most <= first.length);
    const text = isWhole
      ? `v.strictTuple([${places.join(', ')}])`
      : `v.tupleWithRest([${places.join(', ')}], ${rest})`;
    return piped(text, [
      ...(least > first.length ? [`v.minLength(${least})`] : []),
      ...(most !== undefined && !isWhole ? [`v.maxLength(${most})`] : []),
    ]);
  },
  object(members, others) {
    const shape = listText('{', members, '}');
    if (others === unknown) return `object(v.looseObject(${shape}))`;
    if (others === never) return `object(v.strictObject(${shape}))`;
    return members.length === 0
      ? `object(v.record(v.string(), ${others}))`
      : `object(v.objectWithRest(${shape}, ${others}))`;
  },
};
