import type { Command } from 'commander';
import type { Run } from '../run.ts';

/** Declares `specwright lsp`. */
export function addLsp(program: Command, run: Run): void {
  program
    .command('lsp')
    .description(
      'serve the findings of lint to an editor by the Language Server Protocol, on stdio',
    )
    .option('--stdio', 'accepted for editors that add it; stdio is always used')
    .action(() => run(async (terminal) => (await import('./lsp.ts')).lsp(terminal)));
}
