import { isJson, type MediaRange } from '../http/media-type.ts';
import type { Location } from '../json/document.ts';
import { type ExternalValue, readExternal } from './external-example.ts';
import type { Example } from './model.ts';
import { entries, isObject, member, type Node } from './node.ts';
import type { Context } from './parse-context.ts';

/**
 * The lone `example`, and `examples` by name (section 4.8.19). They exclude each other; if both
 * exist, both are kept. In 3.2, `dataValue` is the value; `serializedValue` alone is the text of a
 * content in the given range.
 */
export function parseExamples(
  node: Node,
  context: Context,
  range?: MediaRange,
): readonly Example[] {
  const lone = member(node, 'example');
  const unnamed: readonly Example[] =
    lone === undefined
      ? []
      : [
          {
            name: undefined,
            summary: undefined,
            value: lone.value,
            externalValue: undefined,
            at: lone.at,
          },
        ];
  const named = [...entries(context.part(node, 'examples'))].flatMap(([name, written]) => {
    const example = context.follow(written);
    if (example === undefined || !isObject(example.value)) return [];
    const data = member(example, 'value') ?? member(example, 'dataValue');
    const externalValue = context.text(example, 'externalValue');
    const own = data ?? serialized(example, range);
    const external =
      own === undefined && externalValue !== undefined
        ? readExample(externalValue, example.at, context, range)
        : undefined;
    const value = external?.ok ? external : own;
    return [
      {
        name,
        summary: context.text(example, 'summary'),
        value: value?.value,
        externalValue,
        at: value?.at ?? example.at,
        ...(external?.ok === false && { unread: external.reason }),
      },
    ];
  });
  return [...unnamed, ...named];
}

function readExample(
  reference: string,
  at: Location,
  { external }: Context,
  range: MediaRange | undefined,
): ExternalValue | undefined {
  const file = external(reference, at);
  return file?.ok ? readExternal(file, range, at) : file;
}

/** JSON is parsed; every other text is sent unchanged. */
function serialized(example: Node, range: MediaRange | undefined): Node | undefined {
  const text = member(example, 'serializedValue');
  if (range === undefined || typeof text?.value !== 'string') return undefined;
  if (!isJson(range)) return text;
  try {
    return { value: JSON.parse(text.value), at: text.at };
  } catch {
    return text;
  }
}
