import type { Server } from '../api/model.ts';
import type { Location } from '../json/document.ts';

/**
 * The possible URLs of servers, each with its place: with all values of listed variables (3.1.1
 * section 4.8.6), and with the default of the others.
 */
export function addressesOf(servers: readonly Server[]): ReadonlyMap<string, Location> {
  const addresses = new Map<string, Location>();
  for (const { url, variables, at } of servers) {
    let urls = [url];
    for (const [name, { default: usual, enum: listed }] of Object.entries(variables)) {
      const values = listed ?? [usual];
      const filled = values.flatMap((value) =>
        urls.map((one) => one.replaceAll(`{${name}}`, value)),
      );
      // A list of hundreds of URLs helps no reader, so such a variable stays in braces.
      if (filled.length <= mostUrls) urls = filled;
    }
    for (const one of urls) addresses.set(one, at);
  }
  return addresses;
}

const mostUrls = 30;
