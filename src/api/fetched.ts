import type { AllowRemote } from './allow.ts';
import { type LoadedApi, loadUri } from './load-uri.ts';

/** Loads a document in a page: fetches it and the documents that it refers to. */
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
  // A page cannot see where a redirect leads, so redirects are refused.
  const response = await fetch(uri, { redirect: 'error' });
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  // Development servers answer missing files with their page.
  if (/^text\/html\b/i.test(response.headers.get('content-type') ?? '')) {
    throw new Error('the server answered with a page (text/html)');
  }
  return response.text();
}
