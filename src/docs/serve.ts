import { extname } from 'node:path';
import type { HttpResponse } from '../http/exchange.ts';
import { contentPolicy } from './frame.ts';
import type { MakeFile } from './publish.ts';

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.json': 'application/json',
  '.yaml': 'application/yaml',
  '.xml': 'application/xml',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
};

/** A page or file of a site as an answer to a request, by its path below the site's own. */
export async function siteResponse(
  files: ReadonlyMap<string, MakeFile>,
  method: string,
  path: string,
): Promise<HttpResponse> {
  if (method !== 'GET' && method !== 'HEAD') {
    return answer(405, '.txt', 'The documentation is only read.\n', { allow: 'GET, HEAD' });
  }
  const name = path === '' || path.endsWith('/') ? `${path}index.html` : path;
  const make = files.get(decoded(name));
  if (make === undefined) {
    const missing = files.get('404.html');
    return missing === undefined
      ? answer(404, '.txt', 'There is no such page.\n')
      : answer(404, '.html', await missing());
  }
  // A script or style named by its content never changes.
  const isNamedByContent = /\.[\da-f]{10}\.\w+$/.test(name);
  return answer(200, extname(name), await make(), {
    'cache-control': isNamedByContent ? 'public, max-age=31536000, immutable' : 'no-cache',
  });
}

function answer(
  status: number,
  extension: string,
  content: string | Uint8Array,
  headers: Readonly<Record<string, string>> = {},
): HttpResponse {
  return {
    status,
    headers: {
      'content-type': mediaTypes[extension] ?? 'application/octet-stream',
      'content-security-policy': `${contentPolicy()}; frame-ancestors 'none'`,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      ...headers,
    },
    body: typeof content === 'string' ? new TextEncoder().encode(content) : content,
  };
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
