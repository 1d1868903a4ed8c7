import type { Operation } from '../api/model.ts';
import type { Finding } from '../finding.ts';

/**
 * The responses that describe the refusal of a request: the statuses that RFC 9110 section 15.5 has
 * for the violation, their range, and `default` if successes are described beside it.
 */
export function documentedRefusals(operation: Operation, because: Finding): readonly string[] {
  const fitting = [...refusalsOf(because), '4XX'];
  const statuses = operation.responses.map(({ status }) => status);
  const explicit = statuses.filter((status) => fitting.includes(status));
  const isRest = statuses.some((status) => /^[23]/.test(status)) && statuses.includes('default');
  return isRest ? [...explicit, 'default'] : explicit;
}

function refusalsOf({ code, place }: Finding): readonly string[] {
  switch (code) {
    case 'media-type-undocumented':
    case 'media-type-missing':
      return ['400', '415', '422'];
    case 'security-unmet':
      return ['401', '403'];
    case 'method-unknown':
      return ['405'];
    case 'path-unknown':
      return ['404'];
    default:
      if (place?.in === 'security') return ['401', '403'];
      if (place?.in === 'path') return ['400', '404', '422'];
      // RFC 9110 section 15.5.13, RFC 6585 section 3.
      if (place?.in === 'header' && place.name?.toLowerCase() === 'if-match') {
        return ['400', '412', '422', '428'];
      }
      return ['400', '422'];
  }
}

/** Whether a refusal is about credentials or the state, although the case tests something else. */
export function isUnrelated(status: number, because: Finding): boolean {
  const place = because.place?.in;
  if (status === 401 || status === 403) return place !== 'security';
  if (status === 404 || status === 410) return place !== 'path' && place !== 'security';
  // A conflict is about an earlier use of a value, and a limit about time: not about the fault.
  return status === 409 || status === 429 || status === 408;
}
