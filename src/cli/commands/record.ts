import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import type { Api } from '../../api/model.ts';
import { settingsOf } from '../../configuration.ts';
import { readConfiguration } from '../../configuration-file.ts';
import { applyChanges } from '../../init/apply.ts';
import type { SourceDocument } from '../../json/document.ts';
import { createJudge } from '../../judge/judge.ts';
import type { Recorded } from '../../recording/recorded.ts';
import { type MediaTypeAddition, recordedExamples } from '../../traffic/examples.ts';
import { unifiedDiff } from '../../traffic/text-diff.ts';
import { withSplices, writeExamples } from '../../traffic/write-examples.ts';
import { apisOrExplain } from '../apis.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { openPrompt } from '../prompt.ts';
import { printLeftOut, recordedOrExplain } from '../recorded-file.ts';
import { type Records, recordedSeeds } from '../recorded-seeds.ts';
import { explain, type Terminal } from '../terminal.ts';

export interface ApplyOptions {
  readonly baseUrl?: string;
  readonly limit: number;
  /** A file for the records of the stateful mock, in place of examples in the documents. */
  readonly seedData?: string;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

/**
 * `specwright record apply`: adds recorded contents to the documents as examples, after showing a
 * diff.
 */
export async function applyRecording(
  file: string,
  args: readonly string[],
  { baseUrl, limit, seedData, dryRun = false, yes = false }: ApplyOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const apis = await apisOrExplain(args, terminal);
  if (apis === undefined) return exitCode.couldNotRun;
  const recorded = await recordedOrExplain(file, terminal, path.basename(file));
  if (recorded === undefined) return exitCode.couldNotRun;
  if (seedData !== undefined) {
    const written = { file: seedData, dryRun, yes, baseUrl };
    return writeSeeds(apis, recorded, written, terminal);
  }
  const judges = apis.map((api) => createJudge(api));
  const options = { most: limit, ...(baseUrl !== undefined && { baseUrl }) };
  const { additions, leftOut, known } = recordedExamples(judges, recorded, options);
  printLeftOut(leftOut, terminal);
  const changes = [...byDocument(additions)].flatMap(([document, own]) =>
    changeOf(document, own, terminal),
  );
  if (changes.length === 0) {
    const shown = known > 0 ? ` (${known} are shown already, or are more than --limit)` : '';
    terminal.note(`the recording has no new examples${shown}`);
    return exitCode.good;
  }
  for (const { diff } of changes) for (const line of diff) terminal.out(line);
  const code = await writeAgreed('examples', changes, { dryRun, yes }, terminal);
  if (code !== undefined) return code;
  for (const { label, count } of changes) {
    terminal.note(`changed ${label}: ${count} ${count === 1 ? 'example' : 'examples'}`);
  }
  return exitCode.good;
}

function byDocument(
  additions: readonly MediaTypeAddition[],
): ReadonlyMap<SourceDocument, readonly MediaTypeAddition[]> {
  const grouped = new Map<SourceDocument, MediaTypeAddition[]>();
  for (const one of additions) {
    const { document } = one.at;
    grouped.set(document, [...(grouped.get(document) ?? []), one]);
  }
  return grouped;
}

function changeOf(
  document: SourceDocument,
  additions: readonly MediaTypeAddition[],
  terminal: Terminal,
) {
  const { uri, label, text } = document;
  if (!uri.startsWith('file:')) {
    terminal.note(`left out what is in ${label}: it is not a file of this machine`);
    return [];
  }
  const wanted = additions.map(({ at, examples }) => ({ pointer: at.pointer, examples }));
  const { splices, refused } = writeExamples(text, wanted);
  for (const { addition, reason } of refused) {
    const { line } = document.position(addition.pointer);
    terminal.note(`left out examples at ${label}:${line}: ${reason}`);
  }
  if (splices.length === 0) return [];
  const count = wanted
    .filter((one) => refused.every(({ addition }) => addition !== one))
    .reduce((sum, { examples }) => sum + examples.length, 0);
  const after = withSplices(text, splices);
  return [
    {
      ...{ path: fileURLToPath(uri), before: text, after, keeps: true },
      ...{ label, count, diff: unifiedDiff(label, text, splices) },
    },
  ];
}

/** Writes the shown changes if the user agrees; the exit code if they are not written. */
async function writeAgreed(
  what: string,
  changes: Parameters<typeof applyChanges>[0],
  { dryRun, yes }: { readonly dryRun: boolean; readonly yes: boolean },
  terminal: Terminal,
): Promise<ExitCode | undefined> {
  if (dryRun) return exitCode.good;
  if (!yes && !(await isAgreed(what, terminal))) {
    explain('nothing was written', terminal);
    return exitCode.couldNotRun;
  }
  try {
    await applyChanges(changes, terminal.cwd);
  } catch (error) {
    explain(`cannot write the ${what}: ${(error as Error).message}`, terminal);
    return exitCode.couldNotRun;
  }
  return undefined;
}

/** Without a person to ask, the command itself counts as consent. */
async function isAgreed(what: string, terminal: Terminal): Promise<boolean> {
  if (!terminal.interactive || process.stdin.isTTY !== true) return true;
  const prompt = openPrompt();
  try {
    return await prompt.yes(`Write these ${what}?`, false);
  } finally {
    prompt.close();
  }
}

interface SeedWish {
  readonly file: string;
  readonly dryRun: boolean;
  readonly yes: boolean;
  readonly baseUrl: string | undefined;
}

/** The recorded items become the file of records that a stateful mock begins with, shown as a diff first. */
async function writeSeeds(
  apis: readonly Api[],
  recorded: readonly Recorded[],
  { file, dryRun, yes, baseUrl }: SeedWish,
  terminal: Terminal,
): Promise<ExitCode> {
  const read = await readConfiguration(terminal.cwd, apis);
  if (!read.ok) {
    explain(read.reason, terminal);
    return exitCode.couldNotRun;
  }
  const all: Record<string, Records> = {};
  let count = 0;
  for (const api of apis) {
    const { roles } = settingsOf(read.config, api.name);
    const seeds = recordedSeeds(api, recorded, { baseUrl, roles });
    printLeftOut(seeds.leftOut, terminal);
    count += seeds.count;
    if (seeds.count > 0) all[api.name] = seeds.records;
  }
  if (count === 0) {
    terminal.note('the recording shows no items of a resource');
    return exitCode.good;
  }
  const target = path.resolve(terminal.cwd, file);
  const before = existsSync(target) ? readFileSync(target, 'utf8') : undefined;
  const data = apis.length === 1 ? all[apis[0]!.name] : all;
  const isJson = /\.json$/i.test(file);
  const after = isJson ? `${JSON.stringify(data, null, 2)}\n` : stringify(data);
  if (before === after) {
    terminal.note(`${file} has these records already`);
    return exitCode.good;
  }
  const text = before ?? '';
  for (const line of unifiedDiff(file, text, [{ from: 0, to: text.length, text: after }])) {
    terminal.out(line);
  }
  const change = { path: target, before, after, keeps: false };
  const code = await writeAgreed('records', [change], { dryRun, yes }, terminal);
  if (code !== undefined) return code;
  terminal.note(`wrote ${file}: ${count} ${count === 1 ? 'record' : 'records'}`);
  return exitCode.good;
}
