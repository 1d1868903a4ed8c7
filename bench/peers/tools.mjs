// How to run each tool, with the settings that find most and end within minutes, and which faults
// it reports: a list of texts that begin with the method and the path.

import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse, stringify } from 'yaml';

const specwright = fileURLToPath(new URL('../../bin/specwright.js', import.meta.url));
const write = (file, value) =>
  writeFileSync(file, stringify(value, { aliasDuplicateObjects: false }));
const read = (file) => JSON.parse(readFileSync(file, 'utf8'));

/** Resolves with the output of a command, also if the command fails: a failure is a valid result. */
export function run(command, args, { folder, env = {}, minutes = 30 }) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: folder, env: { ...process.env, ...env } });
    const timer = setTimeout(() => child.kill('SIGKILL'), minutes * 60_000);
    let text = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        text += chunk;
      });
    }
    child.once('error', reject);
    child.once('close', () => {
      clearTimeout(timer);
      resolve(text);
    });
  });
}

const installed = (folder, file) => path.join(folder, '../node_modules', file);
const node = (folder, file, args, options = {}) =>
  run(process.execPath, [installed(folder, file), ...args], { folder, ...options });

const accessFields = ({ access }) =>
  Object.entries(access).map(([name, value]) => `${name}: ${value}`);

async function bySpecwright({ folder, document, url, domain }) {
  write(path.join(folder, 'api.yaml'), document);
  const credentials = Object.entries(domain.credentials).map((pair) => pair.join('='));
  await run(
    process.execPath,
    [
      ...[specwright, 'verify', 'api.yaml', '--base-url', url, '--report', 'json=report.json'],
      ...credentials.flatMap((one) => ['-c', one]),
    ],
    { folder },
  );
  const { causes } = read(path.join(folder, 'report.json'));
  return causes.filter(({ severity }) => severity === 'violation').map(({ cause }) => cause);
}

async function byDredd({ folder, document, url, domain }) {
  write(path.join(folder, 'api.yaml'), document);
  const text = await node(folder, 'dredd/bin/dredd', [
    ...['api.yaml', url, '--sorted', '--inline-errors', '--no-color', '--loglevel=error'],
    ...accessFields(domain).flatMap((field) => ['--header', field]),
  ]);
  if (!/^(?:pass|fail): /m.test(text)) throw new Error(text.slice(0, 600));
  return [...text.matchAll(/^fail: (\w+) \((\d+)\) (\S+) .*\n(?:fail: ([\s\S]*?)\n\n)?/gm)].map(
    ([, method, status, target, why = '']) => `${method} ${target} ${status} ${why}`,
  );
}

async function byRespect({ folder, document, domain }) {
  const cli = '@redocly/cli/bin/cli.js';
  write(path.join(folder, 'api.yaml'), document);
  await node(folder, cli, ['generate-arazzo', 'api.yaml', '-o', 'flows.arazzo.yaml']);
  const arazzo = parse(readFileSync(path.join(folder, 'flows.arazzo.yaml'), 'utf8'));
  const isLast = ({ workflowId }) => workflowId.startsWith('delete');
  arazzo.workflows.sort((one, other) => Number(isLast(one)) - Number(isLast(other)));
  write(path.join(folder, 'flows.arazzo.yaml'), arazzo);
  const inputs = Object.entries(domain.credentials).map((pair) => pair.join('='));
  await node(folder, cli, [
    ...['respect', 'flows.arazzo.yaml', '-J', 'out.json', '--max-steps', '100000'],
    ...inputs.flatMap((one) => ['--input', one]),
  ]);
  const workflows = Object.values(read(path.join(folder, 'out.json')).files).flatMap(
    ({ executedWorkflows }) => executedWorkflows,
  );
  return workflows
    .flatMap(({ executedSteps }) => executedSteps)
    .flatMap(({ stepId, checks }) =>
      checks
        .filter(({ passed }) => !passed)
        .map(({ name, message }) => {
          const [method, ...rest] = stepId.replace(/-step$/, '').split('-');
          return `${method.toUpperCase()} /${rest.join('/')} ${name} ${message.slice(0, 300)}`;
        }),
    );
}

