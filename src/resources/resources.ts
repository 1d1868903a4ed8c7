import type { Api, Operation } from '../api/model.ts';
import type { RoleSettings } from '../configuration.ts';
import type { Schemas } from '../schema/schemas.ts';
import { configuredDecisions, configureIds } from './configured.ts';
import { decide } from './decide.ts';
import { draftsOf } from './drafts.ts';
import { itemsAbove, noRole, operationRole } from './operation-role.ts';
import { pathTree } from './path.ts';
import { placesOf } from './places.ts';
import { naturalKeysOf, referable, referencesOf } from './references.ts';
import type { OperationRole, Resources } from './resource.ts';
import { valueDescriber } from './value.ts';

/**
 * The roles of an API's operations for its resources, inferred from the contract. `settings`
 * overrides the roles of operations, by id or by method and path.
 */
export function resourcesOf(
  api: Api,
  schemas: Schemas,
  settings: Readonly<Record<string, RoleSettings>> = {},
): Resources {
  const tree = pathTree(api);
  const describe = valueDescriber(schemas);
  const places = placesOf(describe);
  const inferred = new Map(api.operations.map((one) => [one, decide(one, tree, places)]));
  const first = draftsOf(inferred, places);
  const isConfigured = Object.keys(settings).length > 0;
  const { decided, problems } = isConfigured
    ? configuredDecisions(api, settings, inferred, first, tree)
    : { decided: inferred, problems: [] };
  const drafts = isConfigured ? draftsOf(decided, places) : first;
  const wrongIds = configureIds(settings, drafts);
  const byName = referable(drafts);
  for (const draft of drafts) {
    draft.resource.references = referencesOf(draft, byName);
    draft.resource.naturalKeys = naturalKeysOf(draft, describe);
  }
  const byNode = new Map(drafts.flatMap((draft) => draft.nodes.map((node) => [node, draft])));

  function roleOf(operation: Operation): OperationRole {
    const decision = decided.get(operation);
    if (decision === undefined) return noRole(operation, 'it is not an operation of the paths');
    const draft = decision.node && byNode.get(decision.node);
    return draft === undefined
      ? noRole(operation, decision.because, itemsAbove(operation, byNode, tree))
      : operationRole(operation, decision, draft, { tree, places, describe });
  }

  const roles = new Map<Operation, OperationRole>();
  return {
    all: drafts.map(({ resource }) => resource),
    problems: [...problems, ...wrongIds],
    roleOf(operation) {
      const role = roles.get(operation) ?? roleOf(operation);
      roles.set(operation, role);
      return role;
    },
  };
}
