// What it costs to judge an exchange: a POST with thirty fields of JSON, a path parameter, two query
// parameters, a bearer token and a JSON answer, all of which keep the contract.

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
const competitors = {
  'specwright: request and answer': await specwright((judge) => judge.exchange(exchange).findings),
  'specwright: request': await specwright((judge) => judge.request(request).findings),
  'ajv by hand, parsed values: request and answer': bareAjv(true, false),
  'ajv by hand and JSON.parse: request and answer': bareAjv(true, true),
  'ajv by hand, parsed values: request': bareAjv(false, false),
  'ajv by hand and JSON.parse: request': bareAjv(false, true),
  'express-openapi-validator: request': await expressOpenapiValidator(),
  'openapi-backend: request': await openapiBackend(),
};

const best = await race(competitors);
const exchangeRate = best.get('specwright: request and answer');
const requestRate = best.get('specwright: request');
print('judge', [
  ['', 'per second', 'specwright is'],
  ...[...best].map(([name, rate]) => {
    const ours = name.endsWith('and answer') ? exchangeRate : requestRate;
    return [name, whole(rate), ratio(ours / rate)];
  }),
]);

async function specwright(judgeWith) {
  const { api } = await loadApi('/api.json', { read: async () => JSON.stringify(document) });
  const judge = createJudge(api);
  return () => expectNothing(judgeWith(judge));
}

/** The least that validation can cost: validators that are called on values which someone read. */
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

/** Its chain of middleware, on a request whose body express has already parsed. */
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

/** It reads the JSON itself, and asserts formats only when its ajv is given them. */
async function openapiBackend() {
  const api = new OpenAPIBackend({
    definition: structuredClone(document),
    ajvOpts: { strict: false, logger: false },
    customizeAjv: (ajv) => ajvFormats.default(ajv),
  });
  await api.init();
  const [path, query] = request.target.split('?');
  const text = new TextDecoder().decode(request.body);
  const message = { method: request.method, path, query, headers: request.headers, body: text };
  return () => expectNothing(api.validateRequest(message).errors ?? []);
}

function expectNothing(findings) {
  if (findings.length > 0) throw new Error(`refused: ${JSON.stringify(findings[0])}`);
}
