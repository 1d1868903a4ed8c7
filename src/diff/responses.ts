import { linkTarget } from '../api/link-target.ts';
import type { Api, ApiResponse, Header, Link, Operation } from '../api/model.ts';
import { isEqual } from '../schema/equality.ts';
import type { ApiRuleId } from './api-rules.ts';
import {
  compareSchemas,
  flowOf,
  type OperationComparison,
  type Places,
  reportApi,
  reportFlow,
} from './comparison.ts';
import { compareContent } from './media-types.ts';

/** Compares described responses: by status, by range, or by `default`. */
export function compareResponses(
  compared: OperationComparison,
  base: Operation,
  revision: Operation,
): void {
  const { comparison, operation } = compared;
  for (const before of base.responses) {
    const others = likely(before, revision.responses);
    for (const after of others) compareResponse(compared, before, after);
    if (others.length > 0) continue;
    const rule = isSuccess(before) ? 'success-status-removed' : 'error-status-removed';
    const places = { base: before.at, revision: revision.at };
    reportApi(comparison, rule, places, { name: before.status }, operation);
  }
  for (const after of revision.responses) {
    const others = likely(after, base.responses);
    if (others.length === 0 || isMoreThan(after, others)) {
      const rule = compared.reversed
        ? 'webhook-status-added'
        : isSuccess(after)
          ? 'success-status-added'
          : 'error-status-added';
      const places = { base: base.at, revision: after.at };
      reportApi(comparison, rule, places, { name: after.status }, operation);
    }
    for (const before of others) {
      if (!likely(before, revision.responses).includes(after))
        compareResponse(compared, before, after);
    }
  }
}

/** Whether a range covers more statuses than were described before. */
function isMoreThan({ status }: ApiResponse, others: readonly ApiResponse[]): boolean {
  return /^\dXX$/.test(status) && others.every((other) => /^\d{3}$/.test(other.status));
}

/** The responses of the other version that cover the same statuses. */
function likely(response: ApiResponse, others: readonly ApiResponse[]): readonly ApiResponse[] {
  const { status } = response;
  const exact = others.filter((other) => other.status === status);
  if (exact.length > 0) return exact;
  const range = `${status[0]}XX`;
  const covering = others.filter((other) => other.status === range && status !== 'default');
  if (covering.length > 0) return covering;
  const inside = others.filter((other) => status === `${other.status[0]}XX`);
  if (inside.length > 0) return inside;
  // `default` usually describes errors; it describes successes if nothing else does.
  const rest = others.filter((other) => other.status === 'default');
  return isSuccess(response) && others.some(isSuccess) ? [] : status === 'default' ? [] : rest;
}

function isSuccess({ status }: ApiResponse): boolean {
  return /^[123]/.test(status);
}

function compareResponse(
  compared: OperationComparison,
  base: ApiResponse,
  revision: ApiResponse,
): void {
  const { comparison, operation } = compared;
  const places: Places = { base: base.at, revision: revision.at };
  const part = `response ${base.status}`;
  const flow = flowOf(compared, 'response');
  compareContent(compared, flow, part, base.content, revision.content, places);
  compareHeaders(compared, part, base, revision);
  const [before, after] = [base, revision].map(({ links }) => links.map(({ name }) => name));
  for (const { name, at } of base.links.filter((link) => !after!.includes(link.name))) {
    const where = { base: at, revision: revision.at };
    reportApi(comparison, 'response-link-removed', where, { name }, operation, part);
  }
  for (const link of base.links) {
    const other = revision.links.find(({ name }) => name === link.name);
    if (other === undefined) continue;
    if (isEqual(meaningOf(link, comparison.base), meaningOf(other, comparison.revision))) continue;
    const where = { base: link.at, revision: other.at };
    reportApi(comparison, 'response-link-changed', where, { name: link.name }, operation, part);
  }
  for (const { name, at } of revision.links.filter((link) => !before!.includes(link.name))) {
    const where = { base: base.at, revision: at };
    reportApi(comparison, 'response-link-added', where, { name }, operation, part);
  }
}

/** The operation of a link, independent of the link's name, and the values that the link passes. */
function meaningOf(link: Link, api: Api): unknown {
  const { operationId, operationRef, parameters, requestBody } = link;
  const target = linkTarget(link, api);
  // A link out of the API is compared as text; an unknown id has no target.
  const elsewhere = operationId === undefined ? operationRef : undefined;
  return {
    target: target === undefined ? elsewhere : `${target.method} ${target.path}`,
    parameters,
    ...(requestBody !== undefined && { requestBody }),
  };
}

function compareHeaders(
  compared: OperationComparison,
  part: string,
  base: ApiResponse,
  revision: ApiResponse,
): void {
  const { comparison, operation } = compared;
  const report = (rule: ApiRuleId, places: Places, name: string) =>
    reportApi(comparison, rule, places, { name }, operation, part);
  const find = (headers: readonly Header[], { name }: Header) =>
    headers.find((other) => other.name.toLowerCase() === name.toLowerCase());
  for (const before of base.headers) {
    const after = find(revision.headers, before);
    const places = { base: before.at, revision: after?.at ?? revision.at };
    if (compared.reversed) {
      compareSentHeader(compared, part, before, after, revision);
      if (after === undefined) continue;
    } else if (after === undefined) {
      const rule = `response-header-removed-${before.required ? 'required' : 'optional'}` as const;
      report(rule, places, before.name);
      continue;
    } else if (after.required && !before.required) {
      report('response-header-became-required', places, before.name);
    } else if (before.required && !after.required) {
      report('response-header-became-optional', places, before.name);
    }
    const isText = before.content === undefined && after.content === undefined;
    if ((before.content === undefined) !== (after.content === undefined)) {
      report('response-header-style-changed', places, before.name);
    }
    compareSchemas(
      compared,
      flowOf(compared, 'response'),
      partOf(part, before),
      before.schema ?? before.content?.schema,
      after.schema ?? after.content?.schema,
      places,
      { text: isText },
    );
  }
  for (const after of revision.headers) {
    if (find(base.headers, after) !== undefined) continue;
    const places = { base: base.at, revision: after.at };
    if (compared.reversed) {
      const kind = after.required ? 'parameter-added-required' : 'parameter-added-optional';
      reportFlow(compared, 'request', kind, partOf(part, after), places, { name: after.name });
    } else report('response-header-added', places, after.name);
  }
}

/** A header of the client's answer to a webhook or callback counts as part of a request. */
function compareSentHeader(
  compared: OperationComparison,
  part: string,
  before: Header,
  after: Header | undefined,
  around: ApiResponse,
): void {
  const kind =
    after === undefined
      ? 'parameter-removed'
      : after.required && !before.required
        ? 'parameter-became-required'
        : before.required && !after.required
          ? 'parameter-became-optional'
          : undefined;
  if (kind === undefined) return;
  const places = { base: before.at, revision: after?.at ?? around.at };
  reportFlow(compared, 'request', kind, partOf(part, before), places, { name: before.name });
}

function partOf(part: string, { name }: Header): string {
  return `${part} header "${name}"`;
}
