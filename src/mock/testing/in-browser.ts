// Browser versions of the Node modules that the mock uses; scripts/browser.mjs inserts them.

import { sha256 } from './sha256.ts';

type Content = string | Uint8Array;

const bytesOf = (content: Content): Uint8Array =>
  typeof content === 'string' ? new TextEncoder().encode(content) : content;

const binaryText = (bytes: Uint8Array): string => {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
};

const bytesOfBinary = (text: string): Uint8Array =>
  Uint8Array.from(text, (character) => character.charCodeAt(0));

/** Replaces `createHash` of `node:crypto`, with SHA-256 only. */
export function createHash(_: 'sha256') {
  let content = new Uint8Array();
  return {
    update(added: Content) {
      const bytes = bytesOf(added);
      const joined = new Uint8Array(content.length + bytes.length);
      joined.set(content);
      joined.set(bytes, content.length);
      content = joined;
      return this;
    },
    digest(form: 'hex' | 'base64'): string {
      const hash = sha256(content);
      return form === 'base64'
        ? btoa(binaryText(hash))
        : Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
    },
  };
}

/** Replaces `setTimeout` of `node:timers/promises`. */
export function setTimeout<T>(
  milliseconds: number,
  value?: T,
  { signal }: { readonly signal?: AbortSignal } = {},
): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const timer = globalThis.setTimeout(() => resolve(value), milliseconds);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}

/** The global function of Node. */
export function setImmediate(task: () => void): void {
  globalThis.setTimeout(task, 0);
}

/** The used part of the global `Buffer`. */
export const Buffer = {
  from(given: Content | ArrayBuffer, form?: string | number, length?: number) {
    const text = given as string;
    const bytes =
      typeof given !== 'string'
        ? given instanceof Uint8Array
          ? given
          : new Uint8Array(given, form as number, length)
        : form === 'latin1'
          ? bytesOfBinary(text)
          : form === 'base64url'
            ? bytesOfBinary(atob(text.replaceAll('-', '+').replaceAll('_', '/')))
            : bytesOf(text);
    return Object.defineProperty(new Uint8Array(bytes), 'toString', {
      value(this: Uint8Array, wanted?: string): string {
        if (wanted === 'latin1') return binaryText(this);
        if (wanted !== 'base64url') return new TextDecoder().decode(this);
        return btoa(binaryText(this)).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
      },
    });
  },
  compare: (one: Uint8Array, other: Uint8Array): number =>
    binaryText(one) === binaryText(other) ? 0 : 1,
};

/** Parts of `node:path` and `node:url`: places in code are shown as the page names them. */
export const sep = '/';
export const relative = (_: string, path: string): string => path;
export const fileURLToPath = (url: string): string => url;
