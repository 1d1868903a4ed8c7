import type { Api } from '../api/model.ts';
import { placeInContract } from '../report/message.ts';
import { renamedOperations } from '../typescript/operation-names.ts';

/** The operations whose name in the client is not their id, one line each with the reason. */
export function renamedText(api: Api): readonly string[] {
  return renamedOperations(api).map(({ operation, key, wanted, isTaken }) => {
    const why = isTaken ? 'another operation has' : 'a client has a use for';
    return `${placeInContract(operation.at)}: the operation "${operation.operationId}" is called ${key}, because ${why} the name ${wanted}`;
  });
}
