import type { Operation } from '../api/model.ts';
import type { MediaTypeExample } from '../example/media-type.ts';
import { holdsParameters, type PathValues, speaksOfParameters } from './echo.ts';

/** An example for a request, and whether it is the one that its path means. */
interface ExampleForPath {
  readonly example: MediaTypeExample;
  readonly isMeant: boolean;
}

/**
 * The example that a path means: the one that has the value of a parameter as its name, or the name of the
 * parameter's example with this value, or the value in it; else the first, which is `undefined` of none.
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

/** Whether another path of the same operation may be answered with something else. */
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
