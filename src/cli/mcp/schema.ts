import type { Api } from '../../api/model.ts';
import { valueAt } from '../../json/pointer.ts';
import { didYouMean } from '../../nearest-name.ts';
import { placeInContract } from '../../report/message.ts';
import { boundedLines } from './bounded.ts';
import { apiProperty, offsetProperty, onlyReads, type Tool } from './tool.ts';
import { ToolTrouble } from './trouble.ts';

interface SchemaArguments {
  readonly api?: string;
  readonly name?: string;
  readonly pointer?: string;
  readonly file?: string;
  readonly offset?: number;
}

/** A schema or another part of a document, as written. */
export const getSchema: Tool<SchemaArguments> = {
  name: 'get_schema',
  title: 'Get a schema',
  description:
    'Gives a schema of components by its name, or any part of the document by its JSON Pointer, as JSON; without both, the names of all schemas.',
  properties: {
    ...apiProperty,
    name: {
      type: 'string',
      maxLength: 500,
      description: 'A name below components/schemas: "Customer".',
    },
    pointer: {
      type: 'string',
      maxLength: 2000,
      pattern: '^#?(/|$)',
      description: 'A JSON Pointer: "/components/schemas/Customer", also as "#/components/…".',
    },
    file: {
      type: 'string',
      maxLength: 1000,
      description:
        'The document that the pointer is into, as answers name it; the root by default.',
    },
    ...offsetProperty,
  },
  hints: onlyReads,
  async run({ api: wanted, name, pointer, file, offset = 0 }, project) {
    const { api } = await project.contract(wanted);
    if (name === undefined && pointer === undefined) {
      const names = [...api.schemas].map(([key, { at }]) => `${key} ${placeInContract(at)}`);
      if (names.length === 0) return { text: `${api.name} has no schemas below components` };
      return { text: boundedLines(names, { offset }) };
    }
    const { value, at } = name === undefined ? partAt(api, pointer!, file) : schemaNamed(api, name);
    return { text: boundedLines([placeInContract(at), ...jsonLines(value)], { offset }) };
  },
};

function schemaNamed(api: Api, name: string) {
  const found = api.schemas.get(name);
  if (found !== undefined) return found;
  const known = [...api.schemas.keys()];
  throw new ToolTrouble(
    `there is no schema "${name}" in ${api.name}${didYouMean(name, known)}; get_schema without a name lists all`,
  );
}

function partAt(api: Api, given: string, file: string | undefined) {
  const documents = [...api.documents.values()];
  const document = file === undefined ? api.root : documents.find(({ label }) => label === file);
  if (document === undefined) {
    const known = documents.map(({ label }) => label).join(', ');
    throw new ToolTrouble(`"${file}" is not a document of ${api.name}; there is ${known}`);
  }
  const pointer = given.replace(/^#/, '');
  const value = valueAt(document.value, pointer);
  if (value === undefined) {
    throw new ToolTrouble(`there is nothing at "${given}" in ${document.label}`);
  }
  return { value, at: { document, pointer } };
}

/** A value as lines of JSON. */
export function jsonLines(value: unknown): readonly string[] {
  return (JSON.stringify(value, null, 2) ?? 'null').split('\n');
}
