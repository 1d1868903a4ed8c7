import type { WebhookConfig } from '../configuration.ts';
import { readConfiguration } from '../configuration-file.ts';
import type { WebhookSettings } from '../mock/sender.ts';
import type { Terminal } from './terminal.ts';

/** The variable that signs webhooks if the configuration names none. */
const usualVariable = 'SPECWRIGHT_WEBHOOK_SECRET';

export type ReadWebhooks =
  | { readonly ok: true; readonly webhooks: Readonly<Record<string, WebhookSettings>> }
  | { readonly ok: false; readonly reason: string };

/** How the webhooks and callbacks of some APIs are sent, by the configuration and the environment. */
export async function webhookSettings(
  names: readonly string[],
  { cwd, env }: Pick<Terminal, 'cwd' | 'env'>,
): Promise<ReadWebhooks> {
  const read = await readConfiguration(cwd);
  if (!read.ok) return read;
  const { apis = {} } = read.config;
  const webhooks: Record<string, WebhookSettings> = {};
  for (const name of names) {
    const config = (Object.hasOwn(apis, name) && apis[name]?.webhooks) || {};
    const secret = secretOf(config, env);
    if (!secret.ok) {
      const reason = `cannot sign the webhooks of "${name}": ${secret.reason}`;
      return { ok: false, reason };
    }
    const { backoff, secret: _, ...others } = config;
    webhooks[name] = {
      ...others,
      ...(backoff !== undefined && { backoff: backoff * 1000 }),
      ...(secret.value !== undefined && { secret: secret.value }),
    };
  }
  return { ok: true, webhooks };
}

function secretOf(
  { secret, signing }: WebhookConfig,
  env: Terminal['env'],
):
  | { readonly ok: true; readonly value: string | undefined }
  | { readonly ok: false; readonly reason: string } {
  const named = secret === undefined ? usualVariable : /^env:(.*)$/s.exec(secret)?.[1];
  if (named === undefined) return { ok: true, value: secret };
  const value = env[named] || undefined;
  const isNeeded = secret !== undefined || signing !== undefined;
  if (value === undefined && isNeeded) {
    return {
      ok: false,
      reason: `the variable ${named} is not set; set it, or name another as "env:NAME"`,
    };
  }
  return { ok: true, value };
}
