// One document of a sweep, in a thread: see sweep.mjs.

import { parentPort, workerData } from 'node:worker_threads';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { loadApi } from '../dist/lib/api/load.js';
import { requestExamples } from '../dist/lib/example/request.js';
import { textsOf } from '../dist/lib/generate/texts.js';
import { createJudge } from '../dist/lib/judge/judge.js';
import { compileSchemas, lintContract } from '../dist/lib/lint/contract.js';
import { createMock } from '../dist/lib/mock/mock.js';
import { messageOf } from '../dist/lib/report/message.js';

const fail = (kind, text) => parentPort.postMessage({ failure: { kind, text } });
const at = (place) => parentPort.postMessage({ at: place });

const { api, findings } = await loadApi(workerData);
if (api === undefined) fail('unread', findings.map(messageOf).join('; '));
else await sweep(api);

async function sweep(api) {
  parentPort.postMessage({ operations: api.operations.length });
  const judge = createJudge(api);
  at('linting');
  lintContract(judge);
  at('compiling');
  // If the contract itself is faulty, the mock is right to refuse.
  const isWhole = compileSchemas(judge).every(({ severity }) => severity !== 'violation');
  const second = createSecond(api);
  const mock = createMock([api]);
  for (const operation of api.operations) {
    at(operation.id);
    const requests = requestExamples(operation, judge.schemas).slice(0, 3);
    if (requests.length === 0 && isWhole) fail('no-request', operation.id);
    for (const { name, request } of requests) {
      await ask(operation, `${operation.id} ${name}`.trim(), request);
    }
  }
  at('generating');
  try {
    textsOf(api, { dates: 'string' });
  } catch (error) {
    fail('stack', `generating: ${error.stack}`);
  }

  async function ask(operation, name, request) {
    const judged = judge.request(request);
    // Two paths that differ only in the names of their parameters are one path.
    if (judged.operation !== operation && isAlike(judged.operation, operation)) return;
    if (judged.operation !== operation)
      return fail('routed-elsewhere', `${name}: ${request.target}`);
    const [violation] = judged.findings.filter(({ severity }) => severity === 'violation');
    // Several schemes may require different values of the same field.
    if (violation?.code === 'security-unmet') return;
    if (violation !== undefined) fail('request-refused', `${name}: ${messageOf(violation)}`);
    for (const wish of [{}, ...wishesOf(operation)]) {
      for (const dynamic of ['dynamic=false', 'dynamic=true']) {
        await answer(operation, name, request, { ...wish, prefer: [wish.prefer, dynamic] });
      }
    }
    if (operation.method === 'GET') await head(name, request);
  }

  async function answer(operation, name, request, { accept, prefer }) {
    const preferred = prefer.filter(Boolean).join(', ');
    const asked = `${name} ${preferred}${accept === undefined ? '' : ` as ${accept}`}`;
    const headers = { ...request.headers, prefer: preferred, ...(accept && { accept }) };
    const start = performance.now();
    const response = await mock.handle({ ...request, headers });
    const elapsed = performance.now() - start;
    parentPort.postMessage({ answers: 1 });
    if (elapsed > 500) fail('slow', `${asked}: ${Math.round(elapsed)} ms`);
    const body = Buffer.from(response.body).toString();
    const problem = /problem\+json/.test(response.headers['content-type'] ?? '')
      ? JSON.parse(body)
      : undefined;
    if (problem?.type?.includes('prism/errors')) {
      if (isWhole) fail('no-answer', `${asked}: ${problem.status} ${problem.detail}`);
      return;
    }
    const why = second(operation, response, body);
    if (why !== undefined) fail('answer-refused', `${asked}: ${why}: ${body.slice(0, 200)}`);
    const wanted = /code=(\d+)/.exec(preferred)?.[1];
    if (wanted !== undefined && Number(wanted) !== response.status) {
      fail('no-answer', `${asked}: ${response.status} came`);
    }
  }

  /** The answer to HEAD is that to GET without its content (RFC 9110 section 9.3.2). */
  async function head(name, request) {
    const [got, headed] = [
      await mock.handle(request),
      await mock.handle({ ...request, method: 'HEAD' }),
    ];
    if (isWhole && headed.status >= 500) fail('no-answer', `${name} as HEAD: ${headed.status}`);
    if (headed.status !== got.status && headed.status !== 405 && headed.status !== 404) {
      fail('head-differs', `${name}: ${headed.status}, and the GET had ${got.status}`);
    }
  }
}

