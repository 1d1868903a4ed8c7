import { isObject } from '../api/node.ts';
import { isIdentifier } from '../typescript/identifier.ts';
import { literal } from '../typescript/literal.ts';
import type { NamedOperation } from '../typescript/operation-names.ts';

/** Summary, description and an example for editors; `start` is the start of the example's call. */
export function operationDocs(
  named: NamedOperation,
  indent = '  ',
  start = named.hasId
    ? `client.${named.key}(`
    : `client.${named.operation.method}(${literal(named.operation.path)}, `,
): string {
  const { operation } = named;
  const { operationId, summary, description, deprecated } = operation;
  const paragraphs = [summary, description]
    .filter((text) => text !== undefined && text.trim() !== '')
    .map((text) => text!.trim().replaceAll('*/', '*\\/'));
  const lines = paragraphs.join('\n\n').split(/\r?\n/);
  if (paragraphs.length === 0) lines.splice(0, 1, `${operation.method} ${comment(operation.path)}`);
  if (named.hasId && operationId !== named.key) {
    lines.push('', `The operation \`${comment(operationId!)}\` of the document.`);
  }
  const example = exampleCall(named, start)?.replaceAll('*/', '*\\/');
  if (example !== undefined) lines.push('', '@example', '```ts', ...example.split('\n'), '```');
  if (deprecated) lines.push('', '@deprecated');
  const text = lines.map((line) => `${indent} * ${line}`.trimEnd()).join('\n');
  return `${indent}/**\n${text}\n${indent} */\n`;
}

/** The name of a member; `new` without quotes would be a constructor. */
export function memberName(name: string): string {
  return isIdentifier(name) && name !== 'new' ? name : literal(name);
}

/** A text inside a comment, on one line. */
export function comment(text: string): string {
  return text.replace(/\s+/g, ' ').replaceAll('*/', '*\\/').trim();
}

/** Longer examples are less useful than the types. */
const maximumExample = 1200;

/** A call with the document's examples; none if a required value has no example. */
function exampleCall({ operation }: NamedOperation, start: string): string | undefined {
  const { parameters, requestBody } = operation;
  const content = requestBody?.content ?? [];
  const media = content.find(({ name }) => name === 'application/json') ?? content[0];
  const shown = media?.examples.find(({ value }) => value !== undefined);
  const params: Record<string, Record<string, unknown>> = {};
  for (const { name, in: place, required, schema, examples } of parameters) {
    const own = isObject(schema?.value) ? schema.value : {};
    const value = examples.find((example) => example.value !== undefined)?.value ?? own.example;
    if (value === undefined && required) return undefined;
    if (value !== undefined) params[place] = { ...params[place], [name]: value };
  }
  if (shown === undefined && (requestBody?.required || Object.keys(params).length === 0)) {
    return undefined;
  }
  const isUsual = media?.name === 'application/json';
  const given = {
    ...(Object.keys(params).length > 0 && { params }),
    ...(shown !== undefined && { body: shown.value }),
    ...(shown !== undefined && !isUsual && { contentType: media!.name }),
  };
  const text = `${start}${literal(given, '', start.length + '   * );'.length)});`;
  return text.length > maximumExample ? undefined : text;
}
