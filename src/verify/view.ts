import type { Api } from '../api/model.ts';
import { curlOf } from '../example/curl.ts';
import type { HttpRequest } from '../http/exchange.ts';
import type { Location } from '../json/document.ts';
import { blockWith, findingLine, withSection } from '../report/block.ts';
import type { Details } from '../report/builder.ts';
import { longestLine, requestLine, responseLine } from '../report/exchange-line.ts';
import { messageOf, placeInContract } from '../report/message.ts';
import { sectionOf } from '../report/section.ts';
import type { Case, Step } from './case.ts';
import type { CaseFinding, SentOutcome } from './outcome.ts';
import { baseUrlFor } from './server-path.ts';

/** The facts for showing how to see a result again. */
export interface ViewOptions {
  readonly baseUrl: string;
  /** The servers of the API; operations with their own servers are beside the others. */
  readonly api?: Pick<Api, 'servers'>;
  readonly placeholders: ReadonlyMap<string, string>;
  /** `specwright verify kaiten --base-url …`, to which the case is added. */
  readonly command: string;
}

/** A failure as one block: what was promised, what came, and how to see it again. */
export function failureBlock(
  outcome: SentOutcome,
  found: CaseFinding,
  options: ViewOptions,
): string {
  const { finding } = found;
  const { at, severity, code } = finding;
  const line = findingLine(placeInContract(at), { severity, code, message: messageOf(finding) });
  return blockWith(line, [
    ...withSection(sectionOf(finding)),
    ...Object.entries(detailsOf(outcome, found, options)),
  ]);
}

/** The lines of that block, by their labels. */
export function detailsOf(
  { case: failed, exchanges, conflicts }: SentOutcome,
  found: CaseFinding,
  options: ViewOptions,
): Details {
  const details = new Map<string, string>();
  const add = (label: string, text: string) => {
    const before = details.get(label);
    details.set(label, before === undefined ? text : `${before}\n${text}`);
  };
  const source = sourceLine(found.finding.at);
  if (source !== undefined) add('contract', source);
  add('case', titleOf(failed, found.step));
  const shown = found.shown ?? exchanges[found.step];
  if (shown !== undefined) {
    add('request', requestLine(shown.request));
    add('response', responseLine(shown.response));
    if (found.reproduction?.kind === 'not-again') {
      add('flaky', 'the finding did not occur again: something changes by itself');
    }
    const former = exchanges.slice(0, found.step).map(({ request }) => request);
    const curl = (request: HttpRequest, step: number) =>
      curlOf(request, originOf(options, failed.steps[step]), options.placeholders);
    for (const [step, request] of former.entries()) add('first', curl(request, step));
    add(former.length > 0 ? 'then' : 'curl', curl(shown.request, found.step));
  }
  const isRenewed = conflicts.some(({ step }) => step <= found.step);
  if (isRenewed && shown?.response.status !== 409) {
    add('new', 'some values can be used only once; change them before you send this request');
  }
  add('rerun', `${options.command} --case ${failed.id}`);
  return Object.fromEntries(details);
}

/** `createCustomer without the property "email" of the body` */
export function titleOf({ operation, title, steps }: Case, step = 0): string {
  const place = steps.length > 1 ? ` (request ${step + 1} of ${steps.length})` : '';
  return `${operation.id} ${title}${place}`;
}

/** The target is appended to the base URL's path. */
function originOf({ baseUrl, api }: ViewOptions, step: Step | undefined): string {
  const own = api && step ? baseUrlFor(step.operation, api, baseUrl) : baseUrl;
  return own.replace(/\/$/, '');
}

/** A line of a contract, as written. */
function sourceLine(at: Location | undefined): string | undefined {
  if (at === undefined) return undefined;
  const { line } = at.document.position(at.pointer);
  const text = at.document.text.split('\n', line)[line - 1]?.trim() ?? '';
  return text === '' || text.length > longestLine ? undefined : text;
}
