import type { Operation } from '../api/model.ts';
import type { MediaTypeExample } from '../example/media-type.ts';
import { holdsParameters, type PathValues, speaksOfParameters } from './echo.ts';

/** An example for a request, and whether it belongs to the requested path. */
interface ExampleForPath {
  readonly example: MediaTypeExample;
  readonly isMeant: boolean;
}

/**
 * The example for a path. It is the one whose name is a parameter's value, or the name of the
 * parameter's example with that value, or that contains the value. Otherwise it is the first one,
 * or `undefined` if there are none.
 */
export function exampleForPath(
  examples: readonly MediaTypeExample[],
  operation: Operation,
  parameters: PathValues,
): ExampleForPath | undefined {
  const [first] = examples;
  if (first === undefined) return undefined;
  if (examples.length > 1) {
    const names = namesOf(operation, parameters);
    const meant =
      examples.find(({ documented }) => names.has(documented?.name ?? '')) ??
      examples.find(({ written }) => holdsParameters(written, operation, parameters));
    if (meant !== undefined) return { example: meant, isMeant: true };
  }
  return { example: first, isMeant: false };
}

/** Whether another path of the same operation may get another example. */
export function variesByPath(examples: readonly MediaTypeExample[], operation: Operation): boolean {
  return (
    operation.parameters.some(({ in: place }) => place === 'path') &&
    (examples.length > 1 || examples.some(({ written }) => speaksOfParameters(written, operation)))
  );
}

/** The values of parameters, and the names of the examples that the contract gives them under. */
function namesOf({ parameters }: Operation, values: PathValues): ReadonlySet<string> {
  const names = new Set<string>();
  for (const value of Object.values(values)) names.add(String(value));
  for (const { in: place, name, examples } of parameters) {
    if (place !== 'path') continue;
    const text = String(values[name]);
    for (const one of examples) {
      if (one.name !== undefined && String(one.value) === text) names.add(one.name);
    }
  }
  return names;
}
