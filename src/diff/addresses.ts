import type { Server } from '../api/model.ts';
import type { Location } from '../json/document.ts';

/**
 * The URLs that servers stand for, each with its place: variables by the values that they may have
 * (3.1.1 section 4.8.6), and by their default where they may have any.
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
      // A list of hundreds of URLs helps no reader; such a variable stays what it is.
      if (filled.length <= mostUrls) urls = filled;
    }
    for (const one of urls) addresses.set(one, at);
  }
  return addresses;
}

const mostUrls = 30;
