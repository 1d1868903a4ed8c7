import type { Api } from '../api/model.ts';
import { literal } from '../typescript/literal.ts';
import { apiTypeName } from '../typescript/type-name.ts';
import { dateTypes } from './format-types.ts';
import { fileImport, typeImport } from './imports.ts';
import type { OutputOptions } from './output.ts';
import { itemTypes, type ResourceType, resourceTypes } from './resource-types.ts';

/** The text of the types for handlers of the API's mock. */
export function mockText(api: Api, options: OutputOptions): string {
  const { dates, int64 } = options;
  const name = apiTypeName(api.name);
  const resources = resourceTypes(api);
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
    `  readonly resources: ${resourcesText(resources, written)};\n`,
    '}\n',
    resources.some(({ isInBody }) => isInBody) ? itemTypes : '',
    converted.length === 0 ? '' : asSentText(converted),
  ].join('');
}

function resourcesText(
  resources: readonly ResourceType[],
  written: (type: string) => string,
): string {
  const members = resources.map(({ name, type }) => {
    return `    readonly ${literal(name)}: ${type === undefined ? 'unknown' : written(type)};\n`;
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
