// Compares `expressContract` with express-openapi-validator: requests a second, and how many of some
// right and wrong requests each judges as the document says.

import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { body, exchange, tenant } from '../exchange.mjs';
import { print, ratio, whole } from '../measure.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const without = (members, ...names) =>
  Object.fromEntries(Object.entries(members).filter(([name]) => !names.includes(name)));
const { target } = exchange.request;
const headers = without(exchange.request.headers, 'host', 'content-length');
const path = target.split('?')[0];
const type = (value) => ({ ...headers, 'content-type': value });

/** Requests, and the status that the document and HTTP ask for. */
const requests = {
  'a valid request': [201, {}],
  'a charset of JSON': [201, { headers: type('application/json; charset=utf-8') }],
  'no query': [201, { target: path }],
  'a list of two': [201, { target: `${path}?expand=address&expand=contacts` }],
  'a list of one': [201, { target: `${path}?expand=address` }],
  'a missing property': [400, { body: without(body, 'name') }],
  'an undescribed property': [400, { body: { ...body, more: 1 } }],
  'a wrong type': [400, { body: { ...body, newsletter: 'yes' } }],
  'a number as text': [400, { body: { ...body, points: '420' } }],
  'a fraction for an integer': [400, { body: { ...body, points: 1.5 } }],
  'a day that does not exist': [400, { body: { ...body, birthday: '1990-02-30' } }],
  'no uuid in the path': [400, { target: target.replace(tenant, '7') }],
  'no boolean in the query': [400, { target: `${path}?dryRun=maybe` }],
  'a value outside an enum of a list': [400, { target: `${path}?expand=address&expand=more` }],
  'content that is not JSON': [400, { text: '{' }],
  'no content': [400, { text: '' }],
  'no token': [401, { headers: without(headers, 'authorization') }],
  'another media type': [415, { headers: type('text/plain') }],
  'an unknown path': [404, { target: '/nowhere' }],
  'an undescribed method': [405, { method: 'PUT' }],
};

const names = ['none', 'specwright', 'express-openapi-validator'];

/** Prints both tables. */
export async function servers(seconds = 6) {
  const rows = [];
  const wrong = [];
  for (const name of names) {
    const provider = spawn(process.execPath, ['provider.mjs', name], {
      cwd: here,
      env: { ...process.env, NODE_ENV: 'production' },
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    });
    try {
      const [port] = await once(provider.stdout, 'data');
      const said = [];
      for (const [request, [status, given]] of Object.entries(requests)) {
        const got = await statusOf(String(port).trim(), given);
        if (got !== status) said.push(`${request}: ${got} instead of ${status}`);
      }
      const before = await cpuOf(provider);
      const load = ['../mock/load.mjs', String(port).trim(), '', String(seconds), '16'];
      const { stdout } = spawnSync(process.execPath, load, { cwd: here, encoding: 'utf8' });
      const { perSecond, answers, statuses } = JSON.parse(stdout);
      if (Object.keys(statuses).join() !== '201') throw new Error(`${name}: ${stdout}`);
      const cpu = (await cpuOf(provider)) - before;
      const right = Object.keys(requests).length - said.length;
      rows.push({ name, perSecond, cpu: (cpu / answers) * 1000, right });
      if (name !== 'none') wrong.push(...said.map((text) => [name, text]));
    } finally {
      provider.kill();
    }
  }
  const [plain] = rows;
  print('client: a provider with Express', [
    [
      ...['', 'requests a second', 'of no check', 'CPU ms of 1,000', 'of no check'],
      `right of ${Object.keys(requests).length}`,
    ],
    ...rows.map(({ name, perSecond, cpu, right }) => [
      ...[name, whole(perSecond), ratio(perSecond / plain.perSecond)],
      ...[cpu.toFixed(0), ratio(cpu / plain.cpu)],
      name === 'none' ? '' : String(right),
    ]),
  ]);
  if (wrong.length > 0) print('client: where the status is another', [['', ''], ...wrong]);
}

/** The milliseconds of CPU that a provider has used. */
async function cpuOf(provider) {
  provider.send('cpu');
  const [used] = await once(provider, 'message');
  return used;
}

async function statusOf(port, given) {
  const all = {
    method: 'POST',
    target,
    headers,
    text: JSON.stringify(given.body ?? body),
    ...given,
  };
  const response = await fetch(`http://127.0.0.1:${port}${all.target}`, {
    method: all.method,
    headers: all.headers,
    body: all.text,
  });
  await response.arrayBuffer();
  return response.status;
}
