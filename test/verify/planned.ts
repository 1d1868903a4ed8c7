import {
  type Case,
  type CaseGroup,
  createJudge,
  type HttpRequest,
  type Judge,
  type PlanOptions,
  planCases,
} from '../../src/index.ts';
import { apiOf } from '../api/source.ts';

/** The judge of a document with one operation, which takes a JSON body. */
export async function judgeOfBody(schema: string, version = '3.1.0'): Promise<Judge> {
  return judgeOf(
    `
  /things:
    put:
      operationId: put
      requestBody:
        content:
          application/json:
            schema: ${schema}
      responses: {'200': {description: d}}`,
    '',
    version,
  );
}

export async function judgeOf(paths: string, rest = '', version = '3.1.0'): Promise<Judge> {
  const head = `openapi: ${version}\ninfo: {title: T, version: '1'}\npaths:${paths}\n`;
  return createJudge(await apiOf(head + rest));
}

/** The cases whose ids begin with `start`, one a line: the rest of the id, and the request. */
export function planned(judge: Judge, start: string, options: PlanOptions = {}): readonly string[] {
  const group = start.split('/')[1] as CaseGroup;
  return [...planCases(judge, { groups: [group], ...options })]
    .filter(({ id }) => id.startsWith(start))
    .map((one) => `${one.id.slice(start.length)}  ${shown(requestOf(one))}`);
}

export function requestOf({ steps, id }: Case): HttpRequest {
  const made = steps[0].make([]);
  if (!made.ok) throw new Error(`${id}: ${made.reason}`);
  return made.request;
}

function shown({ method, target, headers, body }: HttpRequest): string {
  if (body.length > 0) return new TextDecoder().decode(body);
  const fields = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`${method} ${target}`, ...fields].join(', ');
}
