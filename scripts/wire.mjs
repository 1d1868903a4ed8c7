// Calls every operation of a folder of OpenAPI documents through its generated client, and through
// openapi-fetch with the same contract. A server on this machine keeps the requests:
//
//   node scripts/wire.mjs <folder> [--all]
//
// The calls send valid examples and samples: the required parameters, then all of them, with each
// media type of the body. Our judge and parsers of other projects (second-readers.mjs) read the
// requests, which must contain the given values.
//
// It prints a line for each document, then the differences: the first few of each document, or all.
// Exit code: 0 no differences, 1 differences, 2 something could not be checked.

import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import createFetchClient from 'openapi-fetch';
import { makeReady } from './ready.mjs';
import { bodyFaults, pairFaults, same, textOf } from './second-readers.mjs';

const shownFaults = 5;
const [folder, ...flags] = process.argv.slice(2);
if (folder === undefined || !existsSync(folder)) {
  process.stdout.write(
    `skipped: ${folder === undefined ? 'no folder is named' : `there is no folder ${folder}`}\n`,
  );
  process.exit(2);
}
makeReady();
const { default: ts } = await import('typescript');
const { loadApi } = await import('../dist/lib/api/load.js');
const { forOpenapiFetch } = await import('../dist/lib/client/client.js');
const { generateFiles } = await import('../dist/lib/generate/generate.js');
const { isJson, isXml } = await import('../dist/lib/http/media-type.js');
const { bodyOf, callsOf, paramsOf } = await import('./example-calls.mjs');
const { createJudge } = await import('../dist/lib/judge/judge.js');
const { messageOf } = await import('../dist/lib/report/message.js');
const { namedOperations } = await import('../dist/lib/typescript/operation-names.js');
const { apiTypeName } = await import('../dist/lib/typescript/type-name.js');

const root = fileURLToPath(new URL('..', import.meta.url));
mkdirSync(path.join(root, 'dist'), { recursive: true });
// Inside the project, where `specwright/client` resolves to the build.
const made = mkdtempSync(path.join(root, 'dist/wire-'));
process.on('exit', () => rmSync(made, { recursive: true, force: true }));

let received = [];
const server = createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const { method, url, headers } = request;
  received.push({ method, target: url, headers, body: new Uint8Array(Buffer.concat(chunks)) });
  response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const baseUrl = `http://127.0.0.1:${server.address().port}`;

/** The client of a document and its facts, from the generated files. */
async function generated(api) {
  const text = (await generateFiles(api)).get('client.ts');
  const options = { target: 'es2022', module: 'es2022' };
  const { outputText } = ts.transpileModule(text, { compilerOptions: options });
  const file = path.join(made, `${api.name}.mjs`);
  writeFileSync(file, outputText);
  const module = await import(pathToFileURL(file).href);
  const contract = Object.entries(module).find(([name]) => name.endsWith('Contract'))[1];
  return { create: module[`create${apiTypeName(api.name)}Client`], contract };
}

/** A value for each scheme that a request can carry. */
function credentialsFor(api) {
  return Object.fromEntries(
    [...api.securitySchemes.values()].map(({ name, credential }) => [
      name,
      credential.type === 'http' && credential.scheme === 'basic'
        ? { username: 'é', password: 'secret' }
        : 'secret',
    ]),
  );
}

/** The findings of the judge, and the values that it reads differently. */
function judgedFaults(request, { call, given, operation }, judge) {
  const judged = judge.request(request);
  if (judged.operation !== operation) {
    const is = judged.operation;
    // A server cannot decide between a concrete path and a template of the same form, nor see a
    // fragment.
    const form = (path) => path.split('#')[0].replaceAll(/\{[^{}]*\}/g, '{}');
    const isAmbiguous =
      is?.path.includes('{') === false ||
      (is !== undefined && form(is.path) === form(operation.path));
    return isAmbiguous ? [] : [`it is taken for ${is?.method} ${is?.path}`];
  }
  // Advisories about a documented example, such as a read-only member, are not the client's fault.
  const faults = judged.findings.filter(({ severity }) => severity !== 'advisory').map(messageOf);
  for (const { parameter, value } of call.parameters) {
    const place = parameter.in === 'querystring' ? 'query' : parameter.in;
    if (isNothing(value)) continue;
    faults.push(...same(`judged ${place} ${parameter.name}`, judged[place][parameter.name], value));
  }
  if (given !== undefined && !(given instanceof Uint8Array)) {
    const { example, media } = call.body;
    const isTexts = !isJson(media.range) && !isXml(media.range);
    const read = (value) => (isTexts ? asTexts(comparable(value)) : comparable(value));
    if (!example.isText)
      faults.push(...same('judged body', read(judged.body), read(example.value)));
  }
  return faults;
}

