import { type ContractCoverage, coverageTable } from '../../report/coverage.ts';
import type { RunReport } from '../../report/run.ts';
import { readReport } from '../commands/report.ts';
import { traffic } from '../commands/traffic.ts';
import { boundedLines } from './bounded.ts';
import { capture } from './captured.ts';
import type { McpProject } from './project.ts';
import { apiProperty, offsetProperty, onlyReads, type Tool, type ToolCall } from './tool.ts';
import { ToolTrouble } from './trouble.ts';

interface CoverageArguments {
  readonly api?: string;
  readonly recording?: string;
  readonly report?: string;
  readonly part?: string;
  readonly offset?: number;
}

const file = { type: 'string', minLength: 1, maxLength: 1000 };

/** The exercised and unexercised parts of a contract. */
export const readCoverage: Tool<CoverageArguments> = {
  name: 'read_coverage',
  title: 'Read the coverage',
  description:
    'Says how much of a contract was exercised, part by part, and with "part" which points of it were not. It is that of a recording (HAR, NDJSON), of a report that was written with "--report json=FILE", or without both of the last verify_provider.',
  properties: {
    ...apiProperty,
    recording: { ...file, description: 'A recording in the project, which is judged.' },
    report: { ...file, description: 'A report in the project.' },
    part: { ...file, description: 'An operation or schema, as the answer without it names them.' },
    ...offsetProperty,
  },
  hints: onlyReads,
  async run({ api, recording, report: written, part, offset = 0 }, project, call) {
    if (recording !== undefined && written !== undefined) {
      throw new ToolTrouble('give "recording" or "report", not both');
    }
    const report =
      recording !== undefined
        ? await ofRecording(recording, api, project, call)
        : written !== undefined
          ? await ofFile(written, project)
          : project.lastReport;
    if (report === undefined) {
      throw new ToolTrouble(
        'nothing was verified yet: give "recording" or "report", or call verify_provider',
      );
    }
    const wanted = report.coverage.filter(({ contract }) => api === undefined || contract === api);
    if (wanted.length === 0) {
      const known = report.coverage.map(({ contract }) => contract).join(', ') || 'none';
      throw new ToolTrouble(`the report has no coverage of ${api ?? 'any API'}; there is ${known}`);
    }
    const lines = wanted.flatMap((one) =>
      part === undefined
        ? [`${one.contract}:`, ...coverageTable(one, Number.POSITIVE_INFINITY)]
        : missingOf(one, part),
    );
    return { text: boundedLines(lines, { offset }) };
  },
};

/** The unexercised points of a part. */
function missingOf({ contract, places, parts }: ContractCoverage, part: string): string[] {
  if (!parts.some(({ name }) => name === part)) {
    return [`${contract} has no part "${part}"; read_coverage without "part" lists them`];
  }
  const missing = places
    .filter((place) => place.part === part)
    .flatMap(({ file: document, line, pointer, points }) =>
      Object.entries(points)
        .filter(([, count]) => count === 0)
        .map(([point]) => `${document}:${line}: ${point} (${pointer})`),
    );
  return missing.length === 0 ? [`all of "${part}" was exercised`] : missing;
}

async function ofFile(given: string, project: McpProject): Promise<RunReport> {
  const read = await readReport(await project.file(given));
  if (read.ok) return read.report;
  throw new ToolTrouble(`cannot read the report "${given}": ${read.reason}`);
}

async function ofRecording(
  given: string,
  api: string | undefined,
  project: McpProject,
  call: ToolCall,
): Promise<RunReport> {
  const place = await project.file(given);
  const args = api === undefined ? [] : [(await project.entry(api)).source];
  const reports: RunReport[] = [];
  const { notes } = await capture(project.terminal, call, (own) =>
    traffic(place, args, { report: [], onReport: (made) => void reports.push(made) }, own),
  );
  const [report] = reports;
  if (report === undefined) throw new ToolTrouble(notes.join('\n'));
  return report;
}
