import { withoutCodings } from '../http/content-encoding.ts';
import type { Recorded } from './recorded.ts';

/** A recorded exchange with its contents decoded; one that is too long then counts as not recorded. */
export function decodedRecording(recorded: Recorded): Recorded {
  const { requestBody, requestHeaders, responseBody, responseHeaders } = recorded;
  const isPlain = [requestHeaders, responseHeaders].every(
    (headers) => headers['content-encoding'] === undefined,
  );
  if (isPlain) return recorded;
  return {
    ...recorded,
    requestBody: requestBody && withoutCodings(requestBody, requestHeaders),
    responseBody: responseBody && withoutCodings(responseBody, responseHeaders),
  };
}