/** Empty lists and objects are not sent (RFC 6570 section 2.3). */
function isNothing(value) {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

/**
 * The members of a form as texts. A text cannot show which of several types it has. It cannot tell
 * a list of one item from the item, nor an empty list from a missing one.
 */
function asTexts(value) {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const members = Object.entries(value).map(([name, member]) => {
    const items = [member].flat();
    return [name, items.length === 1 ? textOf(items[0]) : items.map(textOf)];
  });
  return Object.fromEntries(members.filter(([, texts]) => texts.length > 0));
}

/** Files by their text. */
function comparable(value) {
  return JSON.parse(
    JSON.stringify(value ?? null, (_, part) =>
      part instanceof Uint8Array ? Buffer.from(part).toString() : part,
    ),
  );
}

/** The values that parsers of other projects read differently. */
async function readFaults({ target, headers, body }, { call, given }) {
  const url = new URL(target, baseUrl);
  const faults = [];
  const own = (place) => call.parameters.filter(({ parameter }) => parameter.in === place);
  const styles = new Map(own('query').map(({ parameter }) => [parameter.name, parameter]));
  const query = Object.fromEntries(
    own('query').map(({ parameter, value }) => [parameter.name, value]),
  );
  faults.push(
    ...pairFaults(url.searchParams, query, (name) => {
      const { style, explode, content } = styles.get(name);
      return { style, explode, json: content !== undefined };
    }),
  );
  for (const { parameter, value } of own('header')) {
    if (parameter.content !== undefined || (typeof value === 'object' && !Array.isArray(value)))
      continue;
    const text = Buffer.from(headers[parameter.name.toLowerCase()] ?? '', 'latin1').toString(
      'latin1',
    );
    faults.push(...same(parameter.name, text, [value].flat().map(textOf).join(',')));
  }
  if (given !== undefined) {
    const message = { body, contentType: headers['content-type'] ?? '' };
    faults.push(...(await bodyFaults(message, given, call.body.media.encoding)));
  }
  return faults;
}

/** Checks one document. */
async function examine(file) {
  const result = { file, operations: 0, calls: 0, without: 0, refused: 0, faults: [] };
  const { api } = await loadApi(file);
  if (api === undefined) return { ...result, unread: true };
  const judge = createJudge(api);
  const { create, contract } = await generated(api);
  const credentials = credentialsFor(api);
  const client = create({ baseUrl, credentials });
  const { options, middleware } = forOpenapiFetch(contract, { baseUrl, credentials });
  const other = createFetchClient(options);
  other.use(middleware);
  for (const { operation, key, hasId } of namedOperations(api)) {
    const { method, path: template } = operation;
    result.operations += 1;
    const calls = callsOf(operation, judge.schemas);
    if (calls.length === 0) result.without += 1;
    for (const { name, call } of calls) {
      const params = paramsOf(call);
      const { given, contentType } = bodyOf(call);
      const headers = contentType === undefined ? {} : { 'content-type': contentType };
      const ours = { params, ...(given !== undefined && { body: given, contentType }) };
      const theirs = {
        params,
        headers,
        parseAs: 'text',
        ...(given !== undefined && { body: given }),
      };
      const ways = {
        'by id': hasId && (() => client[key](ours)),
        'by path': !hasId && (() => client[method](template, ours)),
        'openapi-fetch': () => other.request(method.toLowerCase(), template, theirs),
      };
      for (const [way, make] of Object.entries(ways)) {
        if (!make) continue;
        received = [];
        const about = `${method} ${template} ${name} (${way})`.replace(/ +/g, ' ');
        try {
          await make();
        } catch (error) {
          // fetch cannot send TRACE, nor a body with GET or HEAD.
          if (/method is unsupported|method cannot have body/.test(String(error)))
            result.refused += 1;
          else result.faults.push(`${about}: ${error.message}`);
          continue;
        }
        result.calls += 1;
        const [request] = received;
        if (request === undefined) {
          result.faults.push(`${about}: nothing has come`);
          continue;
        }
        const story = { call, given, operation };
        const faults = [
          ...same('method', request.method, method),
          ...judgedFaults(request, story, judge),
          ...(await readFaults(request, story)),
        ];
        result.faults.push(...new Set(faults.map((fault) => `${about}: ${fault}`)));
      }
    }
  }
  return result;
}

const files = readdirSync(folder)
  .filter((name) => /\.(?:json|ya?ml)$/i.test(name))
  .sort()
  .map((name) => path.join(folder, name));
let hasFaults = false;
for (const file of files) {
  const { operations, calls, without, refused, faults, unread } = await examine(file);
  hasFaults ||= faults.length > 0;
  if (unread) process.exitCode = 2;
  const notes = [
    unread ? 'cannot be loaded' : `${operations} operations, ${calls} calls`,
    ...(without > 0 ? [`${without} without a valid example`] : []),
    ...(refused > 0 ? [`${refused} that no fetch sends`] : []),
    `${faults.length} faults`,
  ];
  process.stdout.write(`${path.basename(file)}: ${notes.join(', ')}\n`);
  const shown = flags.includes('--all') ? faults : faults.slice(0, shownFaults);
  process.stdout.write(shown.map((line) => `  ${line}\n`).join(''));
  if (shown.length < faults.length)
    process.stdout.write(`  … and ${faults.length - shown.length} more; --all shows them\n`);
}
if (hasFaults) process.exitCode ??= 1;
server.closeAllConnections();
server.close();
