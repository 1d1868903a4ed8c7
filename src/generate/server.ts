import type { Api } from '../api/model.ts';
import { uncapitalized } from '../typescript/identifier.ts';
import { literal } from '../typescript/literal.ts';
import type { NamedOperation } from '../typescript/operation-names.ts';
import { apiTypeName } from '../typescript/type-name.ts';
import { fileImport, importText, typeImport } from './imports.ts';
import type { OutputOptions } from './output.ts';

const frameworks = {
  Express: ['express', 'middleware', 'app.use'],
  Fastify: ['fastify', 'a plugin', 'app.register'],
  Hono: ['hono', 'middleware', 'app.use'],
} as const;

/**
 * The text of `server.ts`: the type of the handlers of an API's server, and what calls them in a framework.
 */
export function serverText(
  api: Api,
  operations: readonly NamedOperation[],
  options: OutputOptions,
): string {
  const name = apiTypeName(api.name);
  const table = Object.fromEntries(
    operations.map(({ key, operation: { method, path } }) => [key, `${method} ${path}`]),
  );
  const doors = Object.entries(frameworks).map(([title, [framework, what, call]]) => {
    const line = `export function ${framework}${name}<Context>(judge: Judge, handlers: ${name}Handlers<Context>) {`;
    const head =
      line.length <= 100
        ? line
        : `export function ${framework}${name}<Context>(\n  judge: Judge,\n  handlers: ${name}Handlers<Context>,\n) {`;
    return `
/** Calls the handlers in ${title}: ${what} for \`${call}\`, behind \`${framework}Contract(judge)\`. */
${head}
  return ${framework}Handlers(${uncapitalized(name)}Operations, judge, handlers);
}
`;
  });
  return [
    importText(
      [
        ...['expressHandlers', 'fastifyHandlers', 'honoHandlers'],
        ...['type Judge', 'type ServerHandlers', 'type ServerOperations'],
      ],
      'specwright/server',
    ),
    fileImport('mock', options, (from) => typeImport([name], from)),
    `\n/** A handler for each operation of ${name}; \`'next'\` leaves one to other routes. */\n`,
    `export type ${name}Handlers<Context = unknown> = ServerHandlers<${name}, Context>;\n`,
    ...doors,
    '\n/** The operations by method and path. */\n',
    `const ${uncapitalized(name)}Operations: ServerOperations = ${literal(table)};\n`,
  ].join('');
}
