import type { Command } from 'commander';

/** Typical uses of each command for its help: a command line, and its purpose. */
export const examples: Readonly<
  Record<string, readonly (readonly [command: string, use: string])[]>
> = {
  mock: [
    ['mock', 'all APIs in redocly.yaml, each under its name'],
    ['mock openapi.yaml --port 8080', 'one document, at the root'],
    ['mock pets --dynamic --seed 7', 'generated data, the same in each run'],
    ['mock pets --stateful', 'store what requests create, change and delete'],
    ['mock pets --fail-on-violation -- npm test', 'fail when the tests break the contract'],
  ],
  verify: [
    ['verify pets --base-url http://127.0.0.1:8080', 'all cases against a local provider'],
    [
      'verify pets -b https://staging.example.com --mode safe',
      'read-only requests against staging',
    ],
    ['verify pets -b http://127.0.0.1:8080 --report junit=verify.xml', 'write a report for CI'],
  ],
  proxy: [
    ['proxy https://staging.example.com pets', 'print violations while you use the application'],
    [
      'proxy http://127.0.0.1:8080 pets --mock-missing',
      'let the mock answer what is not built yet',
    ],
    ['proxy http://127.0.0.1:8080 pets --record seen.ndjson', 'record each exchange'],
  ],
  traffic: [
    ['traffic session.har', 'check a recording of a browser'],
    ['traffic log.ndjson pets --coverage', 'check a log, and print contract coverage'],
  ],
  'record apply': [
    ['record apply seen.ndjson pets --dry-run', 'show which examples the document would get'],
    ['record apply seen.ndjson pets', 'write them'],
  ],
  'report merge': [
    ['report merge one.json two.json --report html=all.html', 'merge two shards into one page'],
    [
      'report merge shards/*.json --min-coverage 90',
      'require a contract coverage of 90% over all shards',
    ],
  ],
  generate: [
    ['generate', 'types and a client for each API'],
    ['generate --check', 'fail in CI when generated/ is out of date'],
    ['generate pets --watch', 'write again when the document changes'],
  ],
  'docs build': [
    ['docs build', 'a static site in dist/docs'],
    ['docs build pets --out public --since main', 'include the changes since main'],
  ],
  'docs serve': [
    ['docs serve', 'serve the site with forms that call the mock'],
    ['docs serve pets --port 8080 --since main', 'include the changes since main'],
  ],
  check: [
    ['check', 'all APIs in redocly.yaml'],
    ['check --base-ref origin/main', 'include breaking changes since main'],
    ['check --fix', 'write generated files that are out of date'],
  ],
  init: [
    ['init', 'ask what to start from'],
    ['init openapi.yaml --name pets --workflow -y', 'ask nothing'],
    ['init new', 'start from a small template'],
    ['init --from-traffic session.har --name pets', 'infer a first document from a recording'],
  ],
  lint: [
    ['lint', 'all APIs in redocly.yaml'],
    ['lint openapi.yaml --json', 'one document, as JSON'],
  ],
  diff: [
    ['diff old.yaml new.yaml', 'two files'],
    ['diff main:openapi.yaml openapi.yaml', 'a file on main and in the working tree'],
    [
      'diff --base-ref main --format markdown',
      'all APIs in redocly.yaml, as a comment for a pull request',
    ],
  ],
  explain: [
    ['explain value-invalid', 'what a code means, with an example and what to do'],
    ['explain', 'list all codes'],
  ],
  config: [
    ['config', 'the settings of all APIs in redocly.yaml'],
    ['config pets --json', 'the settings of one API, as JSON'],
  ],
  mcp: [
    ['mcp', 'what a host starts, in the folder of the project'],
    ['mcp --root ..', 'let documents refer to files beside the project'],
  ],
  lsp: [
    ['lsp', 'what an editor starts, in the folder of the project'],
    ['lsp --stdio', 'the same, for an editor that adds --stdio to each server'],
  ],
  completion: [
    ['completion bash > ~/.specwright.bash', 'for bash: source the file in ~/.bashrc'],
    ['completion zsh > ~/.specwright.zsh', 'for zsh: source the file after compinit in ~/.zshrc'],
    ['completion fish > ~/.config/fish/completions/specwright.fish', 'for fish'],
  ],
  upstream: [
    ['upstream', 'all APIs with a known source'],
    ['upstream specs/pets.yaml --pin https://example.com/pets.yaml', 'record the source'],
    ['upstream pets --update', 'update the copy'],
  ],
};

/** Adds their examples to the help of a command and of those below it. */
export function addExamples(command: Command, name = ''): void {
  for (const below of command.commands) {
    addExamples(below, name === '' ? below.name() : `${name} ${below.name()}`);
  }
  const own = examples[name] ?? [];
  if (own.length === 0) return;
  const lines = own.flatMap(([line, use]) => [`  # ${use}`, `  specwright ${line}`]);
  command.addHelpText('after', ['', 'Examples:', ...lines].join('\n'));
}
