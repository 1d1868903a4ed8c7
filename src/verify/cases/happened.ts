import type { Operation } from '../../api/model.ts';
import type { ExpressionContext } from '../../api/runtime-expression.ts';
import { decodeBody } from '../../body/codec.ts';
import { unknownShape } from '../../body/shape.ts';
import { type Exchange, headerValue } from '../../http/exchange.ts';
import { mostSpecificMatch, parseMediaRange } from '../../http/media-type.ts';
import type { Judge } from '../../judge/judge.ts';
import { readContent } from '../../schema/content.ts';

/** What runtime expressions can say of an exchange. */
export function happenedIn(
  exchange: Exchange,
  operation: Operation,
  judge: Judge,
): ExpressionContext {
  const { request, response } = exchange;
  const { path, body } = judge.request(request);
  return {
    url: request.target,
    method: request.method,
    statusCode: response.status,
    request: { headers: request.headers, target: request.target, path, body },
    response: { headers: response.headers, body: answeredBody(exchange, operation, judge) },
  };
}

/** The content of an answer by its media type; `undefined` where it has none or cannot be read. */
export function answeredBody(
  { response }: Exchange,
  { responses }: Operation,
  { schemas }: Judge,
): unknown {
  const received = parseMediaRange(headerValue(response.headers, 'content-type') ?? '');
  if (received === undefined || response.body.length === 0) return undefined;
  const described = [String(response.status), `${Math.floor(response.status / 100)}XX`, 'default'];
  const content = described
    .map((status) => responses.find((one) => one.status === status))
    .find((one) => one !== undefined)?.content;
  const index = mostSpecificMatch(content?.map(({ range }) => range) ?? [], received);
  const media = index === undefined ? undefined : content?.[index];
  const decoded =
    media === undefined
      ? decodeBody(response.body, received, unknownShape)
      : readContent(response.body, received, media, schemas);
  return decoded.ok ? decoded.value : undefined;
}
