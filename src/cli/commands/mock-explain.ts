import type { Api } from '../../api/model.ts';
import { type Config, settingsOf } from '../../configuration.ts';
import { readConfiguration } from '../../configuration-file.ts';
import {
  type ExplainedList,
  type ExplainedOperation,
  type ExplainedRoles,
  explainedRoles,
} from '../../resources/explained.ts';
import { resourcesOf } from '../../resources/resources.ts';
import { createSchemas } from '../../schema/schemas.ts';
import { apisOrExplain } from '../apis.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { explain, type Terminal } from '../terminal.ts';

/**
 * `specwright mock --stateful --explain`: the role of each operation for its resource, and the
 * reason.
 */
export async function explainRoles(
  args: readonly string[],
  { json = false }: { readonly json?: boolean },
  terminal: Terminal,
): Promise<ExitCode> {
  const apis = await apisOrExplain(args, terminal);
  if (apis === undefined) return exitCode.couldNotRun;
  const read = await readConfiguration(terminal.cwd, apis);
  if (!read.ok) {
    explain(read.reason, terminal);
    return exitCode.couldNotRun;
  }
  const explained: ExplainedRoles[] = [];
  for (const api of apis) {
    const { roles, problems } = rolesOf(api, read.config);
    for (const problem of problems) explain(`${read.file}: ${problem}`, terminal);
    if (problems.length > 0) return exitCode.couldNotRun;
    explained.push(roles);
  }
  if (json) terminal.out(JSON.stringify({ apis: explained }, null, 2));
  else for (const line of explained.flatMap(linesOf)) terminal.out(line);
  return exitCode.good;
}

function rolesOf(api: Api, config: Config) {
  const resources = resourcesOf(api, createSchemas(api), settingsOf(config, api.name).roles);
  return { roles: explainedRoles(api, resources), problems: resources.problems };
}

/** A heading, then a line for each operation; below a list, its query parameters. */
function linesOf({ api, operations }: ExplainedRoles): readonly string[] {
  const stateful = operations.filter(({ role }) => role !== null);
  const count = `${stateful.length} of ${operations.length} operations are stateful`;
  const rows = operations.map((one) => ({ one, cells: cellsOf(one) }));
  const widths = [0, 1, 2].map((index) =>
    Math.min(60, Math.max(0, ...rows.map(({ cells }) => cells[index]!.length))),
  );
  return [
    `${api}: ${count}`,
    ...rows.flatMap(({ one, cells }) => [
      `  ${cells.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join('  ')}`,
      ...(one.list === undefined ? [] : queryLines(one.list, widths[0]!)),
    ]),
  ];
}

function cellsOf({ role, method, path, resource, because, at }: ExplainedOperation) {
  const place = `${at.file}:${at.line}`;
  return [role ?? '-', `${method} ${path}`, resource ?? '', `${because} (${place})`];
}

function queryLines(list: ExplainedList, indent: number): readonly string[] {
  const filters = list.filters.map(({ parameter, property, comparison }) =>
    comparison === 'equal' ? parameter : `${parameter} (${comparison} ${property})`,
  );
  const paging = Object.entries(list.paging ?? {}).filter(
    ([name]) => name !== 'kind' && name !== 'first',
  );
  const details = [
    filters.length === 0 ? undefined : `filtered by ${filters.join(', ')}`,
    list.search && `searched by ${list.search}`,
    (list.sort ?? list.direction) &&
      `sorted by ${[list.sort, list.direction].filter(Boolean).join(', ')}`,
    paging.length === 0 ? undefined : `paged by ${paging.map(([, name]) => name).join(', ')}`,
    list.leftAlone.length === 0 ? undefined : `left alone: ${list.leftAlone.join(', ')}`,
  ].filter((text) => text !== undefined && text !== '');
  return details.length === 0 ? [] : [`  ${' '.repeat(indent)}  ${details.join('; ')}`];
}
