import { rules } from '../../diff/rules.ts';
import { findingCodes } from '../../finding.ts';
import { didYouMean } from '../../nearest-name.ts';
import { readPackageFile } from '../../report/package-file.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { explain, type Terminal } from '../terminal.ts';

/**
 * `specwright explain`: the page of a finding, or the text of a rule of `diff`; without a code, a
 * list of all.
 */
export async function explainCode(code: string | undefined, terminal: Terminal): Promise<ExitCode> {
  if (code === undefined) {
    for (const line of listOfCodes()) terminal.out(line);
    return exitCode.good;
  }
  const wanted = code.trim().toLowerCase();
  if (Object.hasOwn(findingCodes, wanted)) {
    terminal.out((await pageOf(wanted)).trimEnd());
    return exitCode.good;
  }
  const rule = [...rules].find(([id]) => id === wanted)?.[1];
  if (rule !== undefined) {
    terminal.out(`${rule.title}\n\n${wanted} · ${rule.severity}, as "specwright diff" says it\n`);
    terminal.out(`To weigh it otherwise: specwright diff --severity ${wanted}=compatible`);
    return exitCode.good;
  }
  const hint =
    didYouMean(wanted, [...Object.keys(findingCodes), ...rules.keys()]) ||
    '; "specwright explain" lists all codes, and "specwright --help" all commands';
  explain(`no finding and no change has the code "${code}"${hint}`, terminal);
  return exitCode.couldNotRun;
}

/** The page of a finding, which the package contains. */
function pageOf(code: string): Promise<string> {
  return readPackageFile(`docs/findings/${code}.md`);
}

function listOfCodes(): readonly string[] {
  return [
    ...Object.entries(findingCodes).map(([code, { title }]) => `${code}: ${title}`),
    '',
    ...[...rules].map(([code, { title, severity }]) => `${code}: ${title} (${severity})`),
  ];
}
