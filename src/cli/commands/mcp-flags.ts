import type { Command } from 'commander';
import type { Run } from '../run.ts';
import type { McpOptions } from './mcp.ts';

/** Declares `specwright mcp`. */
export function addMcp(program: Command, run: Run): void {
  program
    .command('mcp')
    .description('serve the contracts to AI assistants by the Model Context Protocol, on stdio')
    .option('--root <folder>', 'the only folder to read files from; default: that of the project')
    .action((options: McpOptions) =>
      run(async (terminal) => (await import('./mcp.ts')).mcp(options, terminal)),
    );
}
