/** The names and types of a value's members, and its short texts, which often say its kind. */
export function shapeOf(value: unknown, depth = 3): string {
  if (value === null) return '0';
  if (Array.isArray(value)) return value.length === 0 ? '[]' : `[${shapeOf(value[0], depth - 1)}]`;
  if (typeof value !== 'object' || depth === 0) return typeof value;
  return Object.entries(value)
    .map(([name, inner]) => {
      const isKind = /^(?:type|kind|status|state|form)$/i.test(name);
      return isKind ? `${name}=${String(inner)}` : `${name}:${shapeOf(inner, depth - 1)}`;
    })
    .sort()
    .join(',');
}

/** Items of different shapes, those with most members first, and then the others. */
export function byShape(items: readonly unknown[]): readonly unknown[] {
  const seen = new Set<string>();
  const shaped = items
    .map((item) => ({ item, shape: shapeOf(item) }))
    .sort((a, b) => b.shape.length - a.shape.length);
  const isNew = ({ shape }: (typeof shaped)[number]) => !seen.has(shape) && seen.add(shape);
  const distinct = shaped.filter(isNew);
  const rest = shaped.filter((one) => !distinct.includes(one));
  return [...distinct, ...rest].map(({ item }) => item);
}

/** An item that exists at a provider. */
export interface Item {
  readonly id: string | number;
  /** The values of the parameters before its own, by the names of the resources that they name. */
  readonly scope: ReadonlyMap<string, unknown>;
  /** Which members it has: items with other members show other branches of a schema. */
  readonly shape: string;
  readonly isMade: boolean;
}

/** Whether two items have the same id, below the same items. */
export function isSame(one: Item, other: Item): boolean {
  return (
    String(one.id) === String(other.id) &&
    [...one.scope].every(([name, value]) => String(other.scope.get(name)) === String(value))
  );
}
