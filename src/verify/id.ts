import type { Api, MediaType, Operation } from '../api/model.ts';

/**
 * The names of operations in case ids: their `operationId`, else method and path. They are safe in
 * a shell and as a file name: `GET.pets._id_` for `GET /pets/{id}`.
 */
export function operationNames(api: Pick<Api, 'operations'>): ReadonlyMap<Operation, string> {
  const names = new Map<Operation, string>();
  const unique = createUnique();
  for (const operation of api.operations) {
    const { operationId, method, path } = operation;
    const plain = operationId ?? `${method}${path}`.replace(/\/$/, '').replace(/[{}]/g, '_');
    names.set(operation, unique(escapeToken(plain.replaceAll('/', '.'))));
  }
  return names;
}

/** One part of an id: characters that are unsafe in a shell or a path become `~` and their code. */
export function escapeToken(text: string): string {
  if (text === '' || /^\.+$/.test(text)) return `~${text.replaceAll('.', '~2E')}`;
  return text.replace(
    /[^\p{L}\p{N}_.@+=,:-]/gu,
    (character) => `~${character.codePointAt(0)!.toString(16).toUpperCase()}`,
  );
}

/** A media type in an id: `application.json`. */
export function mediaToken(name: string): string {
  return escapeToken(name.replace(/;.*$/, '').trim().replace('/', '.').replaceAll('*', 'any'));
}

/** The body in an id: `body` in the first media type, `body:application.xml` in another. */
export function bodyToken({ requestBody }: Operation, media: MediaType): string {
  return requestBody?.content[0] === media ? 'body' : `body:${mediaToken(media.name)}`;
}

/** Returns each id once: a repeated one gets a number. */
export function createUnique(): (id: string) => string {
  const seen = new Map<string, number>();
  return (id) => {
    const count = (seen.get(id) ?? 0) + 1;
    seen.set(id, count);
    return count === 1 ? id : `${id}~${count}`;
  };
}
