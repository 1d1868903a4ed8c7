import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { settingsOf } from '../../configuration.ts';
import { readConfiguration } from '../../configuration-file.ts';
import { messageOfStale } from '../../diff/approvals.ts';
import { policyOf } from '../../diff/policy.ts';
import { countOf, diffAsJson, diffAsMarkdown, diffAsText } from '../../diff/report.ts';
import { whyFilesRefuse } from '../../file-trouble.ts';
import type { ApiEntry } from '../../registry.ts';
import { messageOf } from '../../report/message.ts';
import { compareWithSource, fetchOrReason, type UpstreamState } from '../../upstream/compare.ts';
import { type Fetched, type Pin, pinFileOf, pinOf, readPin, writePin } from '../../upstream/pin.ts';
import { readCredentials } from '../../verify/credentials.ts';
import { selectIn, selectOrExplain } from '../apis.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { explain, type Terminal } from '../terminal.ts';
import { headerFlags } from '../verify-settings.ts';

export interface UpstreamOptions {
  readonly pin?: string;
  /** Whether a source may be pinned that is a web page instead of a contract. */
  readonly page?: boolean;
  /** `name: value`, where a value `env:NAME` is read from the environment. */
  readonly header?: readonly string[];
  readonly update?: boolean;
  readonly format: 'text' | 'markdown' | 'json';
  readonly json?: boolean;
}

/** `specwright upstream`: whether documents of other people's APIs still match their source. */
export async function upstream(
  args: readonly string[],
  options: UpstreamOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const read = await readCredentials(headerFlags(options.header ?? []), terminal.env);
  if (!read.ok) {
    explain(read.reason, terminal);
    return exitCode.couldNotRun;
  }
  const fields = read.values;
  if (options.pin !== undefined) {
    return pin(args, { url: options.pin, fields, mayBePage: options.page === true }, terminal);
  }
  const pinned = await pinnedDocuments(args, terminal);
  if (pinned === undefined) return exitCode.couldNotRun;

  const config = await readConfiguration(terminal.cwd);
  if (!config.ok) {
    explain(config.reason, terminal);
    return exitCode.couldNotRun;
  }
  const origins = new Set(pinned.map(({ pin }) => new URL(pin.url).origin));
  if (Object.keys(fields).length > 0 && origins.size > 1) {
    const list = [...origins].join(', ');
    explain(`a --header is for one origin, and there are ${list}; name the documents`, terminal);
    return exitCode.couldNotRun;
  }
  const states: UpstreamState[] = [];
  for (const { entry, pin } of pinned) {
    const policy = policyOf(settingsOf(config.config, entry.name).changes ?? {});
    if (typeof policy === 'string') {
      explain(`cannot use ${config.file}: ${policy}`, terminal);
      return exitCode.couldNotRun;
    }
    const { cwd, allowRemote } = terminal;
    const weighed = { cwd, allowRemote, policy };
    const { found, source, isEdited } = await compareWithSource(entry, pin, weighed, fields);
    for (const stale of found.diff?.staleApprovals ?? []) {
      terminal.note(`warning: ${entry.name}: ${messageOfStale(stale)}`);
    }
    if (options.update && source !== undefined) {
      await renew(entry.source, source, isEdited, terminal);
    }
    states.push(found);
    printState(found, options, terminal);
  }
  if ((options.json ? 'json' : options.format) === 'json') {
    const sources = states.map(({ diff, ...found }) => ({
      ...found,
      diff: diff === undefined ? null : diffAsJson(diff),
    }));
    terminal.out(JSON.stringify({ formatVersion: 1, sources }, null, 2));
  }
  if (states.some(({ state }) => state === 'unknown')) return exitCode.couldNotRun;
  return states.some(({ state }) => state === 'changed') ? exitCode.broken : exitCode.good;
}

interface Pinned {
  readonly entry: ApiEntry;
  readonly pin: Pin;
}

/** The requested documents, or all of the registry that have a pin. */
async function pinnedDocuments(
  args: readonly string[],
  terminal: Terminal,
): Promise<readonly Pinned[] | undefined> {
  const entries = await selectOrExplain(args, terminal);
  if (entries === undefined) return undefined;
  const pinned: Pinned[] = [];
  for (const entry of entries) {
    if (/^https?:/i.test(entry.source)) continue;
    const pin = await readPin(entry.source);
    if (typeof pin === 'string') {
      explain(pin, terminal);
      return undefined;
    }
    if (pin !== undefined) pinned.push({ entry, pin });
    else if (args.length > 0) {
      const file = path.relative(terminal.cwd, pinFileOf(entry.source));
      explain(
        `"${entry.name}" has no source: there is no "${file}"; "specwright upstream ${args[0]} --pin <url>" writes it`,
        terminal,
      );
      return undefined;
    }
  }
  if (pinned.length > 0) return pinned;
  explain(
    'no document has a source; "specwright upstream <document> --pin <url>" gives it one',
    terminal,
  );
  return undefined;
}

