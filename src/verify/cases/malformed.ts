import { isObject } from '../../api/node.ts';
import type { RequestDraft } from '../../example/draft.ts';
import { writeRequest } from '../../example/write.ts';
import { isJson, isXml, parseMediaRange, rangeMatches } from '../../http/media-type.ts';
import { bodyToken, escapeToken } from '../id.ts';
import type { Leniency } from '../leniency.ts';
import type { InvalidProposal, Planning } from './planning.ts';

/** A body that contradicts its Content-Type, or has an undescribed one, or none. */
export function* malformedBodies(
  base: RequestDraft,
  planning: Planning,
): Iterable<InvalidProposal> {
  if (base.body === undefined || !('media' in base.body)) return;
  const { operation } = base;
  const { media } = base.body;
  const written = writeRequest(base, planning.judge.schemas);
  const contentType = String(written.headers['content-type']);
  const range = parseMediaRange(contentType) ?? media.range;
  const token = bodyToken(operation, media);
  const faults = isJson(range)
    ? jsonFaults(written.body)
    : isXml(range)
      ? xmlFaults(written.body)
      : [];
  for (const { way, what, bytes, leniency } of faults) {
    yield {
      tokens: [token, 'malformed', way],
      title: `with a body that is ${what}`,
      at: media.at,
      drafts: [{ ...base, body: { bytes, contentType } }],
      leniency,
      isMeant: ({ code }) => code === 'body-malformed',
    };
  }
  yield* partsOfAnotherType(base);
  const content = operation.requestBody!.content;
  const undescribedType = unusualTypes.find((name) => {
    const type = parseMediaRange(name)!;
    return !content.some((one) => rangeMatches(one.range, type));
  });
  if (undescribedType !== undefined) {
    yield {
      tokens: [token, 'content-type', 'undescribed'],
      title: `with its body as ${undescribedType}`,
      at: operation.requestBody!.at,
      drafts: [{ ...base, body: { bytes: written.body, contentType: undescribedType } }],
      isMeant: ({ code }) => code === 'media-type-undocumented',
    };
  }
  yield {
    tokens: [token, 'content-type', 'missing'],
    title: 'with its body, and without a Content-Type',
    at: operation.requestBody!.at,
    drafts: [{ ...base, body: { bytes: written.body, contentType: undefined } }],
    leniency: 'content-type',
    isMeant: ({ code }) => code === 'media-type-missing',
  };
}

/** A part in another media type than its encoding says (OpenAPI 3.1 section 4.8.15.1.1). */
function* partsOfAnotherType(base: RequestDraft): Iterable<InvalidProposal> {
  const { body, operation } = base;
  if (body === undefined || !('media' in body) || body.media.range.type !== 'multipart') return;
  const { media, value } = body;
  for (const [name, own] of Object.entries(media.encoding)) {
    if (own.contentType === undefined || !isObject(value) || !Object.hasOwn(value, name)) continue;
    const known = own.contentType.split(',').map((one) => parseMediaRange(one.trim()));
    const type = unusualTypes.find((one) =>
      known.every((range) => range && !rangeMatches(range, parseMediaRange(one)!)),
    );
    if (type === undefined) continue;
    const encoding = { ...media.encoding, [name]: { ...own, contentType: type } };
    // As a value and not as bytes, because the run may put ids of existing items into it.
    const draft = { ...base, body: { media: { ...media, encoding }, value } };
    yield {
      tokens: [bodyToken(operation, media), escapeToken(name), 'content-type'],
      title: `with the part "${name}" as ${type}`,
      at: media.at,
      drafts: [draft],
      isMeant: ({ code }) => code === 'body-malformed',
    };
  }
}

/** Types that no server takes by accident. */
const unusualTypes: readonly string[] = ['text/csv', 'application/pdf', 'image/png'];

interface Malformed {
  readonly way: string;
  readonly what: string;
  readonly bytes: Uint8Array;
  readonly leniency?: Leniency;
}

/** RFC 8259: texts that end early, have an extra comma, or are not UTF-8. */
function jsonFaults(body: Uint8Array): readonly Malformed[] {
  const text = new TextDecoder().decode(body).trimEnd();
  const encode = (changed: string) => new TextEncoder().encode(changed);
  return [
    { way: 'truncated', what: 'truncated JSON', bytes: encode(text.slice(0, -1) || '{') },
    ...(/[}\]]$/.test(text) && text.length > 2
      ? [
          {
            way: 'comma',
            what: 'JSON with a comma before its last bracket',
            bytes: encode(`${text.slice(0, -1)},${text.at(-1)}`),
          },
        ]
      : []),
    ...withoutUtf8(body),
    { way: 'no-json', what: 'no JSON at all', bytes: encode('<not>json</not>') },
  ];
}

/** The text with an invalid UTF-8 byte in its last string (RFC 8259 section 8.1). */
function* withoutUtf8(body: Uint8Array): Iterable<Malformed> {
  const end = body.lastIndexOf(0x22);
  // In a text without string values, only the name of a member could change.
  const isValue = end > 0 && /^\s*[\]},]/.test(new TextDecoder().decode(body.subarray(end + 1)));
  if (!isValue) return;
  const bytes = Uint8Array.from([...body.subarray(0, end), 0xc3, 0x28, ...body.subarray(end)]);
  yield { way: 'utf-8', what: 'JSON that is not UTF-8', bytes, leniency: 'utf-8' };
}

/** XML 1.0: an element without its end tag, and text that is not XML. */
function xmlFaults(body: Uint8Array): readonly Malformed[] {
  const text = new TextDecoder().decode(body).trimEnd();
  const encode = (changed: string) => new TextEncoder().encode(changed);
  return [
    { way: 'truncated', what: 'truncated XML', bytes: encode(text.slice(0, -1)) },
    { way: 'no-xml', what: 'no XML at all', bytes: encode('{"not": "xml"}') },
  ];
}
