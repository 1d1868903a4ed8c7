import type { Operation } from '../api/model.ts';
import type { MediaTypeExample } from '../example/media-type.ts';
import type { Finding } from '../finding.ts';
import type { HttpRequest, HttpResponse } from '../http/exchange.ts';
import type { UnreadContents } from '../recording/recorded.ts';
import type { Source } from './made-answer.ts';

/** The mock's answer, and how it was made. */
export interface MockAnswer {
  readonly response: HttpResponse;
  readonly operation: Operation | undefined;
  /** The findings about the request. */
  readonly findings: readonly Finding[];
  readonly source: Source;
  /** Findings that the mock accepted because it is lenient. */
  readonly tolerated?: readonly Finding[] | undefined;
  /** Why the answer is not the preferred one. */
  readonly trouble?: string | undefined;
  /** The contract's example in the answer's body. */
  readonly example?: MediaTypeExample | undefined;
}

/** A request with the mock's answer. */
export interface MockEvent extends MockAnswer {
  /** The API's name; `undefined` for the mock's own answers. */
  readonly api: string | undefined;
  readonly request: HttpRequest;
  /** The request in the terms of the contract: decoded, and without the path prefix of the API. */
  readonly inside?: HttpRequest | undefined;
  /** The contents that were too long to read, and are empty here. */
  readonly unread?: UnreadContents | undefined;
  readonly milliseconds: number;
  /** The session of a message that the mock itself sent; a request names its session. */
  readonly session?: string | undefined;
  /** Whether the client left before it had the whole answer, so that nothing was judged. */
  readonly isAborted?: boolean;
}
