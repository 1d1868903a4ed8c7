// A provider that keeps openapi.yaml: the contract decides which requests and which answers are
// valid.

import { fileURLToPath } from 'node:url';
import express, { type NextFunction, type Request, type Response } from 'express';
import { openJudge } from 'specwright';
import { expressContract } from 'specwright/server';
import { expressNotes, type NotesHandlers } from './generated/notes/server.js';
import type { components } from './generated/notes/types.js';

type Note = components['schemas']['Note'];

/** `token` is the token that clients must send. */
export async function createApp(token: string) {
  const judge = await openJudge(fileURLToPath(new URL('../openapi.yaml', import.meta.url)));
  const app = express();
  app.disable('x-powered-by');
  app.use(expressContract(judge));
  app.use((request: Request, response: Response, next: NextFunction) => {
    if (request.headers.authorization?.replace(/^bearer /i, '') === token) return next();
    const problem = JSON.stringify({ title: 'Who are you?', status: 401 });
    response.status(401).set('WWW-Authenticate', 'Bearer').type('application/problem+json');
    response.send(problem);
  });
  app.use(expressNotes(judge, notesHandlers()));
  return app;
}

function notesHandlers(): NotesHandlers {
  const notes = new Map<number, Note>([[1, note(1, { text: 'Buy milk' })]]);
  let last = 1;
  const missing = { title: 'There is no such note', status: 404 };

  return {
    listNotes({ query, respond }) {
      const newest = [...notes.values()].reverse();
      return respond(200, newest.slice(0, query.limit ?? 20));
    },
    createNote({ body, respond }) {
      last += 1;
      const made = note(last, body);
      notes.set(last, made);
      return respond(201, made, { headers: { Location: `/notes/${last}` } });
    },
    getNote({ path, respond }) {
      const found = notes.get(path.id);
      return found === undefined ? respond(404, missing) : respond(200, found);
    },
    deleteNote: ({ path, respond }) =>
      notes.delete(path.id) ? respond(204) : respond(404, missing),
  };
}

function note(id: number, { text, done = false }: components['schemas']['NewNote']): Note {
  return { id, text, done, takenAt: new Date().toISOString() };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const app = await createApp(process.env.NOTES_TOKEN ?? 'secret');
  app.listen(3000, '127.0.0.1', () => console.log('http://127.0.0.1:3000/notes'));
}
