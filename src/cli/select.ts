import { loadApi } from '../api/load.ts';
import type { Api } from '../api/model.ts';
import { type ApiEntry, readRegistry, selectApis } from '../config.ts';
import type { Finding } from '../finding.ts';
import { messageOf, placeInContract } from '../report/message.ts';
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

/** Loads every entry; when one cannot be loaded, tells why and gives nothing. */
export async function loadOrExplain(
  entries: readonly ApiEntry[],
  terminal: Terminal,
): Promise<readonly Api[] | undefined> {
  const loaded = await Promise.all(
    entries.map(({ name, source }) => loadApi(source, { name, cwd: terminal.cwd })),
  );
  const findings = loaded.flatMap((each) => each.findings);
  for (const finding of findings) explain(locatedMessage(finding), terminal);
  const usable = findings.every(({ code }) => code === 'document-invalid');
  const apis = loaded.flatMap(({ api }) => (api === undefined ? [] : [api]));
  return usable && apis.length === entries.length ? apis : undefined;
}

/** `specs/kaiten/openapi.yaml:3:7: cannot follow the reference …` */
export function locatedMessage(finding: Finding): string {
  const place = placeInContract(finding.at);
  return place === '' ? messageOf(finding) : `${place}: ${messageOf(finding)}`;
}

export function explain(message: string, terminal: Terminal): void {
  terminal.note(`${terminal.colour('red', 'specwright:')} ${message}`);
}
