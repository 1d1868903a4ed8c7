import { appendFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type BaseWanted, openBase, type Task } from '../../check/base.ts';
import type { Base } from '../../check/breaking.ts';
import { openCache } from '../../check/cache.ts';
import { createDigests, inputsOf, linterFiles } from '../../check/inputs.ts';
import { checkAll } from '../../check/pool.ts';
import { alignedTable, annotationOf, lineOf, markdownOf, tableOf } from '../../check/report.ts';
import { type ApiCheck, type StepResult, stepNames, worstOf } from '../../check/step.ts';
import type { ApiEntry } from '../../registry.ts';
import { sayGone } from '../../sources/former.ts';
import { GitTrouble } from '../../sources/git.ts';
import { loadContract } from '../contracts.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { explain, selectOrExplain } from '../select.ts';
import type { Terminal } from '../terminal.ts';

export interface CheckOptions {
  readonly baseRef?: string;
  readonly base?: string;
  readonly generated: string;
  readonly fix?: boolean;
  /** Whether what has not changed since the last time is not looked at again. */
  readonly cache: boolean;
  readonly json?: boolean;
  /** `KIND=FILE`: `json`, `github` or `markdown`, to a file or to `-`. */
  readonly report: readonly string[];
}

/** `specwright check`: all that CI should know of the contracts, in one table. */
export async function check(
  args: readonly string[],
  options: CheckOptions,
  version: string,
  terminal: Terminal,
): Promise<ExitCode> {
  const { cwd } = terminal;
  const reports = readReports(options, terminal);
  const entries = await selectOrExplain(args, terminal);
  if (entries === undefined || reports === undefined) return exitCode.couldNotRun;
  const wanted = baseFrom(options, entries, terminal);
  if (wanted === 'wrong') return exitCode.couldNotRun;
  let checks: readonly ApiCheck[];
  try {
    const base = await openBase(wanted, cwd);
    checks = [
      ...(await checksOf(entries, { wanted, base }, options, version, terminal)),
      ...(args.length === 0 ? goneFrom(entries, base) : []),
    ];
  } catch (error) {
    if (!(error instanceof GitTrouble)) throw error;
    explain(`cannot compare with the base: ${error.message}`, terminal);
    return exitCode.couldNotRun;
  }
  if (!options.json) show(checks, terminal);
  for (const { kind, file } of reports) {
    const text = written[kind](checks);
    if (file === '-') terminal.out(text);
    // Others write to the summary of a job as well.
    else if (file === terminal.env.GITHUB_STEP_SUMMARY) await appendFile(file, text);
    else await writeFile(path.resolve(cwd, file), text);
  }
  const worst = worstOf(checks.flatMap(({ steps }) => steps.map(({ verdict }) => verdict)));
  if (worst === 'could-not-run') return exitCode.couldNotRun;
  return worst === 'broken' ? exitCode.broken : exitCode.good;
}

async function checksOf(
  entries: readonly ApiEntry[],
  { wanted, base }: { readonly wanted: BaseWanted | undefined; readonly base: Base | undefined },
  options: CheckOptions,
  version: string,
  terminal: Terminal,
): Promise<readonly ApiCheck[]> {
  const { cwd, allowRemote } = terminal;
  const { generated, fix = false } = options;
  const digestOf = await createDigests(base, cwd);
  const shared = await linterFiles(cwd);
  // A base that is no file of git may change without being seen.
  const mayRemember = options.cache && !fix && wanted?.kind !== 'source';
  const key = JSON.stringify([
    version,
    process.version,
    allowRemote,
    generated,
    wanted !== undefined,
  ]);
  const memory = await openCache(
    path.resolve(cwd, 'node_modules/.cache/specwright/check.json'),
    key,
    digestOf,
  );
  const checks = new Map<string, ApiCheck>();
  const tasks: Task[] = [];
  for (const entry of entries) {
    const steps = mayRemember ? await memory.recall(entry.name) : undefined;
    if (steps === undefined) tasks.push({ entry, cwd, allowRemote, generated, base: wanted, fix });
    else checks.set(entry.name, { name: entry.name, steps, remembered: true });
  }
  await checkAll(tasks, async ({ entry }, steps) => {
    checks.set(entry.name, { name: entry.name, steps, remembered: false });
    if (terminal.interactive) terminal.note(terminal.colour('dim', `looked at ${entry.name}`));
    if (mayRemember && isLasting(entry, steps) && !(await hasMoved(entry, base))) {
      const { files } = await loadContract(entry, terminal);
      await memory.keep(entry.name, steps, [
        ...inputsOf([...files.keys()], generated, entry.name),
        ...shared,
      ]);
    }
  });
  if (mayRemember) {
    await memory.save().catch((error: Error) => {
      terminal.note(`everything is looked at again the next time: ${error.message}`);
    });
  }
  return entries.map(({ name }) => checks.get(name)!);
}

