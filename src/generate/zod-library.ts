import { literal } from '../typescript/literal.ts';
import { listText, type SchemaLibrary } from './schema-library.ts';
import { numberSchema, stringSchema } from './zod-scalar.ts';

/** The helper that the code of schemas may call. */
const helper = `
/** A value of two schemas, each of which may refuse properties that only the other knows. */
function both<A extends z.ZodType, B extends z.ZodType>(a: A, b: B) {
  return a.and(b).refine((value) => a.safeParse(value).success && b.safeParse(value).success);
}
`;

const unknown = 'z.unknown()';
const never = 'z.never()';

/** Schemas of zod 4. */
export const zodLibrary: SchemaLibrary = {
  ...{ unknown, never, boolean: 'z.boolean()', null: 'z.null()' },
  names: ['z', 'both'],
  import: "import * as z from 'zod';\n",
  helpers: (code) => (code.includes('both(') ? helper : ''),
  typeOf: (value) => `z.ZodType${value === undefined ? '' : `<${value}>`}`,
  string: stringSchema,
  number: numberSchema,
  listed(values) {
    if (values.length === 0) return never;
    const list = `[${values.map((value) => literal(value)).join(', ')}]`;
    const isText = values.every((value) => typeof value === 'string');
    return isText ? `z.enum(${list})` : `z.literal(${list})`;
  },
  anyOf: (branches) => `z.union(${listText('[', branches, ']')})`,
  oneOf: (branches) => `z.xor(${listText('[', branches, ']')})`,
  // In an intersection, zod accepts members that only one side allows.
  both: (a, b, isClosed) => (isClosed ? `both(${a}, ${b})` : `${a}.and(${b})`),
  not: (schema, refused) => `${schema}.refine((value) => !${refused}.safeParse(value).success)`,
  refined: (schema, variable, condition) => `${schema}.refine((${variable}) => ${condition})`,
  lazy: (name) => `z.lazy(() => ${name})`,
  optional: (schema) => `${schema}.exactOptional()`,
  array: (items, { least, most }) =>
    `z.array(${items})${least > 0 ? `.min(${least})` : ''}${most === undefined ? '' : `.max(${most})`}`,
  tuple(first, rest, { least, most }) {
    const places = first.map((item, index) => (index < least ? item : `${item}.optional()`));
    let text = `z.tuple([${places.join(', ')}]${rest === never ? '' : `, ${rest}`})`;
    if (least > first.length) text += `.refine((items) => items.length >= ${least})`;
    if (most !== undefined) text += `.refine((items) => items.length <= ${most})`;
    return text;
  },
  object(members, others) {
    const shape = listText('{', members, '}');
    if (others === unknown) return `z.looseObject(${shape})`;
    if (others === never) return `z.strictObject(${shape})`;
    return members.length === 0
      ? `z.record(z.string(), ${others})`
      : `z.object(${shape}).catchall(${others})`;
  },
};
