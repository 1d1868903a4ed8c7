import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isObject } from '../api/node.ts';
import { readConfiguration } from '../configuration-file.ts';
import { whyFilesRefuse } from '../file-trouble.ts';
import { parseSource, type SourceDocument } from '../json/document.ts';
import type { StatefulOptions } from '../mock/mock-options.ts';
import type { Engine } from '../mock/responder.ts';
import type { Terminal } from './terminal.ts';

/** The flags about the state of a mock. */
export interface StateFlags {
  readonly stateful?: boolean;
  readonly seedData?: string;
  readonly seedCount?: number;
  readonly store?: string;
  readonly engine: Engine;
  readonly workers: number;
}

/** Whether and how a mock is stateful, or why the flags are invalid. */
export type StateSettings =
  | {
      readonly ok: true;
      readonly stateful: false | StatefulOptions;
      readonly seeds: SourceDocument | undefined;
    }
  | { readonly ok: false; readonly reason: string };

/** Reads the flags, the initial records, and the roles of operations in the configuration. */
export async function stateSettings(
  { stateful = false, seedData, seedCount, store, engine, workers }: StateFlags,
  { cwd }: Pick<Terminal, 'cwd'>,
): Promise<StateSettings> {
  if (!stateful) {
    const given = { '--seed-data': seedData, '--seed-count': seedCount, '--store': store };
    const flag = Object.entries(given).find(([, value]) => value !== undefined)?.[0];
    if (flag === undefined) return { ok: true, stateful: false, seeds: undefined };
    return refuse(`${flag} works only with --stateful; add it, or leave out this flag`);
  }
  if (engine === 'prism') {
    return refuse('Prism keeps no state; leave out --engine prism or --stateful');
  }
  if (workers > 1 && store === undefined) {
    return refuse(
      `cannot share the state among ${workers} workers, because each keeps its own in its memory; ` +
        'name a shared store with --store, or leave out --workers or --stateful',
    );
  }
  const read = await readConfiguration(cwd);
  if (!read.ok) return read;
  const { apis = {} } = read.config;
  const roles = Object.fromEntries(
    Object.entries(apis).flatMap(([name, { roles: own }]) => (own ? [[name, own]] : [])),
  );
  const seeds = seedData === undefined ? undefined : await readSeeds(seedData, cwd);
  if (seeds?.ok === false) return seeds;
  return {
    ok: true,
    stateful: {
      roles,
      ...(seeds && { seedData: seeds.document.value as StatefulOptions['seedData'] & object }),
      ...(seedCount !== undefined && { seedCount }),
      ...(store !== undefined && { store }),
    },
    seeds: seeds?.document,
  };
}

async function readSeeds(file: string, cwd: string) {
  const path = resolve(cwd, file);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    return refuse(`cannot read the seed data: ${whyFilesRefuse(error) ?? error}`);
  }
  const parsed = parseSource(pathToFileURL(path).href, file, text);
  const { document } = parsed;
  if (parsed.ok && isObject(document.value)) return { ok: true as const, document };
  const { line, column } = document.position('');
  const reason = parsed.ok ? 'expected records by the names of their resources' : parsed.reason;
  return refuse(`${file}:${line}:${column}: ${reason}`);
}

function refuse(reason: string): { readonly ok: false; readonly reason: string } {
  return { ok: false, reason };
}
