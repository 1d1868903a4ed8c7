import type { Api, MediaType, Schema } from '../api/model.ts';
import type { Node } from '../api/node.ts';
import { textOf } from '../api/node.ts';
import { isForm, isJson, isText, isXml } from '../http/media-type.ts';
import { locationKey } from '../json/document.ts';
import { type Direction, otherDirection } from '../schema/direction.ts';
import type { References } from '../schema/resources.ts';
import type { SchemaViews } from '../schema/view.ts';
import { freeName, isIdentifier } from '../typescript/identifier.ts';
import { keyText, literal } from '../typescript/literal.ts';
import { typeName } from '../typescript/type-name.ts';
import { createComponentNames } from './component-names.ts';
import { createDiffers } from './directions.ts';
import { integerFormats } from './format-types.ts';
import { fileImport, typeImport } from './imports.ts';
import { componentsOf } from './named-schemas.ts';
import type { DescribedOperation } from './operation-types.ts';
import type { OutputOptions } from './output.ts';
import { schemaCode } from './schema-code.ts';
import type { SchemaLibrary } from './schema-library.ts';
import { valibotLibrary } from './valibot-library.ts';
import { zodLibrary } from './zod-library.ts';

/** A constant of `schemas.ts`. */
interface Constant {
  readonly name: string;
  /** The component in `types.ts` with its type. */
  readonly component: string;
  readonly unchecked: Set<string>;
  text: string | undefined;
  /** Whether it is recursive, so that TypeScript cannot infer its type. */
  isRecursive: boolean;
}

/** The global functions that the code of a schema calls. */
const globals = [
  ...['components', 'operationSchemas', 'JSON', 'Object', 'Set', 'Array', 'Date', 'Number'],
];

const libraries = { zod: zodLibrary, valibot: valibotLibrary } as const;

