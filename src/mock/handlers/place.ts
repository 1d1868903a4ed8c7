import { relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The place of a function call as `file:line:column`; the stack is read only when needed. */
export function callSite(called: (...args: never) => unknown): () => string | undefined {
  const site: { stack?: string } = {};
  Error.captureStackTrace(site, called);
  return () => firstPlace(site.stack);
}

/** The place in the user's own file that threw an error. */
export function placeOfError(error: unknown): string | undefined {
  return error instanceof Error ? firstPlace(error.stack) : undefined;
}

/** The first stack frame in a file outside `node_modules` and outside this program. */
function firstPlace(stack: string | undefined): string | undefined {
  for (const line of (stack ?? '').split('\n')) {
    const frame =
      /(?:at |\()((?:file:\/\/)?\/[^()?]*?|(?:file:\/\/\/)?[A-Za-z]:[^()?]*?)(?:\?[^():]*)?:(\d+):(\d+)\)?$/.exec(
        line,
      );
    if (frame === null) continue;
    const path = frame[1]!.startsWith('file:') ? fileURLToPath(frame[1]!) : frame[1]!;
    if (isOurs(path)) continue;
    return `${shortened(path)}:${frame[2]}:${frame[3]}`;
  }
  return undefined;
}

const here = fileURLToPath(new URL('../..', import.meta.url));

function isOurs(path: string): boolean {
  return path.startsWith(here) || path.includes(`${sep}node_modules${sep}`);
}

function shortened(path: string): string {
  const inside = relative(process.cwd(), path);
  return inside.startsWith('..') ? path : inside.split(sep).join('/');
}
