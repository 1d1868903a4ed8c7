import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Servers } from '../mock/servers.ts';
import type { TlsPair } from '../mock/tls.ts';
import type { Log } from './log.ts';

/** The files that hold a certificate and its key. */
export interface CertificateFiles {
  /** The last contents of each file, by absolute path; `undefined` if it could not be read. */
  readonly held: ReadonlyMap<string, string | undefined>;
  /** @throws {Error} when one cannot be read. */
  read(): Promise<TlsPair>;
}

/** The files of a certificate and its key; `undefined` if one of the two is missing. */
export function certificateFiles(
  cert: string | undefined,
  key: string | undefined,
  cwd: string,
): CertificateFiles | undefined {
  if (cert === undefined || key === undefined) return undefined;
  const held = new Map<string, string | undefined>(
    [cert, key].map((name) => [path.resolve(cwd, name), undefined]),
  );
  const readPem = async (name: string): Promise<string> => {
    const file = path.resolve(cwd, name);
    held.set(file, undefined);
    try {
      const text = await readFile(file, 'utf8');
      held.set(file, text);
      return text;
    } catch (error) {
      throw new Error(`cannot read "${name}": ${(error as NodeJS.ErrnoException).code}`);
    }
  };
  return {
    held,
    async read() {
      const [certText, keyText] = await Promise.all([readPem(cert), readPem(key)]);
      return { cert: certText, key: keyText };
    },
  };
}

/** Serves with the current certificate; keeps the earlier one if the new one is invalid. */
export async function renew(files: CertificateFiles, servers: Servers, log: Log): Promise<void> {
  try {
    servers.secure(await files.read());
    log.info('the certificate was loaded again');
  } catch (error) {
    log.error(`${(error as Error).message}; the mock keeps the certificate from before the change`);
  }
}
