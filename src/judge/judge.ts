import type { Api, Operation } from '../api/model.ts';
import type { Finding } from '../finding.ts';
import type { Exchange, HttpRequest, HttpResponse } from '../http/exchange.ts';

/** Says what is wrong with a request or an answer by the contract. Holds no state but caches. */
export interface Judge {
  readonly api: Api;
  request(request: HttpRequest): RequestVerdict;
  /** `request` is the one that was answered: a HEAD has no body to judge. */
  response(operation: Operation, request: HttpRequest, response: HttpResponse): readonly Finding[];
  exchange(exchange: Exchange): ExchangeVerdict;
}

export interface RequestVerdict {
  /** `undefined` when no operation has this method and path; the findings say which. */
  readonly operation: Operation | undefined;
  /** Decoded parameter values by place and name, as far as they could be read. */
  readonly path: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
  /** The decoded body; `undefined` when there is none or it could not be read. */
  readonly body: unknown;
  /** Methods the path has, when the method is the trouble. */
  readonly allowed: readonly string[];
  readonly findings: readonly Finding[];
}

export interface ExchangeVerdict {
  readonly operation: Operation | undefined;
  readonly findings: readonly Finding[];
}

export declare function createJudge(api: Api): Judge;
