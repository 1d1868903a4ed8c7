import type { Api, Operation } from '../api/model.ts';
import { createRouter } from '../api/route.ts';
import type { Finding } from '../finding.ts';
import {
  type Exchange,
  type HttpRequest,
  type HttpResponse,
  splitTarget,
} from '../http/exchange.ts';
import type { Location } from '../json/document.ts';
import { createSchemas, type Schemas } from '../schema/schemas.ts';
import { judgeDocument } from './document.ts';
import { judgeRequest, type RequestVerdict } from './request.ts';
import { judgeResponse } from './response.ts';

export type { RequestVerdict };

/** Says what is wrong with requests, answers and the contract itself. Holds no state but caches. */
export interface Judge {
  readonly api: Api;
  readonly schemas: Schemas;
  request(request: HttpRequest): RequestVerdict;
  /** `request` is the one that was answered: a HEAD has no body to judge. */
  response(
    operation: Operation,
    request: Pick<HttpRequest, 'method'>,
    response: HttpResponse,
  ): readonly Finding[];
  exchange(exchange: Exchange): ExchangeVerdict;
  /** Every schema compiles, every example satisfies its schema. */
  document(): readonly Finding[];
}

export interface ExchangeVerdict {
  readonly operation: Operation | undefined;
  readonly findings: readonly Finding[];
}

export function createJudge(api: Api): Judge {
  const router = createRouter(api);
  const schemas = createSchemas(api);
  const paths: Location = { document: api.root, pointer: '/paths' };

  const judge: Judge = {
    api,
    schemas,
    request(request) {
      const route = router.match(request.method, splitTarget(request.target).path);
      return judgeRequest(route, request, schemas, paths);
    },
    response(operation, request, response) {
      return judgeResponse(operation, request.method, response, schemas);
    },
    exchange({ request, response }) {
      const { operation, findings } = judge.request(request);
      if (operation === undefined) return { operation, findings };
      return {
        operation,
        findings: [...findings, ...judge.response(operation, request, response)],
      };
    },
    document: () => judgeDocument(api, schemas),
  };
  return judge;
}
