/** The forms of a report, by the names that `--report` knows. */
export const reportKinds = ['json', 'junit', 'sarif', 'github', 'markdown', 'html'] as const;
export type ReportKind = (typeof reportKinds)[number];
