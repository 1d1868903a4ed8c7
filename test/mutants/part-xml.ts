import { SaxesParser } from 'saxes';

/** A part as the oracle, not the provider, reads it; `undefined` if the text is not XML. */
export function partOfXml(text: string): unknown {
  const parser = new SaxesParser();
  const part: Record<string, unknown> = {};
  const open: { name: string; text: string; members: Record<string, unknown>; list: string[] }[] =
    [];
  let isWrong = false;
  parser.on('error', () => {
    isWrong = true;
  });
  parser.on('opentag', ({ name, attributes }) => {
    if (open.length === 0) Object.assign(part, attributes);
    open.push({ name, text: '', members: {}, list: [] });
  });
  parser.on('text', (more) => {
    if (open.length > 0) open.at(-1)!.text += more;
  });
  parser.on('closetag', () => {
    const { name, text: said, members, list } = open.pop()!;
    const parent = open.at(-1);
    const value = /^(price|diameter|side)$/.test(name) ? Number(said) : said;
    if (name === 'tag') parent?.list.push(said);
    else if (open.length === 2) parent!.members[name] = value;
    else if (open.length === 1) {
      part[name] = name === 'tags' ? list : name === 'shape' ? members : value;
    }
  });
  try {
    parser.write(text).close();
  } catch {
    isWrong = true;
  }
  return isWrong ? undefined : part;
}
