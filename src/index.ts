export { type LoadedApi, type LoadOptions, loadApi } from './api/load.ts';
export type { Api, Operation } from './api/model.ts';
export {
  type ApiSettings,
  type ApprovedChange,
  type ChangeSettings,
  type Config,
  defineConfig,
  type HookContext,
  type ProviderSettings,
} from './configuration.ts';
export { ContractError } from './contract-error.ts';
export { type Coverage, createCoverage } from './coverage/coverage.ts';
export type { Change, ChangeArguments, ChangedOperation, Witness } from './diff/change.ts';
export { type ApiDiff, type DiffOptions, diffApis } from './diff/diff.ts';
export { messageOfChange } from './diff/message.ts';
export type { RuleId } from './diff/rules.ts';
export type { ChangeSeverity, Flow } from './diff/severity.ts';
export type { Bump, VersionVerdict } from './diff/version.ts';
export type { Finding, FindingCode, Severity } from './finding.ts';
export type { Exchange, HttpHeaders, HttpRequest, HttpResponse } from './http/exchange.ts';
export {
  createJudge,
  type Judge,
  type JudgedExchange,
  type JudgedRequest,
  type JudgedResponse,
  type JudgeOptions,
} from './judge/judge.ts';
export {
  exchangeOf,
  type RequestMessage,
  type ResponseMessage,
  requestOf,
  responseOf,
} from './judge/messages.ts';
export { compileSchemas, lintContract } from './lint/contract.ts';
export type { MockEvent } from './mock/event.ts';
export type { ShownEntry } from './mock/journal/shown.ts';
export { createMock, type Mock } from './mock/mock.ts';
export type { MockOptions, NamedApi, StatefulOptions } from './mock/mock-options.ts';
export { type Listening, type ListenOptions, listen } from './mock/server.ts';
export { openJudge } from './open.ts';
export type { ContractCoverage } from './report/coverage.ts';
export type { ReportKind } from './report/kinds.ts';
export { mergeReports } from './report/merge.ts';
export { messageOf, placeInContract } from './report/message.ts';
export { renderReport } from './report/render.ts';
export type { RunReport } from './report/run.ts';
export type { Case, CaseGroup } from './verify/case.ts';
export type { CaseFinding, Outcome } from './verify/outcome.ts';
export { type PlanOptions, planCases } from './verify/plan.ts';
export type { Mode, Provider } from './verify/provider.ts';
export { createRecorder, type Recorder } from './verify/recorder.ts';
export { type RunOptions, runCases } from './verify/run.ts';
