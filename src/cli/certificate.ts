import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Listening } from '../mock/server.ts';
import type { TlsPair } from '../mock/tls.ts';
import type { Log } from './log.ts';

/** The files that hold a certificate and its key, and what they hold now. */
export interface CertificateFiles {
  /** Absolute paths. */
  readonly names: readonly string[];
  /** @throws {Error} when one cannot be read. */
  read(): Promise<TlsPair>;
}

/** The files of a certificate and its key; `undefined` where one of the two is not named. */
export function certificateFiles(
  cert: string | undefined,
  key: string | undefined,
  cwd: string,
): CertificateFiles | undefined {
  if (cert === undefined || key === undefined) return undefined;
  return {
    names: [cert, key].map((file) => path.resolve(cwd, file)),
    async read() {
      const [certText, keyText] = await Promise.all([readPem(cert, cwd), readPem(key, cwd)]);
      return { cert: certText, key: keyText };
    },
  };
}

async function readPem(file: string, cwd: string): Promise<string> {
  try {
    return await readFile(path.resolve(cwd, file), 'utf8');
  } catch (error) {
    throw new Error(`cannot read "${file}": ${(error as NodeJS.ErrnoException).code}`);
  }
}

/** Serves with the certificate as it is now; with the one of before where that is none. */
export async function renew(
  files: CertificateFiles,
  servers: readonly Extract<Listening, { ok: true }>[],
  log: Log,
): Promise<void> {
  try {
    const pair = await files.read();
    for (const server of servers) server.secure(pair);
    log.info('the certificate was loaded again');
  } catch (error) {
    log.error(`${(error as Error).message}; the certificate is the one of before the change`);
  }
}
