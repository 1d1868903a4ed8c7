import { parseUrl } from '../http/url.ts';

/** Which documents on other hosts may be fetched: none, all, or those of some origins. */
export type AllowRemote = boolean | readonly string[];

/**
 * Why a reference in the document `from` may not be followed to `target`; `undefined` if it may. A
 * file may refer to files, a URL to its own origin, and both to allowed origins. So no unrequested
 * fetch happens, and no remote document reads a local file.
 */
export function whyNotAllowed(
  target: string,
  from: string,
  allow: AllowRemote,
): string | undefined {
  const [to, by] = [new URL(target), new URL(from)];
  if (to.protocol === 'file:') {
    return by.protocol === 'file:' ? undefined : 'it is a local file, and what refers to it is not';
  }
  if (!/^https?:$/.test(to.protocol)) return `documents are not read by "${to.protocol}"`;
  if (by.origin === to.origin || allows(allow, to)) return undefined;
  return `it is at ${to.origin}, and nothing is requested there unless you allow it (--allow-remote; in a program, "allowRemote")`;
}

/** Whether an origin is allowed. */
export function allows(allow: AllowRemote, { origin }: URL): boolean {
  if (typeof allow === 'boolean') return allow;
  return allow.some((one) => parseUrl(one)?.origin === origin);
}
