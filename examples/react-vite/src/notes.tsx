import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { z } from 'zod';
import type { NotesOptions } from '../generated/notes/client.ts';
import {
  createNoteMutationOptions,
  listNotesQueryKey,
  listNotesQueryOptions,
} from '../generated/notes/queries.ts';
import { NewNote } from '../generated/notes/schemas.ts';

export function Notes({ client }: { readonly client: NotesOptions }) {
  const notes = useQuery(listNotesQueryOptions(client));
  return (
    <main>
      <h1>Notes</h1>
      <NoteForm client={client} />
      {notes.isError && <p role="alert">The notes cannot be shown.</p>}
      <ul>
        {notes.data?.map((note) => (
          <li key={note.id}>{note.text}</li>
        ))}
      </ul>
    </main>
  );
}

function NoteForm({ client }: { readonly client: NotesOptions }) {
  const cache = useQueryClient();
  const create = useMutation({
    ...createNoteMutationOptions(client),
    onSuccess: () => cache.invalidateQueries({ queryKey: listNotesQueryKey() }),
  });
  const [mistake, setMistake] = useState('');

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    // The contract's own limits, before anything is sent.
    const checked = NewNote.safeParse(Object.fromEntries(new FormData(form)));
    setMistake(mistakeIn(checked.error?.issues[0]));
    if (checked.success) create.mutate({ body: checked.data }, { onSuccess: () => form.reset() });
    else create.reset();
  }

  // The error has the type of the described failures.
  const refusal =
    create.error?.result?.status === 400
      ? create.error.result.problem.title
      : 'The note was not taken.';
  const trouble = mistake || (create.isError && refusal);
  return (
    <form onSubmit={submit}>
      <label>
        A note
        <input name="text" aria-invalid={mistake !== ''} />
      </label>
      <button type="submit" disabled={create.isPending}>
        Take it
      </button>
      {trouble && <p role="alert">{trouble}</p>}
    </form>
  );
}

/** What a violation says to the person who filled in the form; the limits are the contract's. */
function mistakeIn(issue?: z.core.$ZodIssue): string {
  if (issue?.code === 'too_small') return 'Write a note first.';
  if (issue?.code === 'too_big') return `A note has at most ${issue.maximum} characters.`;
  return issue?.message ?? '';
}
