import { type Config, settingsOf } from '../../configuration.ts';
import { readConfiguration } from '../../configuration-file.ts';
import { isLoopback } from '../../http/loopback.ts';
import { parseHttpUrl } from '../../http/url.ts';
import type { Mode } from '../../verify/provider.ts';
import { verify } from '../commands/verify.ts';
import { exitCode } from '../exit-code.ts';
import { boundedLines } from './bounded.ts';
import { capture } from './captured.ts';
import { apiProperty, type Tool } from './tool.ts';
import { ToolTrouble } from './trouble.ts';

interface VerifyArguments {
  readonly api?: string;
  readonly baseUrl?: string;
  readonly mode?: Mode;
  readonly only?: readonly string[];
  readonly maxFailures?: number;
}

/** From the fewest requests to all of them. */
const modes = ['examples', 'safe', 'full'] as const satisfies readonly Mode[];

const patterns = {
  type: 'array',
  maxItems: 50,
  items: { type: 'string', minLength: 1, maxLength: 200 },
};

/** The contract tests against a provider. */
export const verifyProvider: Tool<VerifyArguments> = {
  name: 'verify_provider',
  title: 'Verify a provider',
  description:
    'Sends the requests of the contract tests to a provider, and says where its answers break the contract, with requests to reproduce that. The provider is one that the configuration names, or one on this machine. Only requests that read are sent, unless the configuration has mode "full".',
  properties: {
    ...apiProperty,
    baseUrl: {
      type: 'string',
      maxLength: 2000,
      description: 'The provider; by default that of specwright.config.ts.',
    },
    mode: {
      enum: modes,
      description:
        'What is sent: documented examples, what reads, or everything. "safe" by default.',
    },
    only: { ...patterns, description: 'Patterns of operations and cases: "getCustomer", "GET *".' },
    maxFailures: {
      type: 'integer',
      minimum: 1,
      maximum: 10_000,
      description: 'Ends the run after so many failed cases.',
    },
  },
  // If the configuration allows it, the run may change the provider's data.
  hints: { readOnlyHint: false, destructiveHint: true, openWorldHint: true },
  async run({ api: name, baseUrl, mode: requested, only = [], maxFailures }, project, call) {
    const { terminal } = project;
    const entry = await project.entry(name);
    const read = await readConfiguration(terminal.cwd, [entry]);
    if (!read.ok) throw new ToolTrouble(read.reason);
    const { provider = {} } = settingsOf(read.config, entry.name);
    const base = baseUrl ?? provider.baseUrl;
    if (base === undefined) {
      throw new ToolTrouble(
        `cannot test ${entry.name} without a provider: give "baseUrl", or a baseUrl in specwright.config.ts`,
      );
    }
    refuseUnlistedHost(base, read.config);
    const { code, out, notes } = await capture(terminal, call, (own) =>
      verify(
        entry.source,
        {
          baseUrl: base,
          mode: modeOf(requested, provider.mode),
          ...{ credential: [], header: [], only, skip: [], case: [], report: [] },
          ...(maxFailures !== undefined && { maxFailures }),
          reproduce: true,
          onReport: (report) => {
            project.lastReport = report;
          },
        },
        own,
      ),
    );
    const more = () => '"specwright verify" with "--report html=FILE" shows all';
    return {
      text: boundedLines([...notes, ...(out.length > 0 ? [''] : []), ...out], {}, more),
      isError: code === exitCode.couldNotRun,
    };
  },
};

/** @throws {ToolTrouble} if the host is neither this machine nor in the configuration. */
function refuseUnlistedHost(base: string, config: Config): void {
  const url = parseHttpUrl(base);
  if (url === undefined || url.username !== '' || url.password !== '') {
    throw new ToolTrouble(
      `"${base}" is not a base URL: a base URL starts with http:// or https://, without a user name`,
    );
  }
  if (isLoopback(url.hostname)) return;
  const configured = [config, ...Object.values(config.apis ?? {})].flatMap(
    ({ provider }) => parseHttpUrl(provider?.baseUrl ?? '')?.origin ?? [],
  );
  if (configured.includes(url.origin)) return;
  const known = configured.length === 0 ? 'no other' : [...new Set(configured)].join(', ');
  throw new ToolTrouble(
    `cannot send requests to ${url.origin}: it is not on this machine, and the configuration names ${known}; "baseUrl" in specwright.config.ts allows a host`,
  );
}

/** At most what the configuration allows; without configuration, only reads. */
function modeOf(requested: Mode | undefined, configured: Mode | undefined): Mode {
  const most = configured ?? 'safe';
  const mode = requested ?? (most === 'full' ? 'safe' : most);
  if (modes.indexOf(mode) <= modes.indexOf(most)) return mode;
  throw new ToolTrouble(
    `the mode "${mode}" is not allowed here: "mode" of the provider in specwright.config.ts ${configured === undefined ? 'is not set' : `is "${configured}"`}`,
  );
}
