import type { Command } from 'commander';
import type { Run } from '../run.ts';

/** Declares `specwright explain`. */
export function addExplain(program: Command, run: Run): void {
  program
    .command('explain')
    .description('explain the code of a finding or a change, offline')
    .argument('[code]', 'such as value-invalid; without a code, all codes are listed')
    .action((code: string | undefined) =>
      run(async (terminal) => (await import('./explain.ts')).explainCode(code, terminal)),
    );
}
