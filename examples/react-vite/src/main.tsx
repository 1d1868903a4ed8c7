import { createRoot } from 'react-dom/client';
import { createNotesClient } from '../generated/notes/client.ts';
import { Notes } from './notes.tsx';

const client = createNotesClient({ baseUrl: new URL('/api', location.href).href });
createRoot(document.getElementById('root')!).render(<Notes client={client} />);