/** Writes the source's text into the document; an edited document stays unchanged. */
async function renew(
  document: string,
  now: Fetched,
  isEdited: boolean,
  terminal: Terminal,
): Promise<void> {
  const file = path.relative(terminal.cwd, document);
  if (isEdited) {
    terminal.note(`"${file}" was edited by hand and stays as it is; its pin is renewed`);
  } else {
    await writeFile(document, now.text);
    printOtherDocuments(now, file, terminal);
  }
  await writePin(document, pinOf(now, new Date()));
}

/** The document to pin, and how to fetch it. */
interface Wanted {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly mayBePage: boolean;
}

/** Why the fetched text must not be pinned. */
function whyNotPinned(text: string, mayBePage: boolean): string | undefined {
  if (text.trim() === '') return 'the answer is empty';
  if (mayBePage || !/^\s*</.test(text)) return undefined;
  return 'it is a page, perhaps one to sign in; with --header it may be a contract, and --page pins it as it is';
}

/** `--pin`: notes the source of a document, and downloads the document if it is missing. */
async function pin(
  args: readonly string[],
  { url, fields, mayBePage }: Wanted,
  terminal: Terminal,
): Promise<ExitCode> {
  const [name] = args;
  if (name === undefined || args.length > 1) {
    explain('name the one document that comes from the URL', terminal);
    return exitCode.couldNotRun;
  }
  const { selection } = await selectIn(terminal.cwd, [name]);
  const document = selection.ok ? selection.apis[0]!.source : path.resolve(terminal.cwd, name);
  const now = await fetchOrReason(url, terminal.cwd, fields);
  const reason = typeof now === 'string' ? now : whyNotPinned(now.text, mayBePage);
  if (typeof now === 'string' || reason !== undefined) {
    explain(`cannot pin "${name}" to "${url}": ${reason}`, terminal);
    return exitCode.couldNotRun;
  }
  const [finding] = now.loaded.findings;
  if (!existsSync(document) && now.loaded.api === undefined) {
    const why = finding === undefined ? '' : `: ${messageOf(finding)}`;
    explain(
      `cannot take "${name}" from "${url}", which is not an OpenAPI document${why}`,
      terminal,
    );
    return exitCode.couldNotRun;
  }
  try {
    // This never overwrites an existing file.
    await writeFile(document, now.text, { flag: 'wx' });
    printOtherDocuments(now, name, terminal);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EEXIST') {
      explain(
        code === 'ENOENT'
          ? `cannot write "${name}": its folder is not there`
          : (whyFilesRefuse(error) ?? `cannot write "${name}": ${String(error)}`),
        terminal,
      );
      return exitCode.couldNotRun;
    }
  }
  await writePin(document, pinOf(now, new Date()));
  terminal.note(
    `${path.relative(terminal.cwd, pinFileOf(document))} says now where "${name}" comes from`,
  );
  return exitCode.good;
}

/** Referenced documents are compared, but not downloaded. */
function printOtherDocuments({ documents }: Fetched, file: string, terminal: Terminal): void {
  const others = Object.keys(documents);
  if (others.length === 0) return;
  terminal.note(`"${file}" refers to other documents, which are not taken: ${others.join(', ')}`);
}

function printState(found: UpstreamState, options: UpstreamOptions, terminal: Terminal): void {
  const { api, url, state, diff, reason } = found;
  const format = options.json ? 'json' : options.format;
  if (diff !== undefined && format === 'text') {
    for (const line of diffAsText(diff)) terminal.out(line);
  }
  if (diff !== undefined && format === 'markdown') terminal.out(diffAsMarkdown(diff));
  const because = reason === undefined ? '' : `; ${reason}`;
  switch (state) {
    case 'unchanged':
      terminal.note(terminal.color('green', `${api}: ${url} has not changed`));
      break;
    case 'same contract':
      terminal.note(
        terminal.color('green', `${api}: ${url} is written otherwise, and says the same${because}`),
      );
      break;
    case 'approved':
      terminal.note(
        terminal.color(
          'green',
          `${api}: ${url} has changed, and all changes are approved: ${countOf(diff!.changes)}${because}`,
        ),
      );
      break;
    case 'changed':
      terminal.note(
        terminal.color(
          'red',
          `${api}: ${url} has changed${diff === undefined ? '' : `: ${countOf(diff.changes)}`}${because}`,
        ),
      );
      break;
    case 'unknown':
      explain(`${api}: ${reason}`, terminal);
  }
}
