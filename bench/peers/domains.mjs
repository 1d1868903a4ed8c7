// The domains of test/mutants/mechanical and their mutants, as in the tests: Vite reads the
// TypeScript.

import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The domains, the functions that make mutants and prove them, and the function that stops Vite. */
export async function mechanical() {
  const vite = await createServer({
    root,
    configFile: false,
    appType: 'custom',
    logLevel: 'error',
    optimizeDeps: { noDiscovery: true },
    server: { middlewareMode: true, hmr: false, ws: false, watch: null },
  });
  const load = (file) => vite.ssrLoadModule(`/test/mutants/${file}`);
  const parts = await Promise.all(
    ['domains', 'domain', 'operators', 'proof', 'rule', 'service', 'hunt'].map((name) =>
      load(`mechanical/${name}.ts`),
    ),
  );
  const { serve } = await load('http.ts');
  return { ...Object.assign({}, ...parts), serve, close: () => vite.close() };
}
