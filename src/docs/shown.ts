import type { Api } from '../api/model.ts';
import { isObject, type JsonObject } from '../api/node.ts';
import { isForm, isMultipart, parseMediaRange } from '../http/media-type.ts';
import { parseUrl } from '../http/url.ts';
import type { DescribedOperation, ShownRequest } from './describe.ts';
import type { DescribedApi } from './described-api.ts';
import { linkFrom } from './link-from.ts';
import { linkedText } from './linked-text.ts';
import { taskText } from './markdown.ts';
import { withTexts } from './redoc-texts.ts';

/** Whether tags distinguish operations. A single tag groups nothing, and Redoc collapses groups. */
export function isGrouped(api: Api): boolean {
  return new Set(api.operations.flatMap(({ tags }) => tags)).size > 1;
}

/** A sample as `x-codeSamples` has it. */
interface RedocSample {
  readonly lang: string;
  readonly label: string;
  readonly source: string;
}

/**
 * The document for Redoc: without a lone tag and forbidden links. Each operation gets a link to its
 * own page, and samples if it has none. Links and pictures lead into the site.
 */
export function shown({
  api,
  document,
  operations,
  links,
  logo,
  pages,
}: Pick<DescribedApi, 'api' | 'document' | 'operations' | 'links' | 'logo' | 'pages'>): unknown {
  const texts = withTexts(document, (text) =>
    linkedText(taskText(text), pages.reference, links, 'html'),
  );
  const linked = enriched(
    withLogo(texts, logo && linkFrom(pages.reference)(logo.path)),
    operations,
  );
  return safeLinks(isGrouped(api) ? linked : untagged(linked));
}

/**
 * With the logo as a file of the site, or without one, because pages load nothing from other hosts.
 */
function withLogo(document: unknown, url: string | undefined): unknown {
  if (!isObject(document) || !isObject(document.info)) return document;
  const { 'x-logo': logo, ...info } = document.info;
  if (!isObject(logo)) return document;
  const { href, ...others } = logo;
  const safe = isLink(href) ? { ...others, href } : others;
  return { ...document, info: url === undefined ? info : { ...info, 'x-logo': { ...safe, url } } };
}

/** The languages of all samples; Redoc shows only the listed ones. */
export function sampleLanguages(document: unknown): readonly Pick<RedocSample, 'lang' | 'label'>[] {
  const languages = new Map<string, Pick<RedocSample, 'lang' | 'label'>>();
  for (const item of Object.values(membersOf(document, 'paths'))) {
    for (const operation of Object.values(isObject(item) ? item : {})) {
      const samples = isObject(operation) ? operation['x-codeSamples'] : undefined;
      for (const sample of Array.isArray(samples) ? samples : []) {
        if (!isObject(sample) || typeof sample.lang !== 'string') continue;
        const label = typeof sample.label === 'string' ? sample.label : sample.lang;
        languages.set(label.toLowerCase(), { lang: sample.lang, label });
      }
    }
  }
  return [...languages.values(), { lang: 'payload', label: 'Payload' }];
}

function enriched(document: unknown, operations: readonly DescribedOperation[]): unknown {
  if (!isObject(document)) return document;
  const described = new Map(
    operations.map((found) => [`${found.operation.method} ${found.operation.path}`, found]),
  );
  const paths = mapped(document.paths, (item, path) =>
    mapped(item, (operation, method) => {
      const found = described.get(`${method.toUpperCase()} ${path}`);
      return found && isObject(operation) ? withSamples(operation, found) : operation;
    }),
  );
  return paths === undefined ? document : { ...document, paths };
}

/**
 * An operation id for Redoc, which puts it into addresses as it is, and then does not find one with
 * these characters. The script of its page changes anchors in the same way.
 */
function redocId(operationId: string): string {
  return operationId.replace(/[#?%~]/g, (found) => `~${found.charCodeAt(0).toString(16)}`);
}

function withSamples(operation: JsonObject, { slug, requests }: DescribedOperation): JsonObject {
  const { operationId } = operation;
  const text = typeof operation.description === 'string' ? `${operation.description}\n\n` : '';
  const own = operation['x-codeSamples'] ?? operation['x-code-samples'];
  return {
    ...operation,
    ...(typeof operationId === 'string' && { operationId: redocId(operationId) }),
    description: `${text}[This operation on a page of its own](operations/${slug}.html)`,
    'x-codeSamples': own ?? redocSamples(requests),
  };
}

/** One for each language and media type, because Redoc distinguishes samples by label. */
function redocSamples(requests: readonly ShownRequest[]): readonly RedocSample[] {
  const samples = new Map<string, RedocSample>();
  for (const { example, snippets } of requests) {
    const media = example.call.body?.media.name ?? '';
    const isUsual = media === '' || media === requests[0]!.example.call.body?.media.name;
    for (const { lang, label, text } of snippets) {
      const name = isUsual ? label : `${label} · ${shortName(media)}`;
      if (samples.has(name)) continue;
      // Redoc colors no TypeScript.
      samples.set(name, {
        lang: lang === 'typescript' ? 'javascript' : lang,
        label: name,
        source: text,
      });
    }
  }
  return [...samples.values()];
}

/** `application/xml` becomes XML, because the menu of labels is narrow. */
function shortName(media: string): string {
  const range = parseMediaRange(media);
  if (range === undefined) return media;
  if (isForm(range)) return 'form';
  if (isMultipart(range)) return 'multipart';
  const known = range.suffix || range.subtype;
  return known.length <= 4 ? known.toUpperCase() : range.subtype;
}

function membersOf(value: unknown, name: string): JsonObject {
  const found = isObject(value) ? value[name] : undefined;
  return isObject(found) ? found : {};
}

function untagged(document: unknown): unknown {
  if (!isObject(document)) return document;
  const { tags, paths, ...rest } = document;
  const operation = (value: unknown) => (isObject(value) ? without(value, 'tags') : value);
  return { ...rest, paths: mapped(paths, (item) => mapped(item, operation)) };
}

/**
 * Removes unsafe links: Redoc makes links of these members with any scheme. A value without such
 * members stays the same object.
 */
function safeLinks(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map(safeLinks);
    return items.every((item, index) => item === value[index]) ? value : items;
  }
  if (!isObject(value)) return value;
  let safe: Record<string, unknown> | undefined;
  for (const key of Object.keys(value)) {
    const member = value[key];
    const isBad = isBadTerms(key, member);
    const made = isBad ? undefined : typeof member === 'object' ? safeMember(key, member) : member;
    if (!isBad && made === member) continue;
    safe ??= Object.assign(Object.create(null), value) as Record<string, unknown>;
    if (isBad) delete safe[key];
    else safe[key] = made;
  }
  return safe ?? value;
}

function safeMember(key: string, member: unknown): unknown {
  const isHolder = key === 'contact' || key === 'license' || key === 'externalDocs';
  const isBad = isHolder && isObject(member) && !isLink(member.url);
  return safeLinks(isBad ? without(member, 'url') : member);
}

function isBadTerms(key: string, value: unknown): boolean {
  return key === 'termsOfService' && typeof value === 'string' && !isLink(value);
}

function isLink(value: unknown): boolean {
  if (typeof value !== 'string') return true;
  const { protocol = '' } = parseUrl(value, 'https://relative.invalid') ?? {};
  return ['http:', 'https:', 'mailto:'].includes(protocol);
}

function without(value: object, name: string): unknown {
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== name));
}

function mapped(value: unknown, change: (member: unknown, key: string) => unknown): unknown {
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, change(item, key)]));
}
