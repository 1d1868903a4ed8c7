import type { Finding } from '../finding.ts';

/**
 * The common cause of findings of several operations, as a text: the line of the contract, the
 * security scheme, the undescribed member, or the failing handler. It is the same in every run.
 * `fingerprint` is that of `fingerprintText`.
 */
export function causeOf(found: Finding, fingerprint: string): string {
  const { code, at, place, args } = found;
  const operation = operationOf(fingerprint, code);
  const status = statusOf(fingerprint, code);
  switch (code) {
    case 'request-refused':
      if (status >= 500) return failing(operation);
      if (status === 401 || status === 403) return words(code, status, args.name);
      return words(code, status, operation);
    case 'request-crashed':
      // One part of a provider parses bodies, finds paths and checks credentials for all
      // operations.
      return isOfAllOperations(args.name) ? words(code, args.name) : failing(operation);
    case 'request-accepted':
      if (place?.in === 'security') return words(code, args.reason);
      break;
    case 'status-undocumented':
      return status >= 500 ? words(code, status, operation) : words(code, status);
    case 'success-undocumented':
      // A provider that redirects does so for all operations.
      return status >= 300 ? words(code, status) : words(code, operation);
    case 'answer-unreadable':
    case 'answer-slow':
    case 'status-unexpected':
      return words(code, operation);
    case 'media-type-undocumented':
      if (place?.part === 'response' && status >= 400) return words(code, args.received);
      break;
    case 'media-type-missing':
      if (place?.part === 'response' && status >= 400) return words(code, place.part);
      break;
    case 'operation-undocumented':
      return words(code, args.name);
    case 'allow-incomplete':
    case 'byte-order-mark':
    case 'problem-status':
      return words(code);
    case 'parameter-undocumented':
      return words(code, place?.name);
  }
  if (args.keyword !== undefined && /^(additional|unevaluated)Properties$/.test(args.keyword)) {
    return words(code, place?.part, args.keyword, memberOf(args.expected));
  }
  if (at === undefined) return words(code, operation);
  const missing = args.keyword === 'required' ? memberOf(args.expected) : undefined;
  return words(code, `${at.document.label}#${at.pointer}`, missing);
}

/** The operation of a finding; in a chain, that of the step. */
export function operationOf(fingerprint: string, code: string): string {
  const end = fingerprint.indexOf(` ${code} `);
  return end === -1 ? fingerprint : fingerprint.slice(0, end);
}

function statusOf(fingerprint: string, code: string): number {
  const start = fingerprint.indexOf(` ${code} `) + code.length + 2;
  return Number.parseInt(fingerprint.slice(start), 10) || 0;
}

/** Valid and invalid requests reach the same handler. */
function failing(operation: string): string {
  return words('5xx', operation);
}

function isOfAllOperations(code: string | undefined): boolean {
  return code !== undefined && /^(body-malformed|media-type-|method-|path-|security-)/.test(code);
}

function memberOf(expected: unknown): string | undefined {
  return typeof expected === 'string' ? expected : undefined;
}

function words(...all: readonly (string | number | undefined)[]): string {
  return all.filter((word) => word !== undefined).join(' ');
}
