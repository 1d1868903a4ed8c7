import { Argument, type Command } from 'commander';
import type { Run } from '../run.ts';

const shells = ['bash', 'zsh', 'fish'] as const;

/** Declares `specwright completion`. */
export function addCompletion(program: Command, run: Run): void {
  program
    .command('completion')
    .description('print a script that completes commands, flags and APIs in your shell')
    .addArgument(new Argument('[shell]', 'the shell that will read the script').choices(shells))
    .option('--apis', 'print the names of the APIs in redocly.yaml, as the scripts need them')
    .action((shell: (typeof shells)[number] | undefined, { apis = false }: { apis?: boolean }) =>
      run(async (terminal) => {
        const { completion } = await import('./completion.ts');
        return completion(program, { shell, apis }, terminal);
      }),
    );
}
