import type { Command } from 'commander';
import { apiArgument, httpUrl, portNumber } from '../flags.ts';
import type { Run } from '../run.ts';
import type { DocsOptions, ServeDocsOptions } from './docs.ts';

/** Declares `specwright docs build` and `specwright docs serve`. */
export function addDocs(program: Command, run: Run): void {
  const documentation = program
    .command('docs')
    .description('build a static documentation site, or serve it with a mock');
  const build = documentation
    .command('build', { isDefault: true })
    .description('build a static site with a search, a reference and a page per operation')
    .argument('[api...]', apiArgument)
    .option('-o, --out <folder>', 'folder to write to', 'dist/docs')
    .optionsGroup('Site:')
    .option('--title <text>', 'title of the site (default: "API reference")')
    .option(
      '--site-url <url>',
      'URL where the site will be published, for canonical links',
      httpUrl,
    )
    .option('--since <version>', 'show what changed since a git ref, a file or a URL')
    .action((apis: string[], options: DocsOptions) =>
      run(async (terminal) => (await import('./docs.ts')).docs(apis, options, terminal)),
    );
  documentation.addHelpText('after', () => `\n"docs" alone builds:\n\n${build.helpInformation()}`);
  documentation
    .command('serve')
    .description('serve the site with a mock and forms to try operations')
    .argument('[api...]', apiArgument)
    .option('-p, --port <number>', 'port to listen on; 0 takes any free port', portNumber, 4011)
    .option('-h, --host <name>', 'address to listen on; -h alone prints this help', '127.0.0.1')
    .option('--watch', 'reload files when they change (the default in a terminal)')
    .option('--no-watch', 'never reload files')
    .optionsGroup('Site:')
    .option('--title <text>', 'title of the site (default: "API reference")')
    .option('--since <version>', 'show what changed since a git ref, a file or a URL')
    .action((apis: string[], options: ServeDocsOptions) =>
      run(async (terminal) => (await import('./docs.ts')).serveDocs(apis, options, terminal)),
    );
}
