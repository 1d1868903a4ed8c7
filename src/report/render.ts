import { githubAnnotations } from './github.ts';
import { junitXml } from './junit.ts';
import type { ReportKind } from './kinds.ts';
import { reportMarkdown } from './markdown.ts';
import { reportPage } from './page.ts';
import type { RunReport } from './run.ts';
import { sarifLog } from './sarif.ts';

/** A report as text. `texts` holds the contracts' documents by name, for the page. */
export function renderReport(
  kind: ReportKind,
  report: RunReport,
  texts: ReadonlyMap<string, string>,
): string {
  switch (kind) {
    case 'json':
      return `${JSON.stringify(report, undefined, 1)}\n`;
    case 'junit':
      return junitXml(report);
    case 'sarif':
      return sarifLog(report);
    case 'github':
      return githubAnnotations(report);
    case 'markdown':
      return reportMarkdown(report);
    case 'html':
      return reportPage(report, texts);
  }
}
