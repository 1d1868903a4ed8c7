import { type AllowRemote, whyNotAllowed } from '../api/allow.ts';
import type { Api } from '../api/model.ts';
import { isObject } from '../api/node.ts';
import { readBytes } from '../api/read.ts';
import { parseUrl } from '../http/url.ts';
import { type Asset, asset } from './assets.ts';

/** The pictures that the texts of an API show, as files of the site. */
export interface Pictures {
  /** By the addresses that the texts have. */
  readonly files: ReadonlyMap<string, Asset>;
  /** The picture of `x-logo`. */
  readonly logo: Asset | undefined;
  readonly warnings: readonly string[];
}

/** More bytes than a picture in a text needs. */
const largest = 5_000_000;

/**
 * Reads the pictures beside a document, and allowed pictures of other hosts, because pages load
 * nothing from other hosts.
 */
export async function picturesOf(
  { name, root }: Api,
  document: unknown,
  allowRemote: AllowRemote,
): Promise<Pictures> {
  const info = isObject(document) && isObject(document.info) ? document.info : {};
  const written = isObject(info['x-logo']) ? info['x-logo'].url : undefined;
  const logoUrl = typeof written === 'string' && written !== '' ? written : undefined;
  const urls = new Set(pictureUrls(document));
  if (logoUrl !== undefined) urls.add(logoUrl);
  const files = new Map<string, Asset>();
  const warnings: string[] = [];
  const remote: string[] = [];
  for (const url of urls) {
    const found = await readPicture(url, root.uri, allowRemote);
    if (found.kind === 'read') {
      files.set(url, asset('picture', found.extension, found.bytes, `${name}/files`));
    } else if (found.kind === 'remote' && url !== logoUrl) remote.push(url);
    else if (found.kind !== 'inline') {
      const what = url === logoUrl ? 'the logo' : 'the picture';
      const reason = found.kind === 'remote' ? elsewhere : found.reason;
      warnings.push(`${what} "${url}" of ${name} is left out: ${reason}`);
    }
  }
  if (remote.length > 0) {
    const what =
      remote.length === 1 ? 'a picture is a link' : `${remote.length} pictures are links`;
    warnings.push(`${what} in ${name}, for example "${remote[0]}": ${elsewhere}`);
  }
  return { files, logo: logoUrl === undefined ? undefined : files.get(logoUrl), warnings };
}

const elsewhere = 'pages load nothing from other hosts; --allow-remote copies them to the site';

/** The addresses of all pictures in descriptions, as CommonMark and HTML write them. */
function* pictureUrls(value: unknown): Iterable<string> {
  if (!(value instanceof Object)) return;
  for (const [key, member] of Object.entries(value)) {
    if (member instanceof Object) yield* pictureUrls(member);
    else if (key === 'description' && typeof member === 'string') yield* urlsIn(member);
  }
}

function* urlsIn(text: string): Iterable<string> {
  if (text.includes('](')) {
    for (const [, url] of text.matchAll(/!\[[^\]]*\]\(\s*<?([^()\s<>]+)/g)) yield url!;
  }
  if (/<img/i.test(text)) {
    for (const [, , url] of text.matchAll(/<img\b[^<>]*?\ssrc\s*=\s*(["'])(.+?)\1/gi)) yield url!;
  }
}

type ReadPicture =
  | { readonly kind: 'read'; readonly bytes: Uint8Array; readonly extension: string }
  /** The picture is a part of the text. */
  | { readonly kind: 'inline' }
  | { readonly kind: 'remote' }
  | { readonly kind: 'unreadable'; readonly reason: string };

async function readPicture(
  url: string,
  base: string,
  allowRemote: AllowRemote,
): Promise<ReadPicture> {
  if (/^data:/i.test(url)) return { kind: 'inline' };
  const target = parseUrl(url, base);
  if (target === undefined) return { kind: 'unreadable', reason: 'it is not an address' };
  if (whyNotAllowed(target.href, base, allowRemote) !== undefined) return { kind: 'remote' };
  let bytes: Uint8Array;
  try {
    bytes = await readBytes(target.href, allowRemote);
  } catch (error) {
    return { kind: 'unreadable', reason: (error as Error).message.split('\n', 1)[0]! };
  }
  if (bytes.length > largest) {
    return { kind: 'unreadable', reason: `it has more than ${largest / 1e6} MB` };
  }
  const extension = extensionOf(bytes);
  return extension === undefined
    ? { kind: 'unreadable', reason: 'it is not a PNG, JPEG, GIF, WebP, or SVG without a script' }
    : { kind: 'read', bytes, extension };
}

/** The type of a picture by its first bytes, because hosts and names may be wrong. */
function extensionOf(bytes: Uint8Array): string | undefined {
  const start = String.fromCharCode(...bytes.subarray(0, 16));
  if (start.startsWith('\x89PNG')) return 'png';
  if (start.startsWith('\xff\xd8\xff')) return 'jpg';
  if (start.startsWith('GIF8')) return 'gif';
  if (start.startsWith('RIFF') && start.slice(8, 12) === 'WEBP') return 'webp';
  const text = new TextDecoder().decode(bytes);
  // Opened alone, it could run scripts.
  const isActive = /<script|<foreignObject|\son\w+\s*=|javascript:/i.test(text);
  return /<svg[\s>]/i.test(text.slice(0, 4_000)) && !isActive ? 'svg' : undefined;
}
