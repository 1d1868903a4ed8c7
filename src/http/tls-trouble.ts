/** Why a TLS connection failed, and what to do; `undefined` for other errors. */
export function whyNotSecure({
  code = '',
  message = '',
}: {
  readonly code?: string | undefined;
  readonly message?: string;
}): string | undefined {
  if (Object.hasOwn(reasons, code)) return reasons[code];
  // OpenSSL's own codes: a client certificate is required, or the peer does not use TLS.
  if (
    /certificate[ _]required|handshake[ _]failure|bad[ _]certificate/i.test(`${code} ${message}`)
  ) {
    return 'it asks for a certificate, or refuses the one it got; give one with --cert FILE and --key FILE';
  }
  if (/wrong[ _]version[ _]number|packet[ _]length[ _]too[ _]long/i.test(`${code} ${message}`)) {
    return 'what answers there does not speak TLS; try http:// instead of https://';
  }
  const isTls = /^(?:ERR_TLS|ERR_SSL|CERT_|DEPTH_|SELF_SIGNED|UNABLE_TO|EPROTO)/.test(code);
  return isTls ? `no secure connection came about: ${message}` : undefined;
}

const unknownIssuer =
  'its certificate has an unknown issuer; trust it with --ca FILE, or use --insecure';

const reasons: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT:
    'its certificate is self-signed; trust it with --ca FILE, or use --insecure',
  SELF_SIGNED_CERT_IN_CHAIN: unknownIssuer,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: unknownIssuer,
  UNABLE_TO_GET_ISSUER_CERT: unknownIssuer,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: unknownIssuer,
  CERT_HAS_EXPIRED: 'its certificate has expired; --insecure takes it nevertheless',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet; --insecure takes it nevertheless',
  ERR_TLS_CERT_ALTNAME_INVALID:
    'its certificate is for another host; --insecure takes it nevertheless',
};
