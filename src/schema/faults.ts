import { below } from '../api/node.ts';
import type { Location } from '../json/document.ts';
import { child } from '../json/pointer.ts';
import type { Engine, EngineError, Validator } from './engine.ts';
import type { Entries, Entry } from './entries.ts';
import { plainKeyword } from './exact.ts';
import { isNever, type Translated } from './translate.ts';
import { unevaluated } from './unevaluated.ts';

/** A keyword that a value does not satisfy, as the validator reports it. */
export interface Fault {
  readonly pointer: string;
  readonly keyword: string;
  /** The place of the keyword in the contract, and of its schema. */
  readonly at: Location;
  readonly schemaAt: Location;
  /** The keyword's value. */
  readonly operand: unknown;
  /** The value that was refused. */
  readonly value: unknown;
  /** The keyword's argument: the missing property, the surplus property. */
  readonly params: Readonly<Record<string, unknown>>;
  /** The name that `propertyNames` refuses. */
  readonly property: string | undefined;
}

/** Maps an engine's errors to the contract. */
export interface FaultSources {
  readonly engine: Engine;
  readonly entries: Entries;
  /** The translated schema of an exact variant. */
  readonly variants: WeakMap<object, object>;
}

/** Every fault of a value at `pointer`; none if it is valid. */
export function faultsOf(
  validator: Validator,
  value: unknown,
  pointer: string,
  entry: Entry,
  sources: FaultSources,
): readonly Fault[] {
  return validator
    .errors(value)
    .flatMap((error) =>
      /^unevaluated/.test(error.keyword)
        ? unevaluatedFaults(error, pointer, entry, sources)
        : [faultOf(error, pointer, entry, sources)],
    );
}

/** One fault for each forbidden member, or the faults that its schema finds. */
function unevaluatedFaults(
  error: EngineError,
  pointer: string,
  entry: Entry,
  sources: FaultSources,
): readonly Fault[] {
  const { keyword, value, schema, operand } = error;
  const { engine } = sources;
  const members = unevaluated(schema, value as object, engine);
  const param = keyword === 'unevaluatedItems' ? 'unevaluatedItem' : 'unevaluatedProperty';
  return members.flatMap((member) => {
    if (operand === false) {
      return [faultOf({ ...error, params: { [param]: member } }, pointer, entry, sources)];
    }
    const place = child(pointer + error.pointer, member);
    const inner = (value as Record<string | number, unknown>)[member];
    return faultsOf(engine.validatorOf(operand as Translated), inner, place, entry, sources);
  });
}

function faultOf(
  error: EngineError,
  pointer: string,
  entry: Entry,
  { entries, variants }: FaultSources,
): Fault {
  const schema = variants.get(error.schema) ?? error.schema;
  const schemaAt = entries.placeOf(schema) ?? entry.node.at;
  const never = isNever(schema);
  const keyword = plainKeyword(error.keyword);
  return {
    pointer: pointer + error.pointer,
    keyword: never ? 'false schema' : keyword,
    at: never ? schemaAt : below(schemaAt, keyword),
    schemaAt,
    operand: error.operand,
    value: error.value,
    params: error.params,
    property: error.property,
  };
}
