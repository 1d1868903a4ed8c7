import type { Api } from '../../api/model.ts';
import { settingsOf } from '../../configuration.ts';
import { readConfiguration } from '../../configuration-file.ts';
import { driftText } from '../../generate/drift.ts';
import {
  checkGenerated,
  type GenerateOptions as Target,
  writeGenerated,
} from '../../generate/generate.ts';
import { outputOf } from '../../generate/output.ts';
import { renamedText } from '../../generate/renamed.ts';
import { selectedApi, unmatchedText } from '../../generate/selected.ts';
import { type GenerateSettings, generateKeys } from '../../generate-settings.ts';
import type { ApiEntry } from '../../registry.ts';
import { type Contract, filesOf, loadContracts, reloadContracts } from '../../sources/contract.ts';
import { watchFiles } from '../../sources/watch.ts';
import { selectOrExplain, wholeApisOf } from '../apis.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { stopRequested } from '../stop.ts';
import { explain, type Terminal } from '../terminal.ts';

export interface GenerateOptions extends GenerateSettings {
  readonly check?: boolean;
  readonly watch?: boolean;
  readonly force?: boolean;
  readonly out: string;
  readonly name?: string;
}

type OwnTarget = Target & Required<Pick<Target, 'output'>>;

/**
 * `specwright generate`: types and a client for each API; with `--check`, whether they are current.
 */
export async function generate(
  args: readonly string[],
  options: GenerateOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const { check, watch, out, force = false } = options;
  if (check && watch) {
    explain('--check writes nothing, so there is nothing to --watch for', terminal);
    return exitCode.couldNotRun;
  }
  const selected = await selectOrExplain(args, terminal);
  if (selected === undefined) return exitCode.couldNotRun;
  const wrong = wrongName(options.name, selected);
  if (wrong !== undefined) {
    explain(wrong, terminal);
    return exitCode.couldNotRun;
  }
  const entries = selected.map((entry) => ({ ...entry, name: options.name ?? entry.name }));
  const read = await readConfiguration(terminal.cwd, selected);
  if (!read.ok) {
    explain(read.reason, terminal);
    return exitCode.couldNotRun;
  }
  const flags = Object.entries(options).filter(([name]) => name in generateKeys);
  const target: OwnTarget = {
    ...{ cwd: terminal.cwd, outDir: out, complete: args.length === 0, force },
    output: ({ name }) =>
      outputOf({
        ...settingsOf(read.config, options.name === undefined ? name : selected[0]!.name).generate,
        ...Object.fromEntries(flags),
      }),
  };
  if (watch) return follow(entries, target, terminal);

  const apis = wholeApisOf(await loadContracts(entries, terminal), terminal);
  if (apis === undefined) return exitCode.couldNotRun;
  if (!check) return write(apis, target, terminal);
  const drift = await checkGenerated(apis, target);
  if (drift.length > 0) terminal.out(driftText(drift));
  else terminal.note(`${out}/ is what the contracts say`);
  return drift.length > 0 ? exitCode.broken : exitCode.good;
}

/** A name is a folder, too. */
function wrongName(name: string | undefined, selected: readonly ApiEntry[]): string | undefined {
  if (name === undefined) return undefined;
  if (selected.length !== 1) {
    return `cannot call ${selected.length} APIs "${name}": name one API in the command`;
  }
  if (/^\w[\w.@-]*$/.test(name)) return undefined;
  return `"${name}" is not a name of an API: it has letters, digits, "_", "-", "." and "@", and begins with one of the first three`;
}

async function write(
  apis: readonly Api[],
  target: OwnTarget,
  terminal: Terminal,
): Promise<ExitCode> {
  const { written, unchanged, removed, troubles } = await writeGenerated(apis, target);
  const selected = apis.map((api) => selectedApi(api, target.output(api)));
  for (const line of selected.flatMap(renamedText)) explain(line, terminal);
  for (const line of apis.flatMap((api) => unmatchedText(api, target.output(api)))) {
    explain(line, terminal);
  }
  for (const file of written) terminal.out(`wrote ${file}`);
  for (const file of removed) terminal.out(`removed ${file}`);
  if (unchanged.length > 0) terminal.note(`${unchanged.length} files were already right`);
  for (const trouble of troubles) explain(trouble, terminal);
  return troubles.length > 0 ? exitCode.couldNotRun : exitCode.good;
}

/** Writes, and writes again after each change of a document, until it is stopped. */
async function follow(
  entries: readonly ApiEntry[],
  target: OwnTarget,
  terminal: Terminal,
): Promise<ExitCode> {
  const stopped = stopRequested();
  let contracts: readonly Contract[] = [];
  let running = Promise.resolve();
  const round = async (changed: ReadonlySet<string>) => {
    contracts = await reloadContracts(entries, contracts, changed, terminal);
    watcher.follow(filesOf(contracts));
    const apis = wholeApisOf(contracts, terminal);
    if (apis !== undefined) await write(apis, target, terminal);
    terminal.note(`${terminal.color('dim', 'waiting for a change; Ctrl+C ends')}`);
  };
  const watcher = watchFiles((changed) => {
    running = running.then(() => round(changed));
  });
  // A watcher alone keeps no process running.
  const awake = setInterval(() => undefined, 2 ** 30);
  await round(new Set());
  await stopped;
  clearInterval(awake);
  watcher.close();
  await running;
  return exitCode.good;
}
