import type { MediaType } from '../api/model.ts';
import {
  documentedExamples,
  exampleContent,
  type MediaTypeExample,
  mediaTypeExamples,
} from '../example/media-type.ts';
import { isJson } from '../http/media-type.ts';
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
  const described = exampleContent([media], direction, schemas);
  const documented = documentedExamples(media, described).slice(0, maximumExamples);
  const isDescribed = (media.schema ?? media.itemSchema) !== undefined;
  const shown =
    documented.length > 0 || !isDescribed
      ? documented
      : mediaTypeExamples(media, described).examples;
  return shown.flatMap((example) => {
    const text = textOf(example, media);
    return text === undefined ? [] : [{ name: example.documented?.name ?? '', text }];
  });
}

/** `undefined` where it is no text, or its media type cannot carry it; the linter complains of that. */
function textOf(example: MediaTypeExample, media: MediaType): string | undefined {
  if (isJson(media.range)) return JSON.stringify(example.written, null, 2);
  const { sent } = example;
  if (!sent.ok) return undefined;
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(sent.content.body);
  return /[^\P{Cc}\t\r\n]|\ufffd/u.test(text) ? undefined : text;
}
