import path from 'node:path';
import { readConfiguration } from '../../configuration-file.ts';
import { selectIn } from '../apis.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { apiSettings, type Setting, settingsFrom, withoutSecrets } from '../settings-shown.ts';
import { explain, type Terminal } from '../terminal.ts';

/** `specwright config`: the effective settings, and where each comes from. */
export async function config(
  api: string | undefined,
  { json = false }: { readonly json?: boolean },
  terminal: Terminal,
): Promise<ExitCode> {
  const { cwd } = terminal;
  const { selection, from } = await selectIn(cwd, api === undefined ? [] : [api]);
  if (!selection.ok) {
    explain(selection.message, terminal);
    return exitCode.couldNotRun;
  }
  const read = await readConfiguration(cwd, selection.apis);
  if (!read.ok) {
    explain(read.reason, terminal);
    return exitCode.couldNotRun;
  }
  const file = read.file ?? 'specwright.config.ts';
  const isGiven = (source: string) =>
    api !== undefined && (source === api || source === path.resolve(cwd, api));
  const apis = selection.apis.map(({ name, source }) => {
    const place = /^https?:/i.test(source) ? source : path.relative(cwd, source);
    return {
      name,
      source: { value: withoutSecrets(place, ''), from: isGiven(source) ? 'argument' : from },
      settings: apiSettings(read.config, name, file),
    };
  });
  const docs = settingsFrom('docs', read.config.docs, file);
  if (json) {
    const shown = { file: read.file ?? null, apis, docs };
    terminal.out(JSON.stringify(shown, undefined, 2));
    return exitCode.good;
  }
  terminal.note(read.file === undefined ? 'no specwright.config file' : `settings in ${read.file}`);
  for (const { name, source, settings } of apis) {
    terminal.out(`${name}: ${source.value} (${source.from})`);
    for (const line of linesOf(settings)) terminal.out(line);
  }
  if (docs.length > 0) terminal.out('docs:');
  for (const line of linesOf(docs)) terminal.out(line);
  return exitCode.good;
}

function linesOf(settings: readonly Setting[]): readonly string[] {
  const width = Math.max(0, ...settings.map(({ setting }) => setting.length));
  return settings.map(({ setting, value, from, at }) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    const place = at === undefined ? from : `${from}: ${at}`;
    return `  ${setting.padEnd(width)}  ${text}  (${place})`;
  });
}
