import { type Finding, finding } from '../finding.ts';
import type { Location, SourceDocument } from '../json/document.ts';
import type { Api, Dialect, Operation, Parameter, Server } from './model.ts';
import { entries, isObject, member, members, type Node } from './node.ts';
import { createOncePerComponent } from './once-per-component.ts';
import type { Context } from './parse-context.ts';
import {
  parseCallbacks,
  parseParameters,
  parseRequestBody,
  parseResponses,
  withTemplated,
} from './parse-operation.ts';
import { parseSecurity, parseSecuritySchemes } from './parse-security.ts';
import { createParts } from './parts.ts';
import type { Resolver } from './resolve.ts';

const fixedMethods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'];

/**
 * Parses an OpenAPI Object (OpenAPI 3.1 section 4.8.1) into the model. Faulty parts are reported
 * and left out; everything else is kept.
 */
export function parseApi(
  name: string,
  root: SourceDocument,
  documents: ReadonlyMap<string, SourceDocument>,
  unread: ReadonlyMap<string, string>,
  resolver: Resolver,
  report: (finding: Finding) => void,
  external: Context['external'],
): Api {
  const node: Node = { value: root.value, at: { document: root, pointer: '' } };
  const invalid = (at: Location, reason: string) =>
    report(finding('document-invalid', at, undefined, { reason }));
  const dialect = (root.value as { openapi: string }).openapi.slice(0, 3) as Dialect;
  const context: Context = {
    ...createParts(resolver, dialect, report),
    dialect,
    invalid,
    external,
    once: createOncePerComponent(),
    // A callback's own callbacks are left out, because they may lead back to it.
    callback: (expression, item) => pathItem(expression, item, () => []),
  };

  const { part, text } = context;
  const components = part(node, 'components');
  const securitySchemes = parseSecuritySchemes(components, context);
  const servers = parseServers(node, context) ?? [
    { url: '/', description: undefined, variables: {}, at: node.at },
  ];
  const security = parseSecurity(node, securitySchemes, context) ?? [];
  const info = part(node, 'info');
  if (info === undefined) invalid(node.at, 'it has no "info"');

  function pathItem(
    path: string,
    written: Node,
    callbacks: typeof parseCallbacks = parseCallbacks,
  ): readonly Operation[] {
    const item = followPathItem(written, context);
    if (item === undefined) return [];
    const shared = parseParameters(item, context);
    const itemServers = parseServers(item, context) ?? servers;
    return operationNodes(item, context).map(([method, operation]) =>
      parseOperation(method, path, operation, shared, itemServers, callbacks),
    );
  }

  function parseOperation(
    method: string,
    path: string,
    operation: Node,
    shared: readonly Parameter[],
    itemServers: readonly Server[],
    callbacks: typeof parseCallbacks,
  ): Operation {
    const operationId = text(operation, 'operationId');
    const body = member(operation, 'requestBody');
    return {
      id: operationId ?? `${method} ${path}`,
      operationId,
      method,
      path,
      summary: text(operation, 'summary'),
      description: text(operation, 'description'),
      tags: context.list(operation, 'tags').map((tag) => String(tag.value)),
      deprecated: context.flag(operation, 'deprecated') ?? false,
      parameters: withTemplated(
        path,
        override(shared, parseParameters(operation, context)),
        operation.at,
      ),
      requestBody: body && parseRequestBody(body, context),
      responses: parseResponses(operation, context),
      security: parseSecurity(operation, securitySchemes, context) ?? security,
      servers: parseServers(operation, context) ?? itemServers,
      callbacks: callbacks(operation, context),
      at: operation.at,
    };
  }

  const paths = part(node, 'paths');
  const operations = [...members(paths)].flatMap(([path, item]) => {
    if (path.startsWith('/')) return pathItem(path, item);
    invalid(item.at, `a path starts with "/", and "${path}" does not`);
    return [];
  });
  if (paths === undefined && member(node, 'webhooks') === undefined && components === undefined) {
    invalid(node.at, 'it has none of "paths", "webhooks" and "components"');
  }
  reportTwins(operations, invalid);

  return {
    name,
    title: (info && text(info, 'title')) ?? name,
    summary: info && text(info, 'summary'),
    description: info && text(info, 'description'),
    version: (info && text(info, 'version')) ?? '',
    dialect,
    root,
    documents,
    unread,
    servers,
    operations,
    webhooks: [...entries(part(node, 'webhooks'))].flatMap(([hook, item]) => pathItem(hook, item)),
    schemas: new Map(entries(components && part(components, 'schemas'))),
    securitySchemes,
  };
}

/**
 * A path item. Siblings of its `$ref` override the reference's target; OpenAPI does not define what
 * happens if both say something (section 4.8.9).
 */
function followPathItem(written: Node, context: Context): Node | undefined {
  const item = context.whole(written);
  if (item === undefined || isObject(item.value)) return item;
  context.invalid(written.at, 'a path item is an object');
  return undefined;
}

/** OpenAPI has no references to operations, but documents use them, and other tools follow them. */
function operationNodes(item: Node, context: Context): readonly (readonly [string, Node])[] {
  const fixed = fixedMethods.flatMap((method) => {
    const operation = context.part(item, method);
    return operation === undefined ? [] : [[method.toUpperCase(), operation] as const];
  });
  return [...fixed, ...context.parts(item, 'additionalOperations')].filter(([, { value }]) =>
    isObject(value),
  );
}

/** An operation's parameters replace the path item's of the same name and place (section 4.8.9). */
function override(shared: readonly Parameter[], own: readonly Parameter[]): readonly Parameter[] {
  const same = (a: Parameter, b: Parameter) => a.in === b.in && a.name === b.name;
  return [...shared.filter((parameter) => !own.some((other) => same(parameter, other))), ...own];
}

function parseServers(owner: Node, context: Context): readonly Server[] | undefined {
  const servers = context.list(owner, 'servers').flatMap((server) => {
    const url = context.text(server, 'url');
    if (url === undefined) return [];
    const variables = Object.fromEntries(
      context.parts(server, 'variables').map(([name, variable]) => {
        const values = context.list(variable, 'enum').map((item) => String(item.value));
        return [
          name,
          {
            default: String(member(variable, 'default')?.value ?? ''),
            enum: values.length === 0 ? undefined : values,
          },
        ];
      }),
    );
    return [{ url, description: context.text(server, 'description'), variables, at: server.at }];
  });
  return servers.length === 0 ? undefined : servers;
}

function reportTwins(
  operations: readonly Operation[],
  invalid: (at: Location, reason: string) => void,
): void {
  const seen = new Set<string>();
  for (const { operationId, at } of operations) {
    if (operationId === undefined) continue;
    if (seen.has(operationId)) invalid(at, `two operations have the operationId "${operationId}"`);
    seen.add(operationId);
  }
}
