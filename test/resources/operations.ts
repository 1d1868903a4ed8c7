import type { Api } from '../../src/index.ts';
import { apiOf } from '../api/source.ts';

/**
 * A property from a word: `id` is a string, `id#` an integer, `tags[]` an array of strings, `open?` a
 * boolean. A query parameter with `!` is required.
 */
function propertyOf(word: string): readonly [string, unknown] {
  if (word.endsWith('#')) return [word.slice(0, -1), { type: 'integer' }];
  if (word.endsWith('?')) return [word.slice(0, -1), { type: 'boolean' }];
  if (word.endsWith('[]')) return [word.slice(0, -2), { type: 'array', items: { type: 'string' } }];
  return [word, { type: 'string' }];
}

/**
 * A schema from a few words. `Order` refers to a component, `[Order]` is an array, `{Order}` a map,
 * `data:Order` an envelope, and `id name` an object with these properties. `;` separates properties
 * with different schemas: `total#; items:[Order]`.
 */
export function schemaOf(text: string): unknown {
  const trimmed = text.trim();
  const list = /^\[(.+)\]$/.exec(trimmed)?.[1];
  if (list !== undefined) return { type: 'array', items: schemaOf(list) };
  const map = /^\{(.+)\}$/.exec(trimmed)?.[1];
  if (map !== undefined) return { type: 'object', additionalProperties: schemaOf(map) };
  if (/^[A-Z]\w*$/.test(trimmed)) return { $ref: `#/components/schemas/${trimmed}` };
  const properties = trimmed.split(';').flatMap((part) => {
    const [name, rest] = splitOnce(part.trim());
    return rest === undefined
      ? part.trim().split(/\s+/).map(propertyOf)
      : [[name, schemaOf(rest)] as const];
  });
  return { type: 'object', properties: Object.fromEntries(properties) };
}

function splitOnce(text: string): readonly [string, string | undefined] {
  const colon = text.indexOf(':');
  return colon === -1 ? [text, undefined] : [text.slice(0, colon), text.slice(colon + 1)];
}

/**
 * An API from lines, one for each operation: `POST /orders?dry=… < Order > 201 Order`. The request body
 * follows `<`, and a response follows each `>`.
 */
export function apiOfLines(
  lines: string,
  schemas: Readonly<Record<string, string>> = {},
): Promise<Api> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const line of lines.trim().split('\n')) {
    const [request, ...answers] = line.trim().split(/\s+>\s+/);
    const [start, sent] = request!.split(/\s+<\s+/);
    const [method, target, operationId] = start!.split(/\s+/);
    const [path, query] = target!.split('?');
    const inPath = [...path!.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => ({
      name,
      in: 'path',
      required: true,
      schema: { type: 'string' },
    }));
    const inQuery = (query ?? '').split('&').filter((word) => word !== '');
    const parameters = inQuery.map((word) => {
      const [name, schema] = propertyOf(word.replace('!', ''));
      return { name, in: 'query', required: word.endsWith('!'), schema };
    });
    paths[path!] ??= {};
    paths[path!]![method!.toLowerCase()] = {
      ...(operationId !== undefined && { operationId }),
      parameters: [...inPath, ...parameters],
      ...(sent !== undefined && { requestBody: { content: contentOf(sent) } }),
      responses: Object.fromEntries((answers.length > 0 ? answers : ['204']).map(responseOf)),
    };
  }
  const components = {
    schemas: Object.fromEntries(
      Object.entries(schemas).map(([name, text]) => [name, schemaOf(text)]),
    ),
  };
  const info = { title: 'T', version: '1' };
  return apiOf(JSON.stringify({ openapi: '3.1.0', info, paths, components }));
}

function responseOf(text: string): readonly [string, unknown] {
  const [, status, schema] = /^(\S+)\s*(.*)$/.exec(text.trim())!;
  const content = schema === '' ? {} : { content: contentOf(schema!) };
  return [status!, { description: '', ...content }];
}

function contentOf(text: string): unknown {
  return { 'application/json': { schema: schemaOf(text) } };
}
