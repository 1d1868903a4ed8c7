import { setShouldValidateFormat } from '@hyperjump/json-schema/draft-2020-12';
import '@hyperjump/json-schema/formats';
import { registerSchema, type Validator, validate } from '@hyperjump/json-schema/openapi-3-0';
import '@hyperjump/json-schema/openapi-3-1';
import type { Api, Schema } from '../../src/api/model.ts';

setShouldValidateFormat(true);

const dialects = {
  '3.0': 'https://spec.openapis.org/oas/3.0/schema',
  '3.1': 'https://spec.openapis.org/oas/3.1/schema-base',
  '3.2': 'https://spec.openapis.org/oas/3.1/schema-base',
} as const;

/** Validates values with another implementation of JSON Schema, which shares no code with ours. */
export function secondValidator(
  api: Api,
): (schema: Schema) => Promise<((value: unknown) => boolean) | undefined> {
  const uri = `https://corpus.example/${encodeURIComponent(api.name)}`;
  registerSchema(structuredClone(api.root.value) as object as never, uri, dialects[api.dialect]);
  const known = new Map<string, Validator | undefined>();
  return async ({ at }) => {
    if (!known.has(at.pointer)) {
      known.set(
        at.pointer,
        await validate(`${uri}#${encodeURI(at.pointer)}`).catch(() => undefined),
      );
    }
    const validator = known.get(at.pointer);
    return validator && ((value) => validator(value as never).valid);
  };
}
