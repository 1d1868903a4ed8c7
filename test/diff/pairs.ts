import { type DiffOptions, diffApis } from '../../src/index.ts';
import { apiOf } from '../api/source.ts';

/** The result of a diff in short: severity and rule, and whether a value proves it. */
export async function changesBetween(
  base: string,
  revision: string,
  options: DiffOptions = {},
): Promise<readonly string[]> {
  const { changes } = diffApis(await apiOf(base), await apiOf(revision), options);
  return changes.map(
    ({ severity, rule, witness }) => `${severity} ${rule}${witness === undefined ? '' : ' *'}`,
  );
}

/** A document whose one operation sends and answers the given schemas, as JSON. */
export function documentWith({
  version = '3.1.0',
  operation = '{}',
  document = '{}',
}: {
  readonly version?: string;
  readonly operation?: string;
  readonly document?: string;
}): string {
  return `openapi: ${version}
info: {title: T, version: 1.0.0}
paths:
  /things:
    post:
      <<: ${operation}
<<: ${document}
`;
}

/** A document with this schema for a request. */
export function asking(schema: string, version = '3.1.0', components = '{}'): string {
  const content = `{application/json: {schema: ${schema}}}`;
  const operation = `{requestBody: {required: true, content: ${content}}, responses: {'204': {description: D}}}`;
  return documentWith({ version, operation, document: `{components: {schemas: ${components}}}` });
}

/** A document with this schema for an answer. */
export function answering(schema: string, version = '3.1.0', components = '{}'): string {
  const content = `{application/json: {schema: ${schema}}}`;
  const operation = `{responses: {'200': {description: D, content: ${content}}}}`;
  return documentWith({ version, operation, document: `{components: {schemas: ${components}}}` });
}
