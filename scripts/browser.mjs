// Writes dist/browser/: handlers for MSW in a page, without modules of Node. Other packages stay
// outside; the bundler of the page finds them.

import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const root = fileURLToPath(new URL('..', import.meta.url));
const library = path.join(root, 'dist/lib');
const out = path.join(root, 'dist/browser');
const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
const inBrowser = path.join(library, 'mock/testing/in-browser.js');

/** Files that a page cannot use, each with the code that replaces it. */
const standIns = {
  'mock/listener.js': 'export const createListener = () => undefined;',
  // The browser has already decoded the content of a page's requests.
  'mock/decode-request.js':
    'export const withDecodedContent = (request) => ({ ok: true, request });',
  'mock/pages.js':
    'const none = async () => ({ status: 404, headers: {}, body: new Uint8Array() }); export const createOwnPages = () => ({ home: none, console: none, file: none, example: none });',
  'mock/signature.js':
    'export const signatureOf = () => undefined; export const wrongSecret = () => undefined; export const messageId = () => "";',
  'mock/webhooks.js': absent('controlWebhooks', 'A page sends no webhooks'),
  'mock/prism/engine.js': absent('createPrismResponder', 'A page cannot load Prism'),
  'mock/prism/data.js':
    'export const createPrism = () => ({ load: async () => {}, answer: async () => ({ ok: false, reason: undefined }) });',
  'mock/state/redis/redis-store.js': absent('createRedisStore', 'A page cannot reach Redis'),
  'report/version.js': `export const readVersion = () => ${JSON.stringify(version)};`,
  'api/load.js':
    "import { fetchApi } from './fetched.js'; export const loadApi = (source, options) => fetchApi(source, options).loading;",
};

rmSync(out, { recursive: true, force: true });
const bundle = await rolldown({
  input: path.join(library, 'msw.js'),
  platform: 'browser',
  onLog(level, log, tell) {
    // A replacement lacks an export.
    if (log.code === 'IMPORT_IS_UNDEFINED') throw new Error(log.message);
    tell(level, log);
  },
  transform: {
    inject: { Buffer: [inBrowser, 'Buffer'], setImmediate: [inBrowser, 'setImmediate'] },
  },
  external: (id) => !id.startsWith('.') && !path.isAbsolute(id) && !id.startsWith('node:'),
  plugins: [
    {
      name: 'stand-ins',
      resolveId: (id) => (id.startsWith('node:') ? inBrowser : undefined),
      load: (id) => standIns[path.relative(library, id).split(path.sep).join('/')],
    },
  ],
});
await bundle.write({ dir: out, format: 'esm', chunkFileNames: '[name].js' });
await bundle.close();

function absent(name, reason) {
  return `export const ${name} = () => { throw new Error(${JSON.stringify(reason)}); };`;
}
