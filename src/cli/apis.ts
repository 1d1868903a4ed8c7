import type { Api } from '../api/model.ts';
import { configuredEntries } from '../configuration-file.ts';
import { danglingSchemas } from '../lint/dangling.ts';
import {
  type ApiEntry,
  type Registry,
  readRegistry,
  type Selection,
  selectApis,
} from '../registry.ts';
import { messageWithPlace } from '../report/message.ts';
import { type Contract, loadContracts, usableApi } from '../sources/contract.ts';
import { explain, type Terminal } from './terminal.ts';

/** The APIs of a command, and the files that define them. */
export interface Selected {
  readonly selection: Selection;
  readonly files: Registry['files'];
  /** The source of API names: `redocly.yaml`. */
  readonly from: string;
}

export async function selectIn(cwd: string, args: readonly string[]): Promise<Selected> {
  const registry = await readRegistry(cwd);
  const { files, from } = registry;
  const selection = await selectApis(registry, args, cwd);
  return {
    selection: selection.ok ? await configuredEntries(selection.apis, cwd) : selection,
    files,
    from,
  };
}

/** The APIs of a command; explains and returns nothing if they are unknown. */
export async function selectOrExplain(
  args: readonly string[],
  terminal: Terminal,
): Promise<readonly ApiEntry[] | undefined> {
  const { selection } = await selectIn(terminal.cwd, args);
  if (selection.ok) return selection.apis;
  explain(selection.message, terminal);
  return undefined;
}

/** The loaded APIs of a command; explains if one cannot be loaded. */
export async function apisOrExplain(
  args: readonly string[],
  terminal: Terminal,
  usable = apisOf,
): Promise<readonly Api[] | undefined> {
  const entries = await selectOrExplain(args, terminal);
  if (entries === undefined) return undefined;
  return usable(await loadContracts(entries, terminal), terminal);
}

/** The APIs of loaded contracts; explains if one cannot be used. */
export function apisOf(
  contracts: readonly Contract[],
  terminal: Terminal,
): readonly Api[] | undefined {
  for (const finding of contracts.flatMap(({ findings }) => findings)) {
    explain(messageWithPlace(finding), terminal);
  }
  const apis = contracts.map(usableApi).filter((api) => api !== undefined);
  return apis.length === contracts.length ? apis : undefined;
}

/** Loads APIs for commands that compile no schema, and so would miss dangling references. */
export function wholeApisOf(
  contracts: readonly Contract[],
  terminal: Terminal,
): readonly Api[] | undefined {
  const apis = apisOf(contracts, terminal);
  const dangling = apis?.flatMap(danglingSchemas) ?? [];
  for (const finding of dangling) explain(messageWithPlace(finding), terminal);
  return dangling.length === 0 ? apis : undefined;
}
