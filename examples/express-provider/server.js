// A provider that keeps openapi.yaml: Express does the work, and the contract says what is let in.

import { fileURLToPath } from 'node:url';
import express from 'express';
import { messageOf, openJudge } from 'specwright';

/** @param {string} token what a client must send */
export async function createApp(token) {
  const judge = await openJudge(fileURLToPath(new URL('openapi.yaml', import.meta.url)));
  const notes = new Map([[1, note(1, { text: 'Buy milk' })]]);
  let last = 1;

  const app = express();
  app.disable('x-powered-by');
  app.use(express.raw({ type: () => true, limit: '100kb' }));
  app.use(async (request, response, next) => {
    // A body that is not there is an empty object to Express.
    const body = Buffer.isBuffer(request.body) ? request.body : undefined;
    const { method, originalUrl, headers } = request;
    const { findings } = await judge.fetched({ method, url: originalUrl, headers, body });
    const [finding] = findings.filter(({ severity }) => severity === 'violation');
    if (finding?.code === 'security-unmet' || (!finding && !isKnown(request, token))) {
      response.set('WWW-Authenticate', 'Bearer');
      return problem(response, 401, 'Who are you?');
    }
    if (finding === undefined) return next();
    const status = { 'path-unknown': 404, 'method-unknown': 405, 'media-type-undocumented': 415 };
    if (finding.code === 'method-unknown') response.set('Allow', finding.args.known.join(', '));
    problem(response, status[finding.code] ?? 400, messageOf(finding));
  });

  app.get('/notes', ({ query }, response) => {
    const newest = [...notes.values()].reverse();
    response.json(newest.slice(0, Number(query.limit ?? 20)));
  });
  app.post('/notes', ({ body }, response) => {
    last += 1;
    notes.set(last, note(last, JSON.parse(body)));
    response.status(201).location(`/notes/${last}`).json(notes.get(last));
  });
  app.get('/notes/:id', ({ params }, response) => {
    const found = notes.get(Number(params.id));
    if (found === undefined) problem(response, 404, 'There is no such note');
    else response.json(found);
  });
  app.delete('/notes/:id', ({ params }, response) => {
    if (notes.delete(Number(params.id))) response.status(204).end();
    else problem(response, 404, 'There is no such note');
  });
  return app;
}

function note(id, { text, done = false }) {
  return { id, text, done, takenAt: new Date().toISOString() };
}

function isKnown({ headers }, token) {
  return headers.authorization?.replace(/^bearer /i, '') === token;
}

function problem(response, status, title) {
  response.status(status).type('application/problem+json').send(JSON.stringify({ title, status }));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const app = await createApp(process.env.NOTES_TOKEN ?? 'secret');
  app.listen(3000, '127.0.0.1', () => console.log('http://127.0.0.1:3000/notes'));
}
