import type { IHttpRequest, IHttpResponse } from '@stoplight/prism-http';
import type { Api } from '../../api/model.ts';
import type { Route } from '../../api/route.ts';
import type { Finding } from '../../finding.ts';
import { type HttpRequest, headerValue, splitTarget } from '../../http/exchange.ts';
import { contentTypeOf, isJson } from '../../http/media-type.ts';
import { type ProblemDetails, problemResponse } from '../../http/problem-details.ts';
import { createJudge } from '../../judge/judge.ts';
import { createCallbacks } from '../callbacks.ts';
import type { MockAnswer } from '../event.ts';
import { violationField, violationHeader } from '../fault-headers.ts';
import { readPreferences } from '../preferred-request.ts';
import { plainProblem, problem, type Violation, violationsOfExchange } from '../problems.ts';
import type { Responder, RespondOptions } from '../responder.ts';
import { problemOf } from '../select-response.ts';
import { isSuccess, judgeRequest, weigh } from '../weigh.ts';
import { fakerSeeder, loadPrism, lowerCase, silent, withTimeout } from './library.ts';
import { written } from './written.ts';

/**
 * One API, answered by Prism as by its own server: it finds the operation, validates the request,
 * chooses the answer and generates its data. The judge checks requests and answers as well, and
 * reports its findings to `onAnswer`, and in `sl-violations` if Prism found nothing.
 */
export function createPrismResponder(api: Api, options: RespondOptions): Responder {
  const judge = createJudge(api);
  const callBack = createCallbacks(judge, options);
  let loading: Promise<AskPrism> | undefined;

  function loadOnce(): Promise<AskPrism> {
    loading ??= load(api, options);
    return loading;
  }

  /** Answers a request, step by step. */
  async function respond(received: HttpRequest, route: Route): Promise<MockAnswer> {
    const { request, preferences, server } = readPreferences(received, options);
    const verdict = await judgeRequest(judge, request, route);
    const { operation } = verdict;
    const refused = (why: ProblemDetails, headers = {}): MockAnswer => {
      const response = problemResponse(why, headers);
      return { operation, findings: verdict.findings, response, source: 'problem' };
    };
    const [unclear] = preferences.prefer.invalid;
    if (unclear !== undefined) {
      const detail = `cannot understand the preference "${unclear}"`;
      return refused(problem('UNPROCESSABLE_ENTITY', detail));
    }
    const body = bodyOf(request);
    if (!body.ok) return refused(plainProblem(400, 'Bad Request', body.reason));
    const unknown = weigh(verdict.findings, options).filter(isUnknownParameter);
    if (unknown.length > 0) return refused(problemOf(unknown));
    const prism = await loadOnce();
    const prismResult = await prism(messageOf(request, server, body.value), preferences.prefer);
    if (!prismResult.ok) return refused(prismResult.problem, prismResult.headers);
    const sent = written(prismResult.output);
    if (!sent.ok) return refused(sent.problem);

    const { response } = sent;
    const found =
      operation === undefined ? [] : judge.response(operation, request, response).findings;
    const findings = [...verdict.findings, ...found];
    const field =
      prismResult.violations.length > 0
        ? violationField(prismResult.violations)
        : violationHeader(violationsAmong(findings));
    const broken = prismResult.violations.filter(isErrorOfAnswer);
    if (options.errors && broken.length > 0) {
      return refused(problem('VIOLATIONS', prismRefuses, { validation: broken }), field);
    }
    if (options.errors && violationsAmong(found).length > 0) {
      const validation = violationsOfExchange(violationsAmong(found));
      return refused(
        problem('VIOLATIONS', 'the answer breaks the contract', { validation }),
        field,
      );
    }
    const answer = { ...response, headers: { ...response.headers, ...field } };
    if (operation !== undefined && isSuccess(answer, verdict.findings)) {
      callBack(operation, received, verdict, answer, prismResult.output.body);
    }
    return { operation, findings, response: answer, source: 'prism' };
  }

  return {
    judge,
    respond,
    async close() {},
    async warm() {
      await loadOnce();
    },
  };
}

/** Whether a finding is about an undescribed parameter that is refused. */
function isUnknownParameter({ code, severity }: Finding): boolean {
  return code === 'parameter-undocumented' && severity === 'violation';
}

/** Prism's answer to a request, or why it has none. */
type PrismResult =
  | {
      readonly ok: true;
      readonly output: IHttpResponse;
      readonly violations: readonly PrismViolation[];
    }
  | {
      readonly ok: false;
      readonly problem: ProblemDetails;
      readonly headers: Readonly<Record<string, string>>;
    };

type PrismViolation = Pick<Violation, 'location' | 'message'> & {
  readonly severity: string;
  readonly code: string | number;
};

