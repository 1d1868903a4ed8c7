/** A value that differs from another in one place: changed, dropped, added or of another type. */
export function mutate(value: unknown, random: () => number): unknown {
  const copy = { root: structuredClone(value) };
  const places = placesIn(copy);
  const { holder, key } = places[Math.floor(random() * places.length)]!;
  const old = (holder as Record<string | number, unknown>)[key];
  const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)]!;
  const put = (to: unknown) => {
    (holder as Record<string | number, unknown>)[key] = to;
  };
  const others = [
    null,
    true,
    0,
    -1,
    1.5,
    1e10,
    '',
    'x',
    '2024-02-30',
    [],
    {},
    [1, 1],
    { extra: 1 },
  ];
  const act = pick(['other', 'other', 'drop', 'near', 'near', 'add'] as const);
  if (act === 'drop' && holder !== copy) {
    if (Array.isArray(holder)) holder.splice(Number(key), 1);
    else delete (holder as Record<string, unknown>)[key];
  } else if (act === 'add' && typeof old === 'object' && old !== null) {
    if (Array.isArray(old)) old.push(old.length > 0 ? structuredClone(old[0]) : pick(others));
    else (old as Record<string, unknown>)[pick(['extra', 'id', 'type', '__proto'])] = pick(others);
  } else if (act === 'near' && typeof old === 'number') put(old + pick([-1, 1, 0.5, 1e6]));
  else if (act === 'near' && typeof old === 'string') {
    put(pick([`${old} `, old.slice(1), old + old, old.toUpperCase(), `${old}${'y'.repeat(300)}`]));
  } else if (act === 'near' && typeof old === 'boolean') put(!old);
  else put(pick(others));
  return copy.root;
}

interface HeldPlace {
  readonly holder: object;
  readonly key: string | number;
}

function placesIn(holder: object): readonly HeldPlace[] {
  return Object.entries(holder).flatMap(([key, value]) => [
    { holder, key: Array.isArray(holder) ? Number(key) : key },
    ...(typeof value === 'object' && value !== null ? placesIn(value) : []),
  ]);
}
