import { readPackageFile } from '../report/package-file.ts';
import { thrownMessage } from '../thrown-message.ts';
import { harmlessNames } from './harmless-tags.ts';

const bundleEnd = 'export{RedocStandalone,hydrate,init};';

/** The changes of Redoc's own script for a site without external requests. */
const replacements: readonly (readonly [string, string])[] = [
  // Redoc's search reaches this code only if a worker is configured, and a plain script may not
  // contain `import.meta`.
  ['e.Worker(import.meta.dirname+', 'e.Worker('],
  ['`string`?n:import.meta.url.', '`string`?n:document.baseURI.'],
  // The site's policy refuses style attributes, but not rules in a style sheet.
  ['` style="color: var(', '` data-token="'],
  ['})"`:``,o=``', '}"`:``,o=``'],
  // Tags that do more than format text are shown as text, as on our own pages.
  ['KB=/^[a-zA-Z][a-zA-Z:_.\\-\\d]*$/', `KB=/^(?:${harmlessNames.join('|')})$/`],
  ['value:UB(i,e)', `value:UB((${harmlessAttributes})(i),e)`],
  // A space between two tags is one.
  ['ontext(e){e?.trim().length>0&&', 'ontext(e){(e?.trim().length>0||/^ +$/.test(e))&&'],
  ['https://cdn.redoc.ly/redoc/logo-mini-full.svg', wordmark(60)],
  ['https://cdn.redoc.ly/redoc/logo-mini.svg', wordmark(60)],
];

/**
 * The options for Redoc: no telemetry. Its own sanitizer damages Markdown (quotes, `a < b`), so the
 * script that reads HTML in texts is changed instead.
 */
export const redocOptions = {
  disableTelemetry: true,
  sanitize: false,
  skipBundle: true,
  hideDownloadButtons: true,
  scrollYOffset: '.bar',
};

/** Redoc's script, or why it cannot be used. */
export type RedocScript =
  | { readonly ok: true; readonly text: string; readonly style: string }
  | { readonly ok: false; readonly reason: string };

/** The file in a site with the licenses of Redoc. */
export const licensesPath = 'licenses.txt';

/**
 * Redoc as a script that all pages share. It comes as a module, and browsers refuse modules from
 * `file:`; a plain script also works in a page that is opened from a folder.
 */
export async function redocScript(read: () => Promise<string> = readBundle): Promise<RedocScript> {
  try {
    return plainScript(await read());
  } catch (error) {
    const reason = thrownMessage(error).split('\n', 1)[0];
    return {
      ok: false,
      reason: `Redoc's script cannot be read: ${reason}; it is a part of specwright, so install that again`,
    };
  }
}

/**
 * The licenses of Redoc and of its contents, which must accompany each copy.
 * @throws {Error} if the package lacks these files.
 */
export async function redocLicenses(): Promise<string> {
  const [own, others] = await Promise.all([readCopy('LICENSE'), readCopy('THIRD_PARTY_NOTICES')]);
  return `Redoc, which is in assets/redoc.*.js, is a part of @redocly/cli.\n\n${own}\n${others}`;
}

function readBundle(): Promise<string> {
  return readCopy('redoc.standalone.js');
}

/** A file of Redoc, copied into the package by the build. */
function readCopy(file: string): Promise<string> {
  return readPackageFile(`dist/redoc/${file}`);
}

/** Makes a plain script of Redoc's module, without its remote parts. */
export function plainScript(bundle: string): RedocScript {
  let text = bundle.trimEnd();
  if (!text.endsWith(bundleEnd)) return unknownBundle(bundleEnd);
  text = text.slice(0, -bundleEnd.length);
  for (const [from, to] of replacements) {
    if (!text.includes(from)) return unknownBundle(from);
    text = text.replaceAll(from, to);
  }
  return {
    ok: true,
    text: `/*! Redoc; its licenses are in ${licensesPath} of this site */\n(() => {\n${text}\nglobalThis.Redoc = { init };\n})();\n`,
    style: tokenStyle(text),
  };
}

/** The colors of code, as rules for the attributes that replace styles. */
function tokenStyle(text: string): string {
  const names = new Set(text.match(/--code-block-tokens-[a-z-]+-color/g));
  return [...names].map((name) => `[data-token="${name}"] { color: var(${name}); }\n`).join('');
}

function unknownBundle(missing: string): RedocScript {
  const reason = `this version of Redoc is not known: its script has no "${missing}"`;
  return { ok: false, reason };
}

function wordmark(width: number): string {
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="14">` +
    '<text y="11" font-family="sans-serif" font-size="11" font-weight="700" fill="#7f8ba0">Redocly</text></svg>';
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

/** The allowed attributes of HTML in texts. It becomes part of Redoc's script. */
function harmlessAttributes(attributes: Record<string, string>): Record<string, string> {
  const allowed: Record<string, RegExp> = {
    href: /^(?:https?:|mailto:|[^:]*$)/i,
    src: /^(?:data:image\/(?:png|gif|jpeg|webp);|(?!\/\/)[^:]*$)/i,
    alt: /^/,
    title: /^/,
  };
  return Object.fromEntries(
    Object.entries(attributes).filter(([name, value]) => allowed[name]?.test(value)),
  );
}