async function byPortman({ folder, document, url, domain }) {
  write(path.join(folder, 'api.yaml'), document);
  const { invalid } = domain.create();
  const settings = read(installed(folder, '@apideck/portman/portman-config.default.json'));
  const fuzzed = {
    requiredFields: { enabled: true },
    minimumNumberFields: { enabled: true },
    maximumNumberFields: { enabled: true },
    minLengthFields: { enabled: true },
    maxLengthFields: { enabled: true },
  };
  settings.tests.variationTests = [
    {
      openApiOperation: '*::/*',
      variations: [
        {
          name: 'invalid',
          fuzzing: [{ requestBody: [fuzzed], requestQueryParams: [fuzzed] }],
          tests: { contractTests: [{ statusCode: { enabled: true, code: invalid } }] },
        },
      ],
    },
  ];
  writeFileSync(path.join(folder, 'portman.json'), JSON.stringify(settings));
  await node(folder, '@apideck/portman/bin/portman', [
    ...['-l', 'api.yaml', '-o', 'collection.json', '-b', url, '-c', 'portman.json'],
  ]);
  const [[name, value]] = Object.entries(domain.access);
  const collection = read(path.join(folder, 'collection.json'));
  withField(collection, name, value);
  writeFileSync(path.join(folder, 'collection.json'), JSON.stringify(collection));
  await node(folder, 'newman/bin/newman.js', [
    ...['run', 'collection.json', '--reporters', 'json', '--reporter-json-export', 'out.json'],
  ]);
  return read(path.join(folder, 'out.json')).run.executions.flatMap(({ item, assertions = [] }) =>
    assertions
      .filter(({ error }) => error !== undefined)
      .map(({ assertion }) => assertion.replace(/^\[(\w+)\]::/, '$1 ').concat(` ${item.name}`)),
  );
}

/** Adds a field to each request of a collection, in place of its authentication. */
function withField(folderOrItem, name, value) {
  for (const item of folderOrItem.item ?? []) withField(item, name, value);
  const { request } = folderOrItem;
  delete folderOrItem.auth;
  if (request === undefined) return;
  request.auth = { type: 'noauth' };
  const others = (request.header ?? []).filter(({ key }) => key.toLowerCase() !== name);
  request.header = [...others, { key: name, value }];
}

async function bySpecmatic({ folder, document, url, domain }) {
  write(path.join(folder, 'api.yaml'), document);
  await run(
    'java',
    [
      ...['-jar', installed(folder, 'specmatic/specmatic.jar'), 'test', 'api.yaml'],
      ...[`--testBaseURL=${url}`, '--junitReportDir=out'],
    ],
    {
      folder,
      env: {
        ...domain.credentials,
        SPECMATIC_GENERATIVE_TESTS: 'true',
        MAX_TEST_REQUEST_COMBINATIONS: '2',
      },
    },
  );
  const report = path.join(folder, 'out/TEST-junit-jupiter.xml');
  if (!existsSync(report)) throw new Error('no report');
  const xml = readFileSync(report, 'utf8');
  return [
    ...xml.matchAll(/<testcase [^>]*?\sname="([^"]*)"[^>]*>\s*<failure message="([^"]*)"/g),
  ].map(([, name, message]) => {
    const [, operation = name] = /API: (\S+ \S+ -&gt; \S+?)(?:&#10;|\s)/.exec(message) ?? [];
    const places = [...message.matchAll(/&gt;&gt; ([A-Z][\w.()[\]-]*)/g)].map(([, one]) => one);
    const kind = /([+-]ve) {2}Scenario/.exec(name)?.[1] ?? '';
    return `${operation.replace('-&gt;', '')} ${kind} ${[...new Set(places)].sort().join(' ')}`;
  });
}

export const peers = {
  specwright: { by: bySpecwright, isAlone: true },
  specmatic: { by: bySpecmatic, isNamed: true },
  portman: { by: byPortman },
  respect: { by: byRespect },
  dredd: { by: byDredd },
};
