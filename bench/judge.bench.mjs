// The cost of judging an exchange: a POST with thirty JSON fields, a path parameter, two query
// parameters, a bearer token and a JSON answer. The exchange keeps the contract.

import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { Ajv } from 'ajv';
import ajvFormats from 'ajv-formats';
import express from 'express';
import OpenApiValidator from 'express-openapi-validator';
import { OpenAPIBackend } from 'openapi-backend';
import { createJudge, loadApi } from '../dist/lib/index.js';
import { answer, body, document, exchange, parameters, tenant } from './exchange.mjs';
import { print, race, ratio, whole } from './measure.mjs';

const { request, response } = exchange;
/** The same exchange after a framework has parsed the bodies. */
const parsed = {
  request: { ...request, body: new Uint8Array(), json: body },
  response: { ...response, body: new Uint8Array(), json: answer },
};

/** The contestants: ours and others with the same input, either bytes or parsed values. */
const competitors = {
  'specwright, from bytes: request and answer': await specwright((judge) =>
    judge.exchange(exchange),
  ),
  'specwright, from values: request and answer': await specwright((judge) =>
    judge.exchange(parsed),
  ),
  'specwright, from bytes: request': await specwright((judge) => judge.request(request)),
  'specwright, from values: request': await specwright((judge) => judge.request(parsed.request)),
  'ajv by hand, from bytes: request and answer': bareAjv(true, true),
  'ajv by hand, from values: request and answer': bareAjv(true, false),
  'ajv by hand, from bytes: request': bareAjv(false, true),
  'ajv by hand, from values: request': bareAjv(false, false),
  'express-openapi-validator, from values: request': await expressOpenapiValidator(),
  'openapi-backend, from text: request': await openapiBackend(true),
  'openapi-backend, from values: request': await openapiBackend(false),
};

const best = await race(competitors);
print('judge', [
  ['', 'per second', 'specwright is'],
  ...[...best].map(([name, rate]) => {
    const from = name.includes('from values') ? 'values' : 'bytes';
    const ours = best.get(`specwright, from ${from}: ${name.split(': ')[1]}`);
    return [name, whole(rate), ratio(ours / rate)];
  }),
]);

async function specwright(judgeWith) {
  const { api } = await loadApi('/api.json', { read: async () => JSON.stringify(document) });
  const judge = createJudge(api);
  return () => expectNothing(judgeWith(judge).findings);
}

/** The minimum cost of validation: validators that get parsed values. */
function bareAjv(withAnswer, parse) {
  const ajv = new Ajv({ strict: false });
  ajvFormats.default(ajv);
  ajv.addSchema(document, 'api');
  const validate = (name) => ajv.compile({ $ref: `api#/components/schemas/${name}` });
  const [isBody, isAnswer] = [validate('Customer'), validate('Created')];
  const [isTenant, isFlag, isExpand] = parameters.map(({ schema }) => ajv.compile(schema));
  const expand = ['address', 'contacts'];
  const read = (bytes) => JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  return () => {
    let valid = isTenant(tenant) && isFlag(true) && isExpand(expand);
    valid &&= isBody(parse ? read(request.body) : body);
    if (withAnswer) valid &&= isAnswer(parse ? read(response.body) : answer);
    if (!valid) throw new Error('ajv refuses the exchange');
  };
}

/** Express's middleware chain, on a request with a body that Express has already parsed. */
async function expressOpenapiValidator() {
  const app = express();
  const chain = OpenApiValidator.middleware({
    apiSpec: structuredClone(document),
    validateRequests: true,
    validateResponses: false,
    validateSecurity: { handlers: { bearer: () => true } },
  });
  const run = (message) =>
    chain.reduce(
      (before, middleware) =>
        before.then(
          () =>
            new Promise((resolve, reject) => {
              middleware(message, {}, (error) => (error ? reject(error) : resolve()));
            }),
        ),
      Promise.resolve(),
    );
  const socket = new Socket();
  return () => {
    const message = Object.setPrototypeOf(new IncomingMessage(socket), app.request);
    Object.assign(message, {
      app,
      method: request.method,
      url: request.target,
      originalUrl: request.target,
      headers: { ...request.headers },
      body: { ...body },
    });
    return run(message);
  };
}

/** The contestant reads JSON from text itself, and checks formats only if its ajv has them. */
async function openapiBackend(fromText) {
  const api = new OpenAPIBackend({
    definition: structuredClone(document),
    ajvOpts: { strict: false, logger: false },
    customizeAjv: (ajv) => ajvFormats.default(ajv),
  });
  await api.init();
  const [path, query] = request.target.split('?');
  const content = fromText ? new TextDecoder().decode(request.body) : body;
  const message = { method: request.method, path, query, headers: request.headers, body: content };
  return () => expectNothing(api.validateRequest(message).errors ?? []);
}

function expectNothing(findings) {
  if (findings.length > 0) throw new Error(`refused: ${JSON.stringify(findings[0])}`);
}
