import type { Encoding, MediaType } from '../api/model.ts';
import { createOncePerComponent, type OncePerComponent } from '../api/once-per-component.ts';
import {
  documentedExamples,
  exampleContent,
  type MediaTypeExample,
  mediaTypeExamples,
} from '../example/media-type.ts';
import { isJson } from '../http/media-type.ts';
import type { Direction, Schemas } from '../schema/schemas.ts';
import { type Member, type Outline, outlineOf } from './outline.ts';
import { parameterMember } from './parameter-member.ts';
import { referredBy } from './schema-names.ts';

/** Media types that carry the same value. */
export interface ContentGroup {
  readonly names: readonly string[];
  /** `undefined` if the contract does not describe their contents. */
  readonly outline: Outline | undefined;
  /** Each value of a sequence media type (3.2). */
  readonly item: Outline | undefined;
  /** The encodings of parts in a form or multipart body. */
  readonly encoding: readonly EncodingContent[];
}

export interface EncodingContent {
  readonly name: string;
  /** In Markdown. */
  readonly facts: readonly string[];
  readonly headers: readonly Member[];
}

/** An example of content as sent. */
export interface ShownContent {
  readonly name: string;
  readonly text: string;
}

/** More of them teach nothing. */
export const maximumExamples = 6;

/** The size of a generated sample, above which it has fewer optional properties: one or two screens. */
export const sampleSize = 100;

/** The media types of a body; those with the same value are shown together. */
export function contentGroups(
  content: readonly MediaType[],
  schemas: Schemas,
  direction: Direction,
): readonly ContentGroup[] {
  const groups: (ContentGroup & { names: string[] })[] = [];
  for (const { name, schema, itemSchema, encoding } of content) {
    const carried = {
      outline: schema && outlineOf(schema, schemas, direction),
      item: itemSchema && outlineOf(itemSchema, schemas, direction),
      encoding: Object.entries(encoding).map((entry) => encodingContent(entry, schemas, direction)),
    };
    const group = groups.find((one) => isSame(one, carried));
    if (group !== undefined) group.names.push(name);
    else groups.push({ names: [name], ...carried });
  }
  return groups;
}

type Carried = Omit<ContentGroup, 'names'>;

/** Whether two media types carry the same value: one schema, or two equal ones. */
function isSame(one: Carried, other: Carried): boolean {
  const keys = ['outline', 'item', 'encoding'] as const;
  return keys.every(
    (key) => one[key] === other[key] || JSON.stringify(one[key]) === JSON.stringify(other[key]),
  );
}

function encodingContent(
  [name, { contentType, style, explode, allowReserved, headers }]: readonly [string, Encoding],
  schemas: Schemas,
  direction: Direction,
): EncodingContent {
  return {
    name,
    facts: [
      ...(contentType === undefined ? [] : [`sent as \`${contentType}\``]),
      ...(style === undefined ? [] : [`style \`${style}\``]),
      ...(explode === undefined ? [] : [explode ? 'exploded' : 'not exploded']),
      ...(allowReserved ? ['reserved characters stay as they are'] : []),
    ],
    headers: headers.map((header) => parameterMember(header, schemas, direction)),
  };
}

/** The texts of components, which many operations share. */
const kept = new WeakMap<Schemas, OncePerComponent>();

export function keptBy(schemas: Schemas): OncePerComponent {
  const known = kept.get(schemas) ?? createOncePerComponent();
  kept.set(schemas, known);
  return known;
}

/** The examples of a media type as sent; without examples, a sample of its schema. */
export function contentExamples(
  media: MediaType,
  schemas: Schemas,
  direction: Direction,
): readonly ShownContent[] {
  const { name, range, schema, itemSchema, examples } = media;
  // The value of JSON depends only on its schema, and many answers have the same component.
  const isShared = isJson(range) && examples.length === 0 && itemSchema === undefined;
  return schema === undefined || !isShared
    ? newExamples(media, schemas, direction)
    : keptBy(schemas)(`sample ${direction} ${name}`, referredBy(schema, schemas), () =>
        newExamples(media, schemas, direction),
      );
}

function newExamples(
  media: MediaType,
  schemas: Schemas,
  direction: Direction,
): readonly ShownContent[] {
  const described = exampleContent([media], direction, schemas, sampleSize);
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

/** `undefined` if it is no text, or its media type cannot carry it; the linter reports that. */
function textOf(example: MediaTypeExample, media: MediaType): string | undefined {
  if (isJson(media.range)) return JSON.stringify(example.written, null, 2);
  const { sent } = example;
  if (!sent.ok) return undefined;
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(sent.content.body);
  return /[^\P{Cc}\t\r\n]|\ufffd/u.test(text) ? undefined : text;
}
