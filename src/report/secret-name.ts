/** Whether a field, a parameter or a cookie carries a secret by its nature or by its name. */
export function isSecretField(name: string): boolean {
  if (name.toLowerCase().startsWith('specwright-')) return false;
  return isCredentialField(name) || isSecretMember(name) || keyField.test(name);
}

/** Whether a field carries credentials by its nature (RFC 9110 section 11.6.2, RFC 6265). */
export function isCredentialField(name: string): boolean {
  return credentialFields.has(name.toLowerCase());
}

/** Whether a member of JSON is called like a secret: `password`, `accessToken`. */
export function isSecretMember(name: string): boolean {
  return secretName.test(name) && !shownToken.test(name);
}

const credentialFields = new Set(['set-cookie', 'authorization', 'proxy-authorization', 'cookie']);

/** A field for a key; one that makes a request repeatable, or a socket, is no secret. */
const keyField = /^(?!(?:x-)?idempotency-|sec-websocket-).*-key$/i;

const secretName =
  /(?:token|secret|passw(?:or)?d|passphrase|(?:api|access|client|private|subscription)[-_]?key|session(?:[-_]?id)?|credential|signature|-authorization)s?$/i;

/** A token that says where a list goes on, and a number of tokens. */
const shownToken =
  /(?:(?:page|next|prev(?:ious)?|continu(?:ation|e)|sync|cursor|skip|delta|start(?:ing)?|resume)[-_]?token|(?:max|min|limit|remaining|total|prompt|completion|input|output)[-_]?tokens)$/i;
