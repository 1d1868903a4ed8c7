import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { AllowRemote } from './allow.ts';
import { type LoadedApi, loadUri } from './load-uri.ts';
import { readBytes, readUri } from './read.ts';

export type { LoadedApi };

export interface LoadOptions {
  /** The API's name; by default from the source. */
  readonly name?: string;
  /** The base of relative paths and of labels. */
  readonly cwd?: string;
  /**
   * Whether references may lead to documents on other hosts: to all, or to some origins, such as
   * `['https://schemas.example.com']`. By default not.
   */
  readonly allowRemote?: AllowRemote;
  /**
   * Whether `nullable: true` also allows null beside `$ref`, `allOf`, `anyOf`, `oneOf` and `enum`,
   * as many generators intend. In OpenAPI 3.0 it has no effect there (3.0.4 section 4.7.24.1).
   */
  readonly lenientNullable?: boolean;
  /** Reads the text of a URI; by default from files and servers. */
  readonly read?: (uri: string) => Promise<string>;
  /** Reads the bytes of an example's URI; by default with `read`, as text. */
  readonly readBytes?: (uri: string) => Promise<Uint8Array>;
  /** Names a document in messages; by default by its path below `cwd`, or its URI. */
  readonly label?: (uri: string) => string;
}

/**
 * Loads an OpenAPI 3.x document from a path or an http(s) URL, with the documents that it refers
 * to. A file may refer to files, and a URL to its own origin; everything else needs `allowRemote`.
 */
export async function loadApi(source: string, options: LoadOptions = {}): Promise<LoadedApi> {
  const cwd = options.cwd ?? process.cwd();
  const uri = /^https?:/i.test(source)
    ? new URL(source).href
    : pathToFileURL(path.resolve(cwd, source)).href;
  const { name, allowRemote, lenientNullable } = options;
  return loadUri(uri, {
    ...{ name, allowRemote, lenientNullable },
    read: options.read ?? ((target) => readUri(target, allowRemote)),
    readBytes:
      options.readBytes ?? (options.read ? undefined : (target) => readBytes(target, allowRemote)),
    label: options.label ?? ((target) => labelOf(target, cwd)),
  });
}

/** A path below the working directory is shown relative to it; everything else in full. */
function labelOf(uri: string, cwd: string): string {
  const file = uri.startsWith('file:') ? fileOf(uri) : undefined;
  if (file === undefined) return uri;
  const relative = path.relative(cwd, file);
  return relative.startsWith('..') || path.isAbsolute(relative) ? file : relative;
}

/** Some file URIs have no path: `file:///%zz`, `file:///a%2Fb`, `file://host/a`. */
function fileOf(uri: string): string | undefined {
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined;
  }
}
