/** Whether a field, a parameter or a cookie carries a secret, by its definition or by its name. */
export function isSecretField(name: string): boolean {
  if (name.toLowerCase().startsWith('specwright-')) return false;
  return isCredentialField(name) || isSecretMember(name) || keyField.test(name);
}

/** Whether a field carries credentials by its definition (RFC 9110 section 11.6.2, RFC 6265). */
export function isCredentialField(name: string): boolean {
  return credentialFields.has(name.toLowerCase());
}

/** Whether the name of a JSON member suggests a secret: `password`, `accessToken`. */
export function isSecretMember(name: string): boolean {
  return secretName.test(name) && !shownToken.test(name);
}

const credentialFields = new Set(['set-cookie', 'authorization', 'proxy-authorization', 'cookie']);

/** A name with "key"; an idempotency key or a WebSocket key is no secret. */
const keyField = /^(?!(?:x-)?idempotency-|sec-websocket-).*-key$/i;

const secretName =
  /(?:token|secret|passw(?:or)?d|passphrase|(?:api|access|client|private|subscription)[-_]?key|session(?:[-_]?id)?|credential|signature(?:-?(?:sha)?-?\d+)?|-authorization)s?$/i;

/** A name with "token" that is no secret: a page token, or a number of tokens. */
const shownToken =
  /(?:(?:page|next|prev(?:ious)?|continu(?:ation|e)|sync|cursor|skip|delta|start(?:ing)?|resume)[-_]?token|(?:max|min|limit|remaining|total|prompt|completion|input|output)[-_]?tokens)$/i;
