import type { Api } from '../api/model.ts';
import { apiTypeName } from '../typescript/type-name.ts';
import type { TypeOptions } from './format-types.ts';
import { typeImport } from './imports.ts';

/** The text of the types that handlers of the API's mock are written against. */
export function mockText(api: Api, { dates }: TypeOptions): string {
  const name = apiTypeName(api.name);
  // A mock handles values as they are sent, in which a date is a text.
  const written = (type: string) => (dates === 'string' ? type : `AsSent<${type}>`);
  return [
    dates === 'string' ? '' : typeImport(['AsSent'], 'specwright/mock'),
    // Deno looks for the very file that is named, which TypeScript finds under the name it will have.
    '// @deno-types="./types.ts"\n',
    typeImport(['components', 'operations'], './types.js'),
    `\n/** The contract of ${name} as the handlers of its mock see it: \`defineMock<${name}>({ … })\`. */\n`,
    `export interface ${name} {\n`,
    `  readonly operations: ${written('operations')};\n`,
    `  readonly schemas: ${written("components['schemas']")};\n`,
    '}\n',
  ].join('');
}
