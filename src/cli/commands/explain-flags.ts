import type { Command } from 'commander';
import type { Run } from '../run.ts';

/** Declares `specwright explain`. */
export function addExplain(program: Command, run: Run): void {
  program
    .command('explain')
    .description('say what a code means, of a finding or of a change, and what to do; offline')
    .argument(
      '[code]',
      'value-invalid, response-property-removed; without one, all codes are listed',
    )
    .action((code: string | undefined) =>
      run(async (terminal) => (await import('./explain.ts')).explainCode(code, terminal)),
    );
}
