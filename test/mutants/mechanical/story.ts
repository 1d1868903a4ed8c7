import type { Handle, Incoming } from '../http.ts';
import { type Domain, endpointOf, requestOf, type Story } from './domain.ts';
import { sampleOf, samplesOf, type Value } from './rule.ts';

/** The promises of every store of items that a provider breaks. */
export function brokenPromises(domain: Domain, handle: Handle): readonly string[] {
  return domain.stories.flatMap((story) => {
    try {
      return tell(domain, story, handle);
    } catch (error) {
      return [`${story.create}: ${error}`];
    }
  });
}

function tell(domain: Domain, story: Story, handle: Handle): readonly string[] {
  const service = domain.create();
  const broken: string[] = [];
  const promise = (holds: boolean, words: string) => {
    if (!holds) broken.push(`${story.create}: ${words}`);
  };
  const ask = (id: string, target: string, body?: unknown) => {
    const endpoint = endpointOf(service, id);
    return handle(requestOf(endpoint, target, domain.access, body) as Incoming);
  };
  const bodyOf = (id: string, turn: number) => {
    const sample = sampleOf(endpointOf(service, id).body!.rule);
    return story.vary && id === story.create ? story.vary(sample, turn) : sample;
  };
  const sentOf = story.sentOf ?? ((body: unknown) => body as Value);
  const shows = (item: Value | undefined, sent: Value) =>
    Object.entries(sent).every(([name, value]) => isSame(item?.[name], value));
  const read = (id: unknown) => ask(story.read, story.item(id));

  const body = bodyOf(story.create, 1);
  const id = story.idOf(ask(story.create, domain.paths[story.create]!, body));
  const other = story.idOf(ask(story.create, domain.paths[story.create]!, bodyOf(story.create, 2)));
  promise(id !== undefined && id !== other, 'two items have the same id');
  promise(shows(story.itemOf(read(id)), sentOf(body)), 'an item differs from its creation');

  const { rule } = endpointOf(service, story.create).body!;
  for (const [index, sample] of samplesOf(rule).slice(1).entries()) {
    const made = story.vary === undefined ? sample : story.vary(sample, index + 10);
    const own = story.idOf(ask(story.create, domain.paths[story.create]!, made));
    promise(
      shows(story.itemOf(read(own)), sentOf(made)),
      'a kind of item differs from its creation',
    );
  }

  const listed = allIds(
    story,
    (target) => handle(requestOf(endpointOf(service, story.list), target, domain.access)),
    domain,
  );
  promise(listed !== undefined, 'the pages do not end');
  for (const one of [id, other]) {
    promise(
      listed?.filter((each) => each === one).length === 1,
      'the list does not contain an item once',
    );
  }
  promise(new Set(listed).size === listed?.length, 'the list contains an item twice');

  for (const { put, at, partOf } of story.parts ?? []) {
    const part = sampleOf(endpointOf(service, put).body!.rule);
    ask(put, at(id), part);
    promise(isSame(partOf(story.itemOf(read(id))), part), `${put} is not kept`);
  }
  if (story.replace !== undefined) {
    const replaced = bodyOf(story.replace, 3);
    ask(story.replace, story.item(id), replaced);
    promise(
      shows(story.itemOf(read(id)), sentOf(replaced)),
      'an item differs from its replacement',
    );
    const grown = grownOf(replaced as Value);
    ask(story.replace, story.item(id), grown);
    promise(
      shows(story.itemOf(read(id)), sentOf(grown)),
      'an item differs from its second replacement',
    );
  }
  if (story.change !== undefined) {
    const whole = bodyOf(story.change, 4) as Value;
    ask(story.change, story.item(id), whole);
    promise(shows(story.itemOf(read(id)), whole), 'an item differs from its change');
    const before = story.itemOf(read(id)) ?? {};
    for (const [name, value] of Object.entries(whole)) {
      ask(story.change, story.item(id), { [name]: value });
      promise(isSame(story.itemOf(read(id)), before), `a change of ${name} changed others`);
    }
  }
  if (story.remove !== undefined) {
    ask(story.remove, story.item(id));
    promise(read(id).status === 404, 'an item exists after its deletion');
    promise(read(other).status === 200, 'a deletion removed another item');
  }
  return broken;
}

/** A body with different numbers. */
function grownOf(body: Value): Value {
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [
      name,
      typeof value === 'number' ? value + 1 : value,
    ]),
  );
}

function allIds(
  story: Story,
  get: (target: string) => ReturnType<Handle>,
  domain: Domain,
): readonly unknown[] | undefined {
  const ids: unknown[] = [];
  let target: string | undefined = domain.paths[story.list]!;
  for (let turn = 1; turn < 40 && target !== undefined; turn += 1) {
    const answer = get(target);
    ids.push(...(story.idsOf(answer) ?? []));
    target = story.next?.(answer, turn);
  }
  return target === undefined ? ids : undefined;
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.map(([name, member]) => [name, sorted(member)]);
}
