// One document for many providers: the paths of a contract, once for each prefix. It has the
// examples that a tester would add: of each path parameter, naming an existing item, and of each
// body.

import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** @param {readonly string[]} prefixes `['']` for one provider. */
export function documentOf({ domain, tools, url, prefixes, isNamed = false }) {
  const contract = parse(readFileSync(domain.contract, 'utf8').replaceAll("'^/", "'^[/]"));
  const service = domain.create();
  const wholeOf = (one) =>
    one?.$ref === undefined
      ? one
      : one.$ref
          .slice(2)
          .split('/')
          .reduce((value, name) => value[name], contract);
  const shown = (value) => (isNamed ? { examples: { known: { value } } } : { example: value });

  const operationOf = (path, method, { parameters: shared = [] }, operation, prefix) => {
    const endpoint = tools.endpointOf(service, operation.operationId);
    const target = domain.paths[endpoint.id];
    const ids = [...tools.idsIn(path, target.split('?')[0])];
    const parameters = [...shared, ...(operation.parameters ?? [])].map(wholeOf).map((one) => {
      if (one.in !== 'path') return one;
      const id = ids.shift();
      return { ...one, ...shown(one.schema.type === 'integer' ? Number(id) : id) };
    });
    const own = structuredClone({ ...operation, parameters });
    own.operationId = `${operation.operationId}${prefix.replace('/', '_')}`;
    const { body } = endpoint;
    if (body !== undefined && !body.type.startsWith('multipart')) {
      const content = own.requestBody.content[body.type];
      const { example, ...rest } = content;
      own.requestBody.content[body.type] = {
        ...rest,
        ...shown(example ?? tools.sampleOf(body.rule)),
      };
    }
    if (isNamed) answerExample(own, endpoint, target);
    return [method, own];
  };

  // Specmatic pairs the examples of a request with those of an answer by their names.
  const answerExample = (own, endpoint, target) => {
    const { status, headers, json } = tools.handleOf(domain.create())(
      tools.requestOf(endpoint, target, domain.access),
    );
    const content = wholeOf(own.responses[status])?.content?.[headers['content-type']];
    for (const [name, field] of Object.entries(own.responses[status]?.headers ?? {})) {
      field.examples = { known: { value: headers[name.toLowerCase()] } };
    }
    if (json !== undefined && content !== undefined) content.examples = { known: { value: json } };
  };

  const paths = {};
  for (const prefix of prefixes) {
    for (const [path, item] of Object.entries(contract.paths)) {
      const operations = Object.entries(item).filter(([method]) => method !== 'parameters');
      paths[prefix + path] = Object.fromEntries(
        operations.map(([method, one]) => operationOf(path, method, item, one, prefix)),
      );
    }
  }
  const { webhooks: _, ...rest } = contract;
  return { ...rest, servers: [{ url }], paths };
}
