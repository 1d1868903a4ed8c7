import { isLoopback } from '../http/loopback.ts';
import type { Log } from './log.ts';
import { faultTexts, type MockOptions } from './mock-settings.ts';
import type { Terminal } from './terminal.ts';

/** Programs wait for these lines, so nothing else goes to stdout. */
export function announce(
  ready: readonly string[],
  options: MockOptions,
  terminal: Terminal,
  log: Log,
): void {
  const { host, tls, tlsCert, lenient } = options;
  for (const line of ready) terminal.out(line);
  for (const fault of faultTexts(options)) log.warn(`The mock has a fault on purpose: ${fault}`);
  if (lenient) {
    log.warn(
      'The mock is lenient: it sends answers that break the contract, with the field sl-violations, and ' +
        'lets through what it cannot check of a request.',
    );
  }
  if (!isLoopback(host)) log.warn(`Others can reach it: ${host} is not a loopback address.`);
  if (tls && tlsCert === undefined) {
    log.info('The certificate was made on the spot: clients must be told to take it.');
  }
}
