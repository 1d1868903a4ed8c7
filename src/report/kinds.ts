/** The kinds of reports, by their names in `--report`. */
export const reportKinds = ['json', 'junit', 'sarif', 'github', 'markdown', 'html'] as const;
export type ReportKind = (typeof reportKinds)[number];

/** The kinds of reports about problems at lines of documents. */
export const problemReportKinds = ['github', 'junit', 'sarif', 'markdown'] as const;
export type ProblemReportKind = (typeof problemReportKinds)[number];

/** The reports of `diff`. */
export const diffReportKinds = [...problemReportKinds, 'html'] as const;
export type DiffReportKind = (typeof diffReportKinds)[number];

/** The reports of `lint` and `check`. */
export const checkReportKinds = ['json', ...problemReportKinds] as const;
export type CheckReportKind = (typeof checkReportKinds)[number];
