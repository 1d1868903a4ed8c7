import { parseParts } from '../body/multipart-parts.ts';
import { contentTypeOf, isForm, isJson, isMultipart } from '../http/media-type.ts';
import type { RequestExample } from './request.ts';

/** The body of a request as a person would write it: as a structure if possible. */
export type Payload =
  | { readonly kind: 'none' }
  | { readonly kind: 'json'; readonly value: unknown }
  /** A form: its decoded pairs, and its text as sent. */
  | {
      readonly kind: 'form';
      readonly pairs: readonly (readonly [name: string, value: string])[];
      readonly text: string;
    }
  | { readonly kind: 'multipart'; readonly parts: readonly PayloadPart[] }
  | { readonly kind: 'text'; readonly text: string }
  /** Bytes that a person does not type. */
  | { readonly kind: 'file' };

export interface PayloadPart {
  readonly name: string;
  /** `undefined` if the part needs none. */
  readonly contentType: string | undefined;
  /** `undefined` for a file. */
  readonly text: string | undefined;
  /** The header fields by lower-case name and the content, as sent. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Uint8Array;
}

/** Reads the body of an example; returns a structure only if it gives exactly the same bytes. */
export function payloadOf({ request, call, files }: RequestExample): Payload {
  const { headers, body } = request;
  if (body.length === 0) return { kind: 'none' };
  const media = contentTypeOf(headers);
  if (media !== undefined && isMultipart(media)) {
    const parts = partsOf(body, media.parameters.get('boundary') ?? '', files);
    if (parts !== undefined) return { kind: 'multipart', parts };
  }
  const text = textOf(body);
  // Placeholder bytes are useless: the reader who copies the request has a file.
  const isMade = call.body !== undefined && call.body.example.documented === undefined;
  const isFile = isMade && binary.test(media === undefined ? '' : `${media.type}/${media.subtype}`);
  if (text === undefined || isFile) return { kind: 'file' };
  const value = call.body?.example.value;
  if (media !== undefined && isJson(media) && JSON.stringify(value) === text) {
    return { kind: 'json', value };
  }
  if (media !== undefined && isForm(media)) {
    const pairs = new URLSearchParams(text);
    if (pairs.toString() === text) return { kind: 'form', pairs: [...pairs], text };
  }
  return { kind: 'text', text };
}

function partsOf(
  body: Uint8Array,
  boundary: string,
  files: ReadonlySet<string>,
): readonly PayloadPart[] | undefined {
  const parsed = parseParts(body, boundary);
  if (!parsed.ok) return undefined;
  const parts = parsed.parts.map(({ headers, body }): PayloadPart | undefined => {
    const disposition = headers.get('content-disposition') ?? '';
    const name = /;\s*name="((?:[^"\\]|\\.)*)"/.exec(disposition)?.[1];
    if (name === undefined) return undefined;
    const contentType = headers.get('content-type');
    const isFile =
      files.has(name) || /;\s*filename\*?=/.test(disposition) || binary.test(contentType ?? '');
    return { name, contentType, text: isFile ? undefined : textOf(body), headers, body };
  });
  return parts.every((part) => part !== undefined) ? parts : undefined;
}

/** Media types of files that are no text. */
const binary =
  /^(?:(?:image\/(?!svg)|audio\/|video\/|font\/)|application\/(?:octet-stream|pdf|zip|gzip)\b)/i;

/** The text of bytes that are text: UTF-8 without control characters except line ends and tabs. */
function textOf(bytes: Uint8Array): string | undefined {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  return /[^\P{Cc}\t\r\n]|\ufffd/u.test(text) ? undefined : text;
}
