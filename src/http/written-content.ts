/** A content in JSON: its text if it is UTF-8, else its bytes as base64. */
export type WrittenContent = { readonly body: string } | { readonly bodyBase64: string };

export function writtenContent(bytes: Uint8Array): WrittenContent {
  const text = new TextDecoder('utf-8', { ignoreBOM: true });
  const body = text.decode(bytes);
  const isText = Buffer.compare(Buffer.from(body), bytes) === 0;
  return isText ? { body } : { bodyBase64: Buffer.from(bytes).toString('base64') };
}
