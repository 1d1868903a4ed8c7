import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { DigestOf, Input } from './inputs.ts';
import type { StepResult } from './step.ts';

/** Earlier results of APIs, by the contents of all their inputs. */
export interface ResultCache {
  /** The steps of an API, if none of their inputs has changed. */
  recall(name: string): Promise<readonly StepResult[] | undefined>;
  /** Stores the steps of an API; `read` has the digests of its inputs when they were read. */
  keep(
    name: string,
    steps: readonly StepResult[],
    inputs: readonly Input[],
    read: ReadonlyMap<Input, string>,
  ): Promise<void>;
  /** @throws the file system's error, if the file cannot be written. */
  save(): Promise<void>;
}

interface Entry {
  readonly key: string;
  readonly inputs: readonly Input[];
  readonly digest: string;
  readonly steps: readonly StepResult[];
}

/**
 * A cache in a file. `key` covers everything beside the inputs: versions and options. An unreadable
 * file is an empty cache.
 */
export async function openCache(
  file: string,
  key: string,
  digestOf: DigestOf,
): Promise<ResultCache> {
  const entries = await readEntries(file);
  const digestOfAll = async (inputs: readonly Input[], read?: ReadonlyMap<Input, string>) => {
    const each = inputs.map(
      async (input) => `${input}\0${read?.get(input) ?? (await digestOf(input))}`,
    );
    return createHash('sha256')
      .update((await Promise.all(each)).join('\n'))
      .digest('hex');
  };
  return {
    async recall(name) {
      const entry = entries.get(name);
      if (entry === undefined || entry.key !== key) return undefined;
      return (await digestOfAll(entry.inputs)) === entry.digest ? entry.steps : undefined;
    },
    async keep(name, steps, inputs, read) {
      const sorted = [...new Set(inputs)].sort();
      entries.set(name, { key, inputs: sorted, digest: await digestOfAll(sorted, read), steps });
    },
    async save() {
      await mkdir(path.dirname(file), { recursive: true });
      const beside = `${file}.${process.pid}`;
      await writeFile(beside, JSON.stringify({ format, entries: [...entries] }));
      await rename(beside, file);
    },
  };
}

const format = 3;

async function readEntries(file: string): Promise<Map<string, Entry>> {
  try {
    const read = JSON.parse(await readFile(file, 'utf8')) as {
      readonly format: unknown;
      readonly entries: readonly [string, Entry][];
    };
    return new Map(read.format === format ? read.entries : []);
  } catch {
    return new Map();
  }
}
