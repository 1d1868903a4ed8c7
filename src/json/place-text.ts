import type { Location } from './document.ts';

/** A place for people: `specs/kaiten/openapi.yaml:41:9`. */
export function placeText({ document, pointer }: Location): string {
  const { line, column } = document.position(pointer);
  return `${document.label}:${line}:${column}`;
}
