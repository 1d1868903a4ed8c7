import { escapePattern } from '../escape-pattern.ts';
import type { Operation } from './model.ts';

/** What a pattern may say of an operation: its id, its path, `METHOD /path` or a tag. */
export function namesInPatterns({ id, method, path, tags }: Operation): readonly string[] {
  return [id, path, `${method} ${path}`, ...tags];
}

/** A pattern in which `*` stands for anything, in any case. */
export function patternOf(text: string): RegExp {
  const source = text.split('*').map(escapePattern);
  return new RegExp(`^${source.join('.*')}$`, 'i');
}
