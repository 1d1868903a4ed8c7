import type { Command } from 'commander';
import { apiArgument, httpUrl, portNumber } from '../flags.ts';
import type { Run } from '../run.ts';
import type { DocsOptions, ServeDocsOptions } from './docs.ts';

/** Declares `specwright docs build` and `specwright docs serve`. */
export function addDocs(program: Command, run: Run): void {
  const documentation = program
    .command('docs')
    .description('publish the APIs as a static site, or show it beside a mock');
  const build = documentation
    .command('build', { isDefault: true })
    .description('build a static site: a search, a reference and a page for every operation')
    .argument('[api...]', apiArgument)
    .option('-o, --out <folder>', 'folder to write to', 'dist/docs')
    .option('--title <text>', 'what the site is called; "API reference" by default')
    .option('--site-url <url>', 'where the site will be, for canonical addresses', httpUrl)
    .option('--since <version>', 'tell what changed since a git ref, or a file or URL')
    .action((apis: string[], options: DocsOptions) =>
      run(async (terminal) => (await import('./docs.ts')).docs(apis, options, terminal)),
    );
  documentation.addHelpText('after', () => `\n"docs" alone builds:\n\n${build.helpInformation()}`);
  documentation
    .command('serve')
    .description('show the site beside a mock, with forms to try the operations out')
    .argument('[api...]', apiArgument)
    .option('-p, --port <number>', 'port to listen on, 0 for any that is free', portNumber, 4011)
    .option('-h, --host <name>', 'address to listen on; -h alone shows this help', '127.0.0.1')
    .option('--title <text>', 'what the site is called; "API reference" by default')
    .option('--since <version>', 'tell what changed since a git ref, or a file or URL')
    .option('--watch', 'follow changes of the files; done where a terminal watches')
    .option('--no-watch', 'show the files as they are at the start')
    .action((apis: string[], options: ServeDocsOptions) =>
      run(async (terminal) => (await import('./docs.ts')).serveDocs(apis, options, terminal)),
    );
}