/** What could not be done may be possible the next time; what is at a URL changes unseen. */
function isLasting({ source }: ApiEntry, steps: readonly StepResult[]): boolean {
  return !/^https?:/i.test(source) && steps.every(({ verdict }) => verdict !== 'could-not-run');
}

/** Whether an API was another file at the base, which is not among the inputs of its result. */
async function hasMoved({ name, source }: ApiEntry, base: Base | undefined): Promise<boolean> {
  if (base?.kind !== 'git') return false;
  const before = await base.apis.find(name, source).catch(() => undefined);
  return before !== undefined && before !== source;
}

/** The APIs that the registry named at the base and names no longer, which nobody can check. */
function goneFrom(entries: readonly ApiEntry[], base: Base | undefined): readonly ApiCheck[] {
  if (base?.kind !== 'git') return [];
  const { apis, tree } = base;
  return apis.names
    .filter((name) => !entries.some((entry) => entry.name === name))
    .map((name) => {
      const note = sayGone(name, apis, tree);
      const breaking: StepResult = {
        step: 'breaking',
        verdict: 'could-not-run',
        problems: [],
        note,
      };
      return { name, steps: [breaking], remembered: false };
    });
}

function show(checks: readonly ApiCheck[], terminal: Terminal): void {
  for (const { name, steps } of checks) {
    for (const { step, verdict, note, problems } of steps) {
      for (const problem of problems) terminal.out(lineOf(problem));
      if (verdict === 'could-not-run') explain(`cannot check ${name}, ${step}: ${note}`, terminal);
    }
  }
  const [head = '', ...rows] = alignedTable(tableOf(checks));
  terminal.note(terminal.colour('bold', head));
  for (const [index, row] of rows.entries()) {
    const worst = worstOf(checks[index]!.steps.map(({ verdict }) => verdict));
    terminal.note(worst === 'good' ? row : terminal.colour('red', row));
  }
  const remembered = checks.filter((one) => one.remembered).length;
  if (remembered > 0) {
    const what = remembered === checks.length ? 'nothing' : `${remembered} of ${checks.length}`;
    terminal.note(
      remembered === checks.length
        ? 'nothing has changed since the last time (--no-cache looks again)'
        : `${what} have not changed since the last time (--no-cache looks again)`,
    );
  }
}

type Kind = 'json' | 'github' | 'markdown';

const written: Readonly<Record<Kind, (checks: readonly ApiCheck[]) => string>> = {
  json: (checks) => JSON.stringify({ formatVersion: 1, steps: stepNames, apis: checks }, null, 2),
  markdown: markdownOf,
  github: (checks) =>
    checks
      .flatMap(({ steps }) => steps.flatMap(({ problems }) => problems.map(annotationOf)))
      .join('\n'),
};

function readReports(
  { report, json }: CheckOptions,
  terminal: Terminal,
): readonly { readonly kind: Kind; readonly file: string }[] | undefined {
  const texts = json === true ? [...report, 'json=-'] : report;
  const reports = texts.map((text) => {
    const equals = text.indexOf('=');
    return { kind: text.slice(0, equals) as Kind, file: text.slice(equals + 1) };
  });
  const wrong = reports.findIndex(({ kind, file }) => !Object.hasOwn(written, kind) || file === '');
  if (wrong === -1) return reports;
  const kinds = Object.keys(written).join(', ');
  explain(
    `cannot write the report "${texts[wrong]}": it is written KIND=FILE, with ${kinds}`,
    terminal,
  );
  return undefined;
}

function baseFrom(
  { base, baseRef }: CheckOptions,
  entries: readonly ApiEntry[],
  terminal: Terminal,
): BaseWanted | undefined | 'wrong' {
  if (baseRef !== undefined) return { kind: 'git', ref: baseRef };
  if (base === undefined) return undefined;
  if (entries.length === 1) return { kind: 'source', source: base };
  explain('cannot compare several APIs with one --base; name one, or use --base-ref', terminal);
  return 'wrong';
}
