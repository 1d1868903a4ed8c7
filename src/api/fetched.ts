import type { AllowRemote } from './allow.ts';
import { type LoadedApi, loadUri } from './load-uri.ts';

/** Loads a document as a page does: it is fetched, with the documents that it refers to. */
export function fetchApi(
  source: string,
  { allowRemote }: { allowRemote?: AllowRemote | undefined },
) {
  const uri = new URL(source, globalThis.location?.href);
  const label = (one: string) => (one.startsWith(`${uri.origin}/`) ? new URL(one).pathname : one);
  const loading: Promise<LoadedApi> = loadUri(uri.href, { read: fetchText, label, allowRemote });
  return { label: label(uri.href), loading };
}

async function fetchText(uri: string): Promise<string> {
  // A page is not told where a redirect leads, so that none can be allowed.
  const response = await fetch(uri, { redirect: 'error' });
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  // Servers for development answer with their page where there is no such file.
  if (/^text\/html\b/i.test(response.headers.get('content-type') ?? '')) {
    throw new Error('the server answered with a page (text/html)');
  }
  return response.text();
}
