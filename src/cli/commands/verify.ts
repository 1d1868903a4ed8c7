import { createJudge, type Judge } from '../../judge/judge.ts';
import { messageOf, placeInContract } from '../../report/message.ts';
import {
  type ExampleCase,
  type ExampleOutcome,
  exampleCases,
  runExample,
} from '../../verify/examples.ts';
import { send } from '../../verify/send.ts';
import type { Sent } from '../../verify/sent.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { apisOrExplain, explain } from '../select.ts';
import type { Terminal } from '../terminal.ts';

export interface VerifyOptions {
  readonly baseUrl: string;
  /** `SCHEME=VALUE`, where a value `env:NAME` is read from the environment. */
  readonly credential: readonly string[];
  /** `name: value`. */
  readonly header: readonly string[];
  /** Seconds. */
  readonly timeout: number;
}

/** `specwright verify`: sends the documented requests to a provider and judges what it answers. */
export async function verify(
  arg: string,
  options: VerifyOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const [api] = (await apisOrExplain([arg], terminal)) ?? [];
  if (api === undefined) return exitCode.couldNotRun;
  const credentials = readCredentials(options.credential, terminal);
  if (credentials === undefined) return exitCode.couldNotRun;

  const judge = createJudge(api);
  const headers = Object.fromEntries(options.header.map(splitHeader));
  const ask = (request: ExampleCase['request']): Promise<Sent> =>
    send({ ...request, headers: { ...request.headers, ...headers } }, options.baseUrl, {
      timeout: options.timeout * 1000,
    });
  const { cases, without } = exampleCases(judge, credentials);
  for (const { id } of without) {
    explain(`cannot test ${id}: no request was found that keeps the contract`, terminal);
  }
  return exitOf(await run(cases, judge, ask, terminal), without.length > 0);
}

async function run(
  cases: readonly ExampleCase[],
  judge: Judge,
  ask: (request: ExampleCase['request']) => Promise<Sent>,
  terminal: Terminal,
): Promise<readonly ExampleOutcome[]> {
  const outcomes: ExampleOutcome[] = [];
  for (const each of cases) {
    const outcome = await runExample(each, judge, ask);
    outcomes.push(outcome);
    report(each, outcome, terminal);
    // A provider that is not there will not come while it is asked again and again.
    if (outcome.kind === 'not-checked') break;
  }
  return outcomes;
}

function report({ operation, name }: ExampleCase, outcome: ExampleOutcome, terminal: Terminal) {
  const title = `${operation.id}${name === '' ? '' : ` (${name})`}`;
  if (outcome.kind === 'not-checked') {
    explain(`cannot test ${title}: ${outcome.reason}`, terminal);
    return;
  }
  const { findings, exchange } = outcome;
  const verdict = findings.some(({ severity }) => severity === 'violation') ? 'broken' : 'kept';
  terminal.note(
    `${terminal.colour(verdict === 'kept' ? 'green' : 'red', verdict)} ${title} ${exchange.response.status}`,
  );
  for (const found of findings) {
    terminal.out(
      `${placeInContract(found.at)}: ${found.severity}: ${messageOf(found)} [${found.code}]`,
    );
  }
}

function exitOf(outcomes: readonly ExampleOutcome[], incomplete: boolean): ExitCode {
  const findings = outcomes.flatMap((outcome) =>
    outcome.kind === 'judged' ? outcome.findings : [],
  );
  const isUnchecked = incomplete || outcomes.some(({ kind }) => kind === 'not-checked');
  if (isUnchecked || findings.some(({ code }) => code === 'not-checked')) {
    return exitCode.couldNotRun;
  }
  return findings.some(({ severity }) => severity === 'violation')
    ? exitCode.broken
    : exitCode.good;
}

/** Credentials by scheme; when one names a variable that is not set, tells so and gives nothing. */
function readCredentials(
  texts: readonly string[],
  terminal: Terminal,
): Readonly<Record<string, string>> | undefined {
  const credentials = new Map<string, string>();
  for (const text of texts) {
    const equals = text.indexOf('=');
    const [scheme, written] = [text.slice(0, equals), text.slice(equals + 1)];
    const variable = /^env:(.*)$/.exec(written)?.[1];
    const value = variable === undefined ? written : terminal.env[variable];
    if (equals < 1 || value === undefined || value === '') {
      explain(
        variable === undefined || equals < 1
          ? 'cannot read a --credential: it is written SCHEME=VALUE, or SCHEME=env:NAME'
          : `cannot read the credential "${scheme}": the variable ${variable} is not set`,
        terminal,
      );
      return undefined;
    }
    credentials.set(scheme, value);
  }
  return Object.fromEntries(credentials);
}

function splitHeader(text: string): readonly [string, string] {
  const colon = text.indexOf(':');
  return [text.slice(0, colon).trim().toLowerCase(), text.slice(colon + 1).trim()];
}
