import type { Api } from '../api/model.ts';
import { locationKey } from '../json/document.ts';
import { resourcesOf } from '../resources/resources.ts';
import { createSchemas } from '../schema/schemas.ts';
import { literal } from '../typescript/literal.ts';
import { apiTypeName } from '../typescript/type-name.ts';
import { dateTypes } from './format-types.ts';
import { fileImport, typeImport } from './imports.ts';
import type { OutputOptions } from './output.ts';

/** The text of the types for handlers of the API's mock. */
export function mockText(api: Api, options: OutputOptions): string {
  const { dates, int64 } = options;
  const name = apiTypeName(api.name);
  // A mock handles values as they are sent, so a date is a text.
  const converted = [
    ...(dates === 'string' ? [] : [[dateTypes(options).join(' | '), 'string'] as const]),
    ...(int64 === 'bigint' ? [['bigint', 'number'] as const] : []),
  ];
  const written = (type: string) => (converted.length === 0 ? type : `AsSent<${type}>`);
  return [
    fileImport('types', options, (from) => typeImport(['components', 'operations'], from)),
    `\n/** The contract of ${name} as the handlers of its mock see it: \`defineMock<${name}>({ … })\`. */\n`,
    `export interface ${name} {\n`,
    `  readonly operations: ${written('operations')};\n`,
    `  readonly schemas: ${written("components['schemas']")};\n`,
    `  readonly resources: ${resourcesText(api, written)};\n`,
    '}\n',
    converted.length === 0 ? '' : asSentText(converted),
  ].join('');
}

/** The items of the stateful mock; an item has a type if a component describes it. */
function resourcesText(api: Api, written: (type: string) => string): string {
  const { all } = resourcesOf(api, createSchemas(api));
  const named = new Map([...api.schemas].map(([name, { at }]) => [locationKey(at), name]));
  const members = all.map(({ name, schema }) => {
    const component = schema && named.get(locationKey(schema.at));
    const type = component && written(`components['schemas'][${literal(component)}]`);
    return `    readonly ${literal(name)}: ${type ?? 'unknown'};\n`;
  });
  return members.length === 0 ? 'Readonly<Record<string, never>>' : `{\n${members.join('')}  }`;
}

function asSentText(converted: readonly (readonly [string, string])[]): string {
  const cases = converted.map(([type, sent]) => `Value extends ${type}\n  ? ${sent}\n  : `);
  return `
/** A value as it is sent. */
type AsSent<Value> = ${cases.join('')}Value extends string | Uint8Array | { arrayBuffer(): unknown }
    ? Value
    : Value extends readonly (infer Item)[]
      ? ItemsAsSent<Item>
      : Value extends object
        ? { [Key in keyof Value]: AsSent<Value[Key]> }
        : Value;

/** An interface, because only interfaces may be recursive here. */
interface ItemsAsSent<Item> extends Array<AsSent<Item>> {}
`;
}