/** Every described status, and every further media type of each. */
function wishesOf({ responses }) {
  return responses.flatMap(({ status, content }) => {
    if (!/^[2-5]\d\d$/.test(status)) return [];
    const prefer = `code=${status}`;
    const others = content.slice(1).filter(({ name }) => !name.includes('*'));
    return [{ prefer }, ...others.map(({ name }) => ({ prefer, accept: name }))];
  });
}

function isAlike(one, other) {
  const shape = ({ path }) => path.replace(/\{[^{}]*\}/g, '{}');
  return one !== undefined && shape(one) === shape(other);
}

/** Validates the JSON of an answer with ajv; `undefined` if ajv finds no error. */
function createSecond(api) {
  const root = plain(api.root.value, api.dialect === '3.0');
  const options = { strict: false, validateSchema: false, logger: false };
  const ajv = new Ajv2020({ ...options, inlineRefs: false });
  // A format decides which branch of a oneOf a value has.
  addFormats.default(ajv);
  ajv.addSchema(root, 'document:');
  const validators = new Map();
  return ({ method, responses }, response, body) => {
    if (method === 'HEAD') return;
    const described = responses.find(({ status }) => Number(status) === response.status);
    const type = response.headers['content-type'] ?? '';
    const media = described?.content.find(({ name }) => name.split(';')[0] === type.split(';')[0]);
    if (!/^application\/(?:[\w.-]+\+)?json/.test(type) || media?.schema?.at.document !== api.root)
      return;
    const { pointer } = media.schema.at;
    if (!validators.has(pointer)) validators.set(pointer, compiled(ajv, pointer));
    const validate = validators.get(pointer);
    if (validate === undefined || validate(JSON.parse(body))) return;
    return ajv.errorsText(validate.errors);
  };
}

function compiled(ajv, pointer) {
  try {
    return ajv.compile({ $ref: `document:#${encodeURI(pointer)}` });
  } catch {
    // ajv cannot decide about patterns outside ECMA-262 and references to other files.
    return undefined;
  }
}

/** A document with its schemas in ajv's form, for answers. */
function plain(value, is30) {
  if (Array.isArray(value)) return value.map((item) => plain(item, is30));
  if (typeof value !== 'object' || value === null) return value;
  if (is30 && typeof value.$ref === 'string') return { $ref: value.$ref };
  const result = {};
  for (const [name, member] of Object.entries(value)) {
    // 2020-12 has no `$recursiveRef`, and ajv follows it.
    if (/^\$recursive/.test(name)) continue;
    // An $id in a schema would clash with our own.
    if (name !== 'example' && name !== 'examples') result[name] = plain(member, is30);
  }
  if (Array.isArray(value.required) && typeof value.properties === 'object') {
    result.required = value.required.filter((name) => !value.properties?.[name]?.writeOnly);
  }
  if (!is30) return result;
  if (value.nullable === true && typeof value.type === 'string') {
    result.type = [value.type, 'null'];
  }
  for (const [bound, exclusive] of [
    ['minimum', 'exclusiveMinimum'],
    ['maximum', 'exclusiveMaximum'],
  ]) {
    if (typeof value[exclusive] !== 'boolean') continue;
    delete result[exclusive];
    if (value[exclusive] && result[bound] !== undefined) {
      result[exclusive] = result[bound];
      delete result[bound];
    }
  }
  return result;
}