/** The text of `schemas.ts`: the components and the bodies of operations as schemas of a library. */
export function schemasText(
  api: Api,
  described: readonly DescribedOperation[],
  references: References,
  views: SchemaViews,
  options: OutputOptions & Required<Pick<OutputOptions, 'schemas'>>,
): string {
  const { dates, brands } = options;
  const library = libraries[options.schemas];
  const given = componentsOf(api, references);
  const names = createComponentNames(api.root, given);
  const differs = createDiffers(references, views);
  const taken = new Set([...globals, ...library.names]);
  const constants = new Map<string, Constant>();
  const written: Constant[] = [];

  function constantFor(schema: Schema, direction: Direction): Constant {
    const isInput = direction === 'request' && differs(schema);
    const key = `${isInput} ${locationKey(schema.at)}`;
    const known = constants.get(key);
    if (known !== undefined) {
      if (known.text === undefined) known.isRecursive = true;
      return known;
    }
    const component = names.of(schema.at, isInput ? 'Input' : '');
    const constant: Constant = {
      ...{ name: nameFor(component), component, unchecked: new Set() },
      ...{ text: undefined, isRecursive: false },
    };
    constants.set(key, constant);
    constant.text = expression(schema, direction, constant.unchecked);
    written.push(constant);
    return constant;
  }

  function nameFor(wanted: string): string {
    const name = freeName(isIdentifier(wanted) ? wanted : typeName(wanted), 'Schema', taken);
    taken.add(name);
    return name;
  }

  function expression(schema: Node, direction: Direction, unchecked: Set<string>): string {
    return schemaCode(schema, {
      library,
      dialect: api.dialect,
      bigints: integerFormats(options),
      follow: references.follow,
      leftOut: (node, inherited) => otherDirection(node, inherited, direction, views),
      unchecked: (what) => void unchecked.add(what),
      reference(node) {
        const reference = textOf(node, '$ref') ?? textOf(node, '$dynamicRef')!;
        const target = references.target(reference, node.at);
        if (target === undefined) return undefined;
        const { name, text } = constantFor(target, direction);
        return text === undefined ? library.lazy(name) : name;
      },
    });
  }

  for (const schema of given.values()) {
    constantFor(schema, 'response');
    constantFor(schema, 'request');
  }
  const table: string[] = [];
  const operations = described.map(({ named }) => {
    const { requestBody, responses } = named.operation;
    const unchecked = new Set<string>();
    const body = valueMedia(requestBody?.content ?? []);
    const lines: string[] = [];
    const members: string[] = [];
    if (body?.schema !== undefined) {
      const text = expression(body.schema, 'request', unchecked);
      const name = nameFor(`${named.key}Body`);
      lines.push(`/** A body of \`${named.key}\` as ${body.name}. */\n${exported(name, text)}`);
      members.push(`    body: { ${literal(body.name)}: ${name} },\n`);
    }
    const answers = responses.flatMap(({ status, content }) => {
      const media = valueMedia(content);
      if (media?.schema === undefined) return [];
      const text = expression(media.schema, 'response', unchecked);
      return [{ status: literal(status), media: literal(media.name), text }];
    });
    if (answers.length > 0) {
      const name = nameFor(`${named.key}Answers`);
      const texts = answers.map(({ status, text }) => `  ${status}: ${text},\n`);
      lines.push(
        `/** The answers of \`${named.key}\` by their status. */\n${exported(name, `({\n${texts.join('')}})`)}`,
      );
      const own = answers.map(
        ({ status, media }) => `      ${status}: { ${media}: ${name}[${status}] },\n`,
      );
      members.push(`    answers: {\n${own.join('')}    },\n`);
    }
    if (members.length > 0) table.push(`  ${keyText(named.key)}: {\n${members.join('')}  },\n`);
    return lines.length === 0 ? '' : uncheckedText(unchecked) + lines.join('\n');
  });
  const isTyped = dates === 'string' && !brands && written.some(({ isRecursive }) => isRecursive);
  const texts = [
    ...written.map((each) => constantText(each, isTyped, library)),
    ...operations.filter((text) => text !== ''),
    ...(table.length === 0 ? [] : [tableText(table)]),
  ];
  return [
    library.import,
    isTyped ? fileImport('types', options, (from) => typeImport(['components'], from)) : '',
    library.helpers(texts.join('')),
    ...texts.map((text) => `\n${text}`),
  ].join('');
}

function constantText(
  { name, component, text, isRecursive, unchecked }: Constant,
  isTyped: boolean,
  library: SchemaLibrary,
): string {
  const type = library.typeOf(isTyped ? `components['schemas'][${literal(component)}]` : undefined);
  // TypeScript cannot infer the type of a recursive schema, so the type from `types.ts` is written.
  const line = isRecursive
    ? exported(`${name}: ${type}`, text!, ' as never')
    : exported(name, text!);
  return uncheckedText(unchecked) + line;
}

/**
 * A constant that a bundler leaves out if nothing uses it. Without the call and its comment, a bundler
 * keeps each call of the library, because the call may have an effect.
 */
function exported(name: string, text: string, assertion = ''): string {
  const value = isIdentifier(text) ? text : `/* @__PURE__ */ (() => ${text})()`;
  return `export const ${name} = ${value}${assertion};\n`;
}

/** All of them, for `validateWith` of `specwright/client`. */
function tableText(members: readonly string[]): string {
  return `/** The schemas of operations by their media types: what a client's \`validate\` takes. */\n${exported('operationSchemas', `({\n${members.join('')}})`)}`;
}

function uncheckedText(unchecked: ReadonlySet<string>): string {
  if (unchecked.size === 0) return '';
  const all = [...unchecked].map((what) => what.replace(/\s+/g, ' ')).join('; ');
  return `// Not checked: ${all}.\n`;
}

/** The media type of values in a program: JSON, else a form, XML or a text. */
function valueMedia(content: readonly MediaType[]): MediaType | undefined {
  const [first] = [isJson, isForm, isXml, isText].flatMap((isOne) =>
    content.filter(({ range }) => isOne(range)),
  );
  return first;
}
