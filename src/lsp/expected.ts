/** The fields below `components` to which a reference may lead, by its place. */
const kindsByKey: Readonly<Record<string, string>> = {
  schema: 'schemas',
  itemSchema: 'schemas',
  items: 'schemas',
  prefixItems: 'schemas',
  contains: 'schemas',
  not: 'schemas',
  if: 'schemas',
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema.
  then: 'schemas',
  else: 'schemas',
  additionalProperties: 'schemas',
  unevaluatedProperties: 'schemas',
  propertyNames: 'schemas',
  allOf: 'schemas',
  anyOf: 'schemas',
  oneOf: 'schemas',
  parameters: 'parameters',
  requestBody: 'requestBodies',
};

/** The expected values of maps, whose keys are names: `responses` → `'200'` → a response. */
const kindsByMap: Readonly<Record<string, string>> = {
  properties: 'schemas',
  patternProperties: 'schemas',
  dependentSchemas: 'schemas',
  $defs: 'schemas',
  schemas: 'schemas',
  parameters: 'parameters',
  responses: 'responses',
  requestBodies: 'requestBodies',
  headers: 'headers',
  examples: 'examples',
  links: 'links',
  callbacks: 'callbacks',
  securitySchemes: 'securitySchemes',
  paths: 'pathItems',
  pathItems: 'pathItems',
};

/** The kind of component that a reference may lead to, by the keys around it; `undefined` if unknown. */
export function expectedKind(text: string, offset: number): string | undefined {
  const start = Math.max(0, text.indexOf('\n', Math.max(0, offset - farthest)));
  const before = text.slice(offset <= farthest ? 0 : start, offset);
  const [own = '', above = ''] = /^\s*[{[]/.test(text) ? keysInJson(before) : keysInYaml(before);
  const byMap = Object.hasOwn(kindsByMap, above) ? kindsByMap[above] : undefined;
  if (byMap === 'schemas') return byMap;
  return Object.hasOwn(kindsByKey, own) ? kindsByKey[own] : byMap;
}

/** How far the keys around a place are searched for, because they are near. */
const farthest = 200_000;

/**
 * The keys around the end of a YAML text, the innermost first: two, by the indentation of its
 * lines.
 */
function keysInYaml(text: string): readonly string[] {
  const lines = text.split('\n');
  const last = lines.pop()!;
  const found = [...last.matchAll(/([\w$-]+)["']?\s*:\s*\{/g)].map(([, key]) => key!).reverse();
  let { indent, isItem } = lineOf(last);
  while (lines.length > 0 && found.length < 2) {
    const line = lineOf(lines.pop()!);
    if (line.isEmpty) continue;
    const isOuter = line.column < indent || (isItem && !line.isItem && line.column === indent);
    if (isOuter && line.key !== undefined) found.push(line.key);
    // The first line of the item that this is in, or of a mapping around it.
    if (isOuter || (line.isItem && line.indent < indent)) ({ indent, isItem } = line);
  }
  return found;
}

/** A line of YAML: its start, after the dashes of lists, and the key that is alone in it. */
function lineOf(line: string) {
  const [, spaces = '', dashes = '', rest = ''] = /^( *)((?:- +)*)(.*)$/.exec(line) ?? [];
  const key = /^(?:"([^"]*)"|'([^']*)'|([^\s#:{][^:]*)):\s*(?:#.*)?$/.exec(rest);
  return {
    indent: spaces.length,
    column: spaces.length + dashes.length,
    isItem: dashes !== '',
    isEmpty: rest === '' || rest.startsWith('#'),
    key: key?.[1] ?? key?.[2] ?? key?.[3],
  };
}

/** The keys around the end of a text in JSON, the innermost first. */
function keysInJson(text: string): readonly string[] {
  const around: (string | undefined)[] = [];
  let key: string | undefined;
  for (const [token, name, colon] of text.matchAll(/"((?:[^"\\\n]|\\.)*)"\s*(:)?|[{}[\]]/g)) {
    if (name !== undefined) key = colon === undefined ? undefined : name;
    else if (token === '{' || token === '[') {
      around.push(key);
      key = undefined;
    } else around.pop();
  }
  return around.filter((one) => one !== undefined).reverse();
}
