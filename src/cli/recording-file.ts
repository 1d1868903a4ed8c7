import { createWriteStream, mkdirSync, openSync, statSync, type WriteStream } from 'node:fs';
import path from 'node:path';
import type { Exchange } from '../http/exchange.ts';
import { writtenContent } from '../http/written-content.ts';
import { type Archived, harEntry, harOf } from '../recording/har-entry.ts';
import { lineOf } from '../recording/ndjson.ts';
import type { UnreadContents } from '../recording/recorded.ts';
import { readVersion } from '../report/version.ts';

/** A file that receives exchanges as they happen. */
export interface RecordingFile {
  readonly path: string;
  /**
   * `exchange` is without secrets; `url` is the URL of its request. Contents that were too long to
   * read are left out.
   */
  add(exchange: Exchange, url: string, milliseconds: number, unread?: UnreadContents): void;
  /** Resolves when everything is written. */
  end(): Promise<void>;
}

/**
 * Opens the target of `--record`: `.har` is a new archive, a folder gets a new NDJSON file, and
 * exchanges are appended to any other file as NDJSON.
 * @throws {Error} if the file system refuses it, or the archive already exists.
 */
export function openRecordingFile(given: string, cwd: string, now = new Date()): RecordingFile {
  const named = path.resolve(cwd, given);
  const isFolder =
    /[\\/]$/.test(given) || statSync(named, { throwIfNoEntry: false })?.isDirectory() === true;
  if (isFolder) mkdirSync(named, { recursive: true });
  const file = isFolder ? path.join(named, `${fileNameOf(now)}.ndjson`) : named;
  return /\.har$/i.test(file) ? harFile(file) : ndjsonFile(file);
}

/** `2026-11-29T10-15-00-000`: Windows allows no colons in names. */
function fileNameOf(now: Date): string {
  return now.toISOString().replace('Z', '').replace(/[:.]/g, '-');
}

function ndjsonFile(file: string): RecordingFile {
  const stream = streamTo(file, 'a');
  return {
    path: file,
    add(exchange, _url, _milliseconds, unread) {
      stream.write(`${lineOf(exchange, unread)}\n`);
    },
    end: () => ended(stream),
  };
}

function harFile(file: string): RecordingFile {
  const stream = streamTo(file, 'wx');
  // Exchanges are written as they happen, so the file lacks its end until it is closed.
  const after = ']}}';
  const before = JSON.stringify(harOf([], readVersion())).slice(0, -after.length);
  let separator = before;
  return {
    path: file,
    add(exchange, url, milliseconds, unread) {
      const entry = harEntry(archived(exchange, url, milliseconds, unread));
      stream.write(`${separator}\n${JSON.stringify(entry)}`);
      separator = ',';
    },
    end() {
      stream.write(`${separator === before ? before : ''}${after}\n`);
      return ended(stream);
    },
  };
}

function archived(
  { request, response }: Exchange,
  url: string,
  milliseconds: number,
  unread: UnreadContents = {},
): Archived {
  const contentOf = (body: Uint8Array, unreadSize: number | undefined) => ({
    size: unreadSize ?? body.length,
    content: unreadSize === undefined ? writtenContent(body) : undefined,
  });
  return {
    time: new Date(Date.now() - milliseconds).toISOString(),
    milliseconds: Math.round(milliseconds * 1000) / 1000,
    request: {
      method: request.method,
      url,
      headers: request.headers,
      ...contentOf(request.body, unread.request),
    },
    response: {
      ...{ status: response.status, headers: response.headers },
      ...contentOf(response.body, unread.response),
    },
  };
}

/** Opened at once, so that a refusal is known before anything is served. */
function streamTo(file: string, flags: 'a' | 'wx'): WriteStream {
  return createWriteStream(file, { fd: openSync(file, flags, 0o600) });
}

function ended(stream: WriteStream): Promise<void> {
  return new Promise((done) => stream.end(done));
}
