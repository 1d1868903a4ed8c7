import type { Location } from '../json/document.ts';
import type {
  ApiResponse,
  Callback,
  Link,
  Parameter,
  ParameterPlace,
  ParameterStyle,
  RequestBody,
} from './model.ts';
import { entries, items, member, members, type Node } from './node.ts';
import { parseContent, parseDescribed, parseHeaders } from './parse-content.ts';
import type { Context } from './parse-context.ts';
import { parseExamples } from './parse-examples.ts';
import { templateNames } from './path-template.ts';

/** Header parameters that OpenAPI says to ignore (3.1 section 4.8.12.2.1, `name`). */
const ignoredHeaders = new Set(['accept', 'content-type', 'authorization']);

const stylesOf: Readonly<Record<ParameterPlace, readonly ParameterStyle[]>> = {
  path: ['simple', 'label', 'matrix'],
  query: ['form', 'spaceDelimited', 'pipeDelimited', 'deepObject'],
  querystring: ['form'],
  header: ['simple'],
  cookie: ['form', 'cookie'],
};

/** Parameter Objects (section 4.8.12), with the defaults of `style` and `explode` filled in. */
export function parseParameters(owner: Node, context: Context): readonly Parameter[] {
  return [...items(context.part(owner, 'parameters'))].flatMap((written) => {
    const parameter = context.follow(written);
    const parsed =
      parameter && context.once('parameter', parameter, () => parseParameter(parameter, context));
    return parsed === undefined ? [] : [parsed];
  });
}

/**
 * The parameters of an operation, with the undescribed ones in its path. Each template expression
 * needs its parameter (section 4.8.8.2), because no request can be written without its value.
 */
export function withTemplated(
  path: string,
  parameters: readonly Parameter[],
  at: Location,
): readonly Parameter[] {
  if (!path.startsWith('/')) return parameters;
  const described = parameters.flatMap((each) => (each.in === 'path' ? each.name : []));
  const named = new Set(templateNames(path.split(/[?#]/, 1)[0]!));
  for (const name of described) named.delete(name);
  if (named.size === 0) return parameters;
  return [...parameters, ...[...named].map((name) => undescribed(name, at))];
}

function undescribed(name: string, at: Location): Parameter {
  return {
    name,
    in: 'path',
    required: true,
    deprecated: false,
    allowEmptyValue: false,
    allowReserved: false,
    style: 'simple',
    explode: false,
    description: undefined,
    schema: undefined,
    content: undefined,
    examples: [],
    at,
  };
}

function parseParameter(node: Node, context: Context): Parameter | undefined {
  const name = context.text(node, 'name');
  const place = context.text(node, 'in');
  if (name === undefined || place === undefined || !Object.hasOwn(stylesOf, place)) {
    context.invalid(node.at, 'a parameter has a "name", and an "in" that OpenAPI knows');
    return undefined;
  }
  if (place === 'header' && ignoredHeaders.has(name.toLowerCase())) return undefined;
  const styles = stylesOf[place as ParameterPlace];
  const written = context.text(node, 'style');
  if (written !== undefined && !styles.includes(written as ParameterStyle)) {
    context.invalid(node.at, `a ${place} parameter has no style "${written}"`);
    return undefined;
  }
  const style = (written as ParameterStyle | undefined) ?? styles[0]!;
  const { schema, content } = parseDescribed(node, context);
  return {
    name,
    in: place as ParameterPlace,
    required: context.flag(node, 'required') ?? place === 'path',
    deprecated: context.flag(node, 'deprecated') ?? false,
    allowEmptyValue: context.flag(node, 'allowEmptyValue') ?? false,
    allowReserved: context.flag(node, 'allowReserved') ?? false,
    style,
    explode: context.flag(node, 'explode') ?? (style === 'form' || style === 'cookie'),
    description: context.text(node, 'description'),
    schema,
    content,
    examples: parseExamples(node, context),
    at: node.at,
  };
}

/** Request Body Object (section 4.8.13). */
export function parseRequestBody(written: Node, context: Context): RequestBody | undefined {
  const node = context.follow(written);
  if (node === undefined) return undefined;
  return {
    required: context.flag(node, 'required') ?? false,
    description: context.text(node, 'description'),
    content: parseContent(node, context),
    at: node.at,
  };
}

/** Responses Object and Response Object (sections 4.8.16 and 4.8.17). */
export function parseResponses(operation: Node, context: Context): readonly ApiResponse[] {
  return [...members(context.part(operation, 'responses'))].flatMap(([key, written]) => {
    const status = key.toUpperCase() === 'DEFAULT' ? 'default' : key.toUpperCase();
    if (!/^([1-5]\d\d|[1-5]XX|default)$/.test(status)) {
      context.invalid(written.at, `"${key}" is not a status, a range of statuses or "default"`);
      return [];
    }
    const node = context.follow(written);
    if (node === undefined) return [];
    const described = context.once('response', node, () => ({
      description: context.text(node, 'description') ?? '',
      headers: parseHeaders(node, context),
      content: parseContent(node, context),
      links: parseLinks(node, context),
      at: node.at,
    }));
    const response: ApiResponse = { status, ...described };
    return [response];
  });
}

/** Link Objects (section 4.8.20). */
function parseLinks(owner: Node, context: Context): readonly Link[] {
  return [...entries(context.part(owner, 'links'))].flatMap(([name, written]) => {
    const link = context.follow(written);
    if (link === undefined) return [];
    return [
      {
        name,
        operationId: context.text(link, 'operationId'),
        operationRef: context.text(link, 'operationRef'),
        parameters: Object.fromEntries(
          [...entries(context.part(link, 'parameters'))].map(([key, value]) => [key, value.value]),
        ),
        requestBody: member(link, 'requestBody')?.value,
        description: context.text(link, 'description'),
        at: link.at,
      },
    ];
  });
}

/** Callback Objects: path items by runtime expression (section 4.8.18). */
export function parseCallbacks(operation: Node, context: Context): readonly Callback[] {
  return [...entries(context.part(operation, 'callbacks'))].flatMap(([name, written]) => {
    const callback = context.follow(written);
    return [...members(callback)].map(([expression, item]) => ({
      name,
      expression,
      operations: context.callback(expression, item),
    }));
  });
}