type AskPrism = (
  request: IHttpRequest,
  prefer: { code?: string; example?: string; dynamic?: boolean; seed?: string },
) => Promise<PrismResult>;

/** Prism with all operations of an API, which it parses at once. */
async function load(api: Api, options: RespondOptions): Promise<AskPrism> {
  const { createInstance, getHttpOperationsFromSpec, ProblemJsonError } = await loadPrism();
  // The bundler loads here, because it takes as long as the start of a whole mock without Prism.
  const { bundleApi } = await import('../../api/bundle.ts');
  // Prism writes into its input. The mock sends callbacks, with its own rules.
  const whole = structuredClone(await bundleApi(api)) as object;
  const operations = await getHttpOperationsFromSpec(whole);
  const withoutCallbacks = operations.map((operation) => ({ ...operation, callbacks: [] }));
  const config = {
    isProxy: false,
    checkSecurity: true,
    validateRequest: true,
    validateResponse: true,
    errors: false,
    upstreamProxy: undefined,
  } as const;
  const instance = createInstance({ ...config, mock: { dynamic: false } }, { logger: silent });
  const withFakerSeeded = fakerSeeder();

  return async (
    request,
    { code, example, dynamic = options.dynamic ?? false, seed = options.seed },
  ) => {
    // A new value each time, because Prism writes into it.
    const mock = {
      dynamic,
      ...(code !== undefined && { code: Number(code) }),
      ...(example !== undefined && { exampleKey: example }),
      ...(seed !== undefined && { seed }),
    };
    const put = () =>
      withTimeout(instance.request(request, withoutCallbacks, { ...config, mock })());
    try {
      const result = await (dynamic && seed !== undefined ? withFakerSeeded(seed, put) : put());
      if (result._tag === 'Left') return failed(result.left);
      const { output, validations } = result.right;
      const violations = [
        ...violationsOf('request', validations.input),
        ...violationsOf('response', validations.output),
      ];
      return { ok: true, output, violations };
    } catch (error) {
      return failed(error as Error);
    }
  };

  function failed(
    error: Error & { additional?: { headers?: Record<string, string> } },
  ): PrismResult {
    const { headers = {} } = error.additional ?? {};
    const problemJson = ProblemJsonError.toProblemJson(error);
    return { ok: false, problem: problemJson, headers: lowerCase(headers) };
  }
}

/** In the words of Prism's server, by which its clients recognize this fault. */
const prismRefuses =
  'Your request/response is not valid and the --errors flag is set, so Prism is generating this error for you.';

const severities = ['Error', 'Warning', 'Information', 'Hint'];

function violationsOf(
  part: 'request' | 'response',
  diagnostics: readonly {
    readonly path?: readonly (string | number)[];
    readonly severity: number;
    readonly code?: string | number;
    readonly message: string;
  }[],
): readonly PrismViolation[] {
  return diagnostics.map(({ path = [], severity, code = '', message }) => ({
    location: [part, ...path.map(String)],
    severity: severities[severity]!,
    code,
    message,
  }));
}

function isErrorOfAnswer({ location, severity }: PrismViolation): boolean {
  return location[0] === 'response' && severity === 'Error';
}

function violationsAmong(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ severity }) => severity === 'violation');
}

type Body =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly reason: string };

/**
 * The content as Prism expects it: a value for JSON, a text for everything else, `null` for none.
 */
function bodyOf({ headers, body, json }: HttpRequest): Body {
  if (json !== undefined) return { ok: true, value: json };
  if (body.length === 0) return { ok: true, value: null };
  const text = new TextDecoder().decode(body);
  const type = contentTypeOf(headers);
  if (type === undefined || !isJson(type)) return { ok: true, value: text };
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    return { ok: false, reason: `the content is not JSON: ${(error as Error).message}` };
  }
}

function messageOf(
  { method, target, headers, body: bytes }: HttpRequest,
  server: string | undefined,
  body: unknown,
): IHttpRequest {
  const { path, query } = splitTarget(target);
  const pairs = new URLSearchParams(query);
  const names = [...new Set(pairs.keys())];
  return {
    method: method.toLowerCase() as 'get',
    url: {
      path,
      query: Object.fromEntries(
        names.map((name) => {
          const values = pairs.getAll(name);
          return [name, values.length === 1 ? values[0]! : values];
        }),
      ),
      ...(server !== undefined && { baseUrl: server }),
    },
    headers: {
      // Prism decides by this field whether there is content; requests without a socket lack it.
      ...(bytes.length > 0 && { 'content-length': String(bytes.length) }),
      ...Object.fromEntries(
        Object.keys(headers).map((name) => [name, headerValue(headers, name) ?? '']),
      ),
    },
    body,
  };
}
