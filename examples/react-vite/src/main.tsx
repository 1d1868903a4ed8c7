import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import type { Middleware } from 'specwright/client';
import type { NotesOptions } from '../generated/notes/client.ts';
import { Notes } from './notes.tsx';

const middleware: Middleware[] = [];
if (import.meta.env.DEV) {
  // What breaks the contract is said in the console while one develops; a built page has none of it.
  const { contractCheck, openJudge } = await import('specwright/browser');
  const { default: contract } = await import('../openapi.yaml?url');
  middleware.push(contractCheck(await openJudge(contract)));
}

const client: NotesOptions = { baseUrl: new URL('/api', location.href).href, middleware };
createRoot(document.getElementById('root')!).render(
  <QueryClientProvider client={new QueryClient()}>
    <Notes client={client} />
  </QueryClientProvider>,
);
