import type { MediaType } from '../api/model.ts';
import { isJson } from '../http/media-type.ts';
import { writeContent } from '../schema/content.ts';
import { sample } from '../schema/sample.ts';
import type { Direction, Schemas } from '../schema/schemas.ts';
import { maximumExamples } from './describe.ts';
import { type Outline, outlineOf } from './outline.ts';

/** Media types that carry the same value. */
export interface ContentGroup {
  readonly names: readonly string[];
  /** `undefined` where the contract does not say what they carry. */
  readonly outline: Outline | undefined;
}

/** An example of content, as it is sent. */
export interface ShownContent {
  readonly name: string;
  readonly text: string;
}

/** The media types of a body; those of which the same is to be told are told of together. */
export function contentGroups(
  content: readonly MediaType[],
  schemas: Schemas,
  direction: Direction,
): readonly ContentGroup[] {
  const groups = new Map<string, { names: string[]; outline: Outline | undefined }>();
  for (const { name, schema } of content) {
    const outline = schema === undefined ? undefined : outlineOf(schema, schemas, direction);
    const key = JSON.stringify(outline) ?? '';
    const group = groups.get(key);
    if (group !== undefined) group.names.push(name);
    else groups.set(key, { names: [name], outline });
  }
  return [...groups.values()];
}

/** The examples of a media type as they are sent; a sample of its schema where there is none. */
export function contentExamples(
  media: MediaType,
  schemas: Schemas,
  direction: Direction,
): readonly ShownContent[] {
  const documented = media.examples.filter(({ value }) => value !== undefined);
  if (documented.length > 0) {
    return documented.slice(0, maximumExamples).flatMap(({ name = '', value }) => {
      const text = writtenText(value, media, schemas);
      return text === undefined ? [] : [{ name, text }];
    });
  }
  if (media.schema === undefined) return [];
  const made = sample(schemas, media.schema, direction);
  const text = made.ok ? writtenText(made.value, media, schemas) : undefined;
  return text === undefined ? [] : [{ name: '', text }];
}

function writtenText(value: unknown, media: MediaType, schemas: Schemas): string | undefined {
  if (isJson(media.range)) return JSON.stringify(value, null, 2);
  let body: Uint8Array;
  try {
    ({ body } = writeContent(value, media, media.range, schemas));
  } catch (error) {
    // An example that its media type cannot carry; the linter complains of it.
    if (error instanceof TypeError) return undefined;
    throw error;
  }
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(body);
  return /[^\P{Cc}\t\r\n]|\ufffd/u.test(text) ? undefined : text;
}
