/** An API's name as part of a type's: `maiascore` is `Maiascore`, `train-travel@v2` is `TrainTravelV2`. */
export function typeName(name: string): string {
  const words = name.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  const joined = words.map((word) => word[0]!.toUpperCase() + word.slice(1)).join('');
  return /^[A-Za-z]/.test(joined) ? joined : `Api${joined}`;
}
