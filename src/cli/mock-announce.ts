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
  for (const fault of faultTexts(options)) log.warn(`The mock injects a fault: ${fault}`);
  if (lenient) {
    log.warn(
      'The mock is lenient. It sends answers that break the contract, with the field sl-violations. ' +
        'It accepts the parts of a request that it cannot check.',
    );
  }
  if (!isLoopback(host))
    log.warn(`Other machines can reach the mock: ${host} is not a loopback address.`);
  if (tls && tlsCert === undefined) {
    log.info('The certificate is self-signed: tell clients to trust it.');
  }
}
