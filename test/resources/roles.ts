import type { Api, Operation } from '../../src/index.ts';
import { resourcesOf } from '../../src/resources/resources.ts';
import { createSchemas } from '../../src/schema/schemas.ts';

/** What is inferred for each operation, in words: `create pets`, `replace settings, one`, `-`. */
export function rolesOf(api: Api): ReadonlyMap<Operation, string> {
  const resources = resourcesOf(api, createSchemas(api));
  return new Map(
    api.operations.map((operation) => {
      const { role, resource, member } = resources.roleOf(operation);
      if (role === undefined || resource === undefined) return [operation, '-'];
      const one = resource.isSingleton ? ', one' : '';
      const key = member?.in === 'body' ? `, by ${member.property} of its body` : '';
      return [operation, `${role} ${resource.name}${one}${key}`];
    }),
  );
}
