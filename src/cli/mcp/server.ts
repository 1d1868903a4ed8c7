import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import {
  CallToolRequestSchema,
  ErrorCode,
  ListResourcesRequestSchema,
  ListResourceTemplatesRequestSchema,
  ListToolsRequestSchema,
  McpError,
  ReadResourceRequestSchema,
} from '@modelcontextprotocol/sdk/types.js';
import { whyFilesRefuse } from '../../file-trouble.ts';
import type { Judge } from '../../judge/judge.ts';
import { readVersion } from '../../report/version.ts';
import type { McpProject } from './project.ts';
import { listResources, readResource, resourceTemplates } from './resources.ts';
import type { ToolAnswer, ToolCall } from './tool.ts';
import { argumentFaults, inputSchemaOf, judgeOfTools, tools } from './tools.ts';
import { ToolTrouble } from './trouble.ts';

const instructions =
  'The OpenAPI documents of this project are its contracts. Ask list_apis first. Answers name places as file:line. ' +
  'Nothing here changes a file, and only verify_provider uses the network.';

/** Serves a host on stdin and stdout until it disconnects, or until `stopped`. */
export async function serveMcp(project: McpProject, stopped: Promise<void>): Promise<void> {
  const server = new Server(
    { name: 'specwright', title: 'Specwright', version: readVersion() },
    { capabilities: { tools: {}, resources: {} }, instructions },
  );
  const judging = judgeOfTools();

  server.setRequestHandler(ListToolsRequestSchema, () => ({
    tools: tools.map((tool) => ({
      name: tool.name,
      title: tool.title,
      description: tool.description,
      inputSchema: inputSchemaOf(tool),
      annotations: { title: tool.title, ...tool.hints },
    })),
  }));

  server.setRequestHandler(CallToolRequestSchema, async ({ params }, extra) => {
    const token = params._meta?.progressToken;
    let steps = 0;
    const call: ToolCall = {
      signal: extra.signal,
      progress(message) {
        if (token === undefined || extra.signal.aborted) return;
        steps += 1;
        const notice = { progressToken: token, progress: steps, message };
        void extra
          .sendNotification({ method: 'notifications/progress', params: notice })
          .catch(() => {});
      },
    };
    const { text, isError = false } = await answer(params.name, params.arguments ?? {}, {
      ...{ project, call, judge: await judging },
    });
    return { content: [{ type: 'text', text }], isError };
  });

  server.setRequestHandler(ListResourcesRequestSchema, async () => ({
    resources: [...(await guarded(() => listResources(project)))],
  }));
  server.setRequestHandler(ListResourceTemplatesRequestSchema, () => ({ resourceTemplates }));
  server.setRequestHandler(ReadResourceRequestSchema, async ({ params: { uri } }) => ({
    contents: [{ uri, ...(await guarded(() => readResource(uri, project))) }],
  }));

  const gone = new Promise<void>((resolve) => {
    server.onclose = resolve;
    process.stdin.once('end', resolve).once('close', resolve);
  });
  await server.connect(new StdioServerTransport());
  await Promise.race([gone, stopped]);
  await server.close();
}

/** An expected problem as an error of the protocol. */
async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ToolTrouble)) throw error;
    throw new McpError(ErrorCode.InvalidParams, error.message);
  }
}

interface Surroundings {
  readonly project: McpProject;
  readonly call: ToolCall;
  readonly judge: Judge;
}

/** A faulty call gets an answer, too, so that the caller can correct it. */
async function answer(
  name: string,
  given: Readonly<Record<string, unknown>>,
  { project, call, judge }: Surroundings,
): Promise<ToolAnswer> {
  const tool = tools.find((one) => one.name === name);
  if (tool === undefined) {
    const known = tools.map((one) => one.name).join(', ');
    return { text: `there is no tool "${name}"; there is ${known}`, isError: true };
  }
  const faults = argumentFaults(judge, name, given);
  if (faults.length > 0) return { text: faults.slice(0, 20).join('\n'), isError: true };
  try {
    return await tool.run(given as never, project, call);
  } catch (error) {
    const reason = error instanceof ToolTrouble ? error.message : whyFilesRefuse(error);
    if (reason !== undefined) return { text: reason, isError: true };
    process.stderr.write(`specwright: ${(error as Error).stack ?? error}\n`);
    return { text: `${name} failed: ${(error as Error).message}`, isError: true };
  }
}
