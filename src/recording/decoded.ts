import { withoutCodings } from '../http/content-encoding.ts';
import type { Recorded } from './recorded.ts';

/** A recorded exchange with decoded contents. A content that is too long counts as not recorded. */
export function decodedRecording(recorded: Recorded): Recorded {
  const { requestBody, requestHeaders, responseBody, responseHeaders } = recorded;
  const isPlain = [requestHeaders, responseHeaders].every(
    (headers) => headers['content-encoding'] === undefined,
  );
  if (isPlain) return recorded;
  const request = requestBody && withoutCodings(requestBody, requestHeaders);
  const response = responseBody && withoutCodings(responseBody, responseHeaders);
  return {
    ...recorded,
    requestBody: request,
    responseBody: response,
    unread: {
      ...recorded.unread,
      ...(request === undefined && requestBody && { request: requestBody.length }),
      ...(response === undefined && responseBody && { response: responseBody.length }),
    },
  };
}
