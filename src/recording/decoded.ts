import { withoutCodings } from '../http/content-encoding.ts';
import type { Recorded } from './recorded.ts';

/** A recorded exchange with decoded contents. A content that is too long counts as not recorded. */
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
