import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { fileReason } from '../file-trouble.ts';
import { readAccessLine } from './access-log.ts';
import { decodedRecording } from './decoded.ts';
import { readHar } from './har.ts';
import { readLine } from './ndjson.ts';
import type { ReadExchange } from './recorded.ts';

/** A HAR is one JSON text, so that it must be read as a whole. */
const longestHar = 256 * 2 ** 20;

/** The exchanges of a recording, or the reason why the file is not a recording. */
export type OpenedRecording =
  | { readonly ok: true; readonly exchanges: AsyncIterable<ReadExchange> | Iterable<ReadExchange> }
  | { readonly ok: false; readonly reason: string };

/** Opens a HAR, NDJSON or an access log. The last two are read line by line, at any length. */
export async function openRecording(path: string): Promise<OpenedRecording> {
  const found = await stat(path).catch((error: Error) => error);
  if (found instanceof Error) return { ok: false, reason: fileReason(found) ?? found.message };
  if (found.isDirectory()) return { ok: false, reason: 'it is a folder' };
  if (!/\.har$/i.test(path)) return { ok: true, exchanges: readLines(path) };
  if (found.size > longestHar) {
    const size = `${Math.round(found.size / 2 ** 20)} MiB`;
    return {
      ok: false,
      reason: `it has ${size}, and a HAR may have 256; NDJSON may have any size`,
    };
  }
  const read = readHar(await readFile(path, 'utf8'));
  return read.ok ? { ok: true, exchanges: decodedEach(read.exchanges) } : read;
}

async function* readLines(path: string): AsyncIterable<ReadExchange> {
  let number = 0;
  const lines = createInterface({
    input: createReadStream(path),
    crlfDelay: Number.POSITIVE_INFINITY,
  });
  for await (const line of lines) {
    number += 1;
    if (line.trim() === '') continue;
    const name = `line ${number}`;
    const text = line.replace(/^\ufeff/, '');
    yield decoded(readAccessLine(name, text) ?? readLine(name, text));
  }
}

function* decodedEach(exchanges: Iterable<ReadExchange>): Iterable<ReadExchange> {
  for (const one of exchanges) yield decoded(one);
}

function decoded(read: ReadExchange): ReadExchange {
  return read.ok ? { ok: true, recorded: decodedRecording(read.recorded) } : read;
}
