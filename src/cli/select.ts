import type { Api } from '../api/model.ts';
import type { Finding } from '../finding.ts';
import { type ApiEntry, readRegistry, selectApis } from '../registry.ts';
import { messageOf, placeInContract } from '../report/message.ts';
import { type Contract, loadContract, usableApi } from '../sources/contract.ts';
import type { Terminal } from './terminal.ts';

/** The APIs that a command was asked for; when that cannot be said, tells why and gives nothing. */
export async function selectOrExplain(
  args: readonly string[],
  terminal: Terminal,
): Promise<readonly ApiEntry[] | undefined> {
  const selection = await selectApis(await readRegistry(terminal.cwd), args, terminal.cwd);
  if (selection.ok) return selection.apis;
  explain(selection.message, terminal);
  return undefined;
}

/** The loaded APIs that a command was asked for; when there is one that cannot be, tells why. */
export async function apisOrExplain(
  args: readonly string[],
  terminal: Terminal,
): Promise<readonly Api[] | undefined> {
  const entries = await selectOrExplain(args, terminal);
  if (entries === undefined) return undefined;
  const contracts = await Promise.all(entries.map((entry) => loadContract(entry, terminal)));
  return apisOf(contracts, terminal);
}

/** The APIs of contracts that were loaded; when there is one that cannot be used, tells why. */
export function apisOf(
  contracts: readonly Contract[],
  terminal: Terminal,
): readonly Api[] | undefined {
  for (const finding of contracts.flatMap(({ findings }) => findings)) {
    explain(locatedMessage(finding), terminal);
  }
  const apis = contracts.map(usableApi).filter((api) => api !== undefined);
  return apis.length === contracts.length ? apis : undefined;
}

/** `specs/kaiten/openapi.yaml:3:7: cannot follow the reference …` */
function locatedMessage(finding: Finding): string {
  const place = placeInContract(finding.at);
  return place === '' ? messageOf(finding) : `${place}: ${messageOf(finding)}`;
}

export function explain(message: string, terminal: Terminal): void {
  terminal.note(`${terminal.colour('red', 'specwright:')} ${message}`);
}
