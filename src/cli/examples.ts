import type { Command } from 'commander';

/** What people do with each command, as its help shows it: a command line, and what it is for. */
export const examples: Readonly<
  Record<string, readonly (readonly [command: string, use: string])[]>
> = {
  mock: [
    ['mock', 'all APIs of redocly.yaml, each under its name'],
    ['mock openapi.yaml --port 8080', 'one document, at the root'],
    ['mock pets --dynamic --seed 7', 'made-up data, the same in each run'],
    ['mock pets --stateful', 'what was created is there, changed or gone'],
    ['mock pets --fail-on-violation -- npm test', 'fails where the client breaks the contract'],
  ],
  verify: [
    ['verify pets --base-url http://127.0.0.1:8080', 'all cases, at a local provider'],
    ['verify pets -b https://staging.example.com --mode safe', 'only requests that read'],
    ['verify pets -b http://127.0.0.1:8080 --report junit=verify.xml', 'with a report for CI'],
  ],
  proxy: [
    [
      'proxy https://staging.example.com pets',
      'prints what breaks the contract as you click along',
    ],
    ['proxy http://127.0.0.1:8080 pets --mock-missing', 'and mocks what is not built yet'],
    ['proxy http://127.0.0.1:8080 pets --record seen.ndjson', 'and keeps each exchange'],
  ],
  traffic: [
    ['traffic session.har', 'exchanges that a browser recorded'],
    ['traffic log.ndjson pets --coverage', 'and how much of the contract they exercised'],
  ],
  'report merge': [
    ['report merge one.json two.json --report html=all.html', 'one page of two shards'],
  ],
  generate: [
    ['generate', 'types and a client for each API'],
    ['generate --check', 'fails in CI where generated/ is out of date'],
    ['generate pets --watch', 'writes again when the document changes'],
  ],
  'docs build': [
    ['docs build', 'a static site in dist/docs'],
    ['docs build pets --out public --since main', 'with what changed since main'],
  ],
  'docs serve': [['docs serve --port 4011', 'the site, with forms that try the mock']],
  check: [
    ['check', 'all APIs of redocly.yaml'],
    ['check --base-ref origin/main', 'and what breaks since main'],
    ['check --fix', 'writes generated files that are out of date'],
  ],
  init: [
    ['init', 'asks what to start from'],
    ['init openapi.yaml --name pets --workflow -y', 'asks nothing'],
    ['init new', 'writes a small contract to start from'],
  ],
  lint: [
    ['lint', 'all APIs of redocly.yaml'],
    ['lint openapi.yaml --json', 'one document, for a program'],
  ],
  diff: [
    ['diff old.yaml new.yaml', 'two files'],
    ['diff main:openapi.yaml openapi.yaml', 'a file and how it was on main'],
    ['diff --base-ref main --format markdown', 'all APIs of redocly.yaml, for a pull request'],
  ],
  explain: [
    ['explain value-invalid', 'what it means, an example, and what to do'],
    ['explain', 'all codes'],
  ],
  upstream: [
    ['upstream', 'all APIs whose source is known'],
    ['upstream specs/pets.yaml --pin https://example.com/pets.yaml', 'notes the source'],
    ['upstream pets --update', 'takes over what has changed'],
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
