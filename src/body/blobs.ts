/** The types of clients accept a `Blob` or bytes for a file; the codecs write bytes. */
export async function withoutBlobs(value: unknown): Promise<unknown> {
  if (value instanceof Blob) return new Uint8Array(await value.arrayBuffer());
  if (Array.isArray(value)) return Promise.all(value.map(withoutBlobs));
  if (
    typeof value !== 'object' ||
    value === null ||
    Object.getPrototypeOf(value) !== Object.prototype
  ) {
    return value;
  }
  const members = Object.entries(value).map(
    async ([name, member]) => [name, await withoutBlobs(member)] as const,
  );
  return Object.fromEntries(await Promise.all(members));
}
