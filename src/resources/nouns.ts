import { plainSingular } from './names.ts';
import { memberNode, nearestText, type PathNode } from './path.ts';

/** Finds the possible names of an item at a node of the paths, for each node once. */
export function createNouns(): (node: PathNode) => readonly string[] {
  const known = new Map<PathNode, readonly string[]>();
  return (node) => {
    const found = known.get(node) ?? findNouns(node);
    known.set(node, found);
    return found;
  };
}

/** The fixed text before the items; also a parameter that says the same in other words. */
function findNouns(node: PathNode): readonly string[] {
  const text = nearestText(node);
  const noun = text === undefined ? '' : plainSingular(text);
  const parameter = memberNode(node)?.parameter ?? '';
  const own = plainSingular(parameter.replace(/[_-]?(?:id|uuid|guid|gid|sid|slug|name|key)$/i, ''));
  const isSame = own !== '' && noun !== '' && (noun.includes(own) || own.includes(noun));
  return [...new Set([noun, isSame ? own : ''])].filter((one) => one !== '');
}
