import type { Api } from '../api/model.ts';
import { isNamed } from '../api/operation-name.ts';
import type { Config } from '../configuration.ts';
import { schemeOf } from '../example/credentials.ts';
import { didYouMeanOneOf } from '../nearest-name.ts';

/** Finds a security scheme or an operation in the configuration that the API lacks. */
export function strayName(
  { name, securitySchemes, operations }: Pick<Api, 'name' | 'securitySchemes' | 'operations'>,
  config: Config,
): string | undefined {
  const { credentials: own = {}, rates = {}, statuses = {} } = config.apis?.[name]?.provider ?? {};
  const paced = Object.entries(rates).find(([, rate]) => !(rate > 0));
  if (paced !== undefined) {
    return `"apis.${name}.provider.rates.${paced[0]}" is ${paced[1]}, but must be a number above 0`;
  }
  for (const [setting, byOperation] of Object.entries({ rates, statuses })) {
    const key = Object.keys(byOperation).find((one) => !operations.some((o) => isNamed(o, one)));
    if (key === undefined) continue;
    const known = didYouMeanOneOf(
      key,
      operations.map(({ id }) => id),
    );
    return `"apis.${name}.provider.${setting}.${key}" is not an operation of ${name}${known}`;
  }
  const schemes = [...securitySchemes.keys()];
  const scheme = Object.keys(own).find((key) => !schemes.includes(schemeOf(key)));
  if (scheme === undefined) return undefined;
  const known = didYouMeanOneOf(schemeOf(scheme), schemes);
  return `"apis.${name}.provider.credentials.${scheme}" is not a security scheme of ${name}${known}`;
}
