import { loadApi } from '../../api/load.ts';
import { createJudge, type Judge } from '../../judge/judge.ts';
import { messageOf } from '../../report/message.ts';
import { readCoverage } from './coverage-tool.ts';
import { diffVersions } from './diff-tool.ts';
import { explainFinding } from './explain-tool.ts';
import { judgeExchange } from './judge-tool.ts';
import { lintContract } from './lint-tool.ts';
import { callMock } from './mock-tool.ts';
import { describeOperation, listApis, listOperations } from './operations.ts';
import { getSchema } from './schema.ts';
import type { Tool } from './tool.ts';
import { verifyProvider } from './verify-tool.ts';

/** In the order in which hosts list them. */
export const tools: readonly Tool<never>[] = [
  listApis,
  listOperations,
  describeOperation,
  getSchema,
  callMock,
  judgeExchange,
  verifyProvider,
  diffVersions,
  lintContract,
  readCoverage,
  explainFinding,
];

/** The JSON Schema of a tool's arguments. */
export function inputSchemaOf({ properties, required = [] }: Tool<never>) {
  return {
    type: 'object' as const,
    properties,
    required: [...required],
    additionalProperties: false,
  };
}

const inputs = 'specwright:tools';

/** The arguments of the tools have a contract, too, which validates calls. */
export async function judgeOfTools(): Promise<Judge> {
  const paths = tools.map((tool) => [
    `/${tool.name}`,
    {
      post: {
        requestBody: {
          required: true,
          content: { 'application/json': { schema: inputSchemaOf(tool) } },
        },
        responses: { 200: { description: 'done' } },
      },
    },
  ]);
  const document = {
    openapi: '3.1.0',
    info: { title: inputs, version: '1' },
    paths: Object.fromEntries(paths),
  };
  const { api } = await loadApi('tools.json', { read: async () => JSON.stringify(document) });
  return createJudge(api!);
}

/** The faults of a call's arguments; nothing if they fit the tool's schema. */
export function argumentFaults(judge: Judge, name: string, given: unknown): readonly string[] {
  const body = new TextEncoder().encode(JSON.stringify(given));
  const headers = { 'content-type': 'application/json' };
  const { findings } = judge.request({ method: 'POST', target: `/${name}`, headers, body });
  return findings.map((found) => messageOf(found).replace(/^request body/, 'the arguments'));
}
