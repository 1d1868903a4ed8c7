/**
 * Makes a function that corrects a word with one letter too many, missing, wrong or swapped with
 * its neighbor. Of the known words, it gives the most common one. It runs in the page, so that it
 * can use only its own code.
 */
export function spellingOf(known: readonly string[]): (word: string) => string {
  const counts = new Map<string, number>();
  for (const word of known) counts.set(word, (counts.get(word) ?? 0) + 1);
  const words = [...counts.keys()];
  const letters = [...'abcdefghijklmnopqrstuvwxyz'];

  return (word) => {
    // The beginning of a word is one that is still being typed.
    if (!/^[a-z]{4,}$/.test(word) || words.some((one) => one.startsWith(word))) return word;
    const parts = Array.from({ length: word.length + 1 }, (_, at) => {
      return [word.slice(0, at), word.slice(at)] as const;
    });
    // The likeliest faults come first.
    const swapped = parts.map(([before, [one = '', other = '', ...rest]]) => {
      return before + other + one + rest.join('');
    });
    const missing = parts.flatMap(([before, after]) =>
      letters.map((letter) => before + letter + after),
    );
    const wrong = parts.flatMap(([before, after]) =>
      letters.map((letter) => before + letter + after.slice(1)),
    );
    const tooMany = parts.map(([before, after]) => before + after.slice(1));
    return mostCommon(swapped) ?? mostCommon(missing) ?? mostCommon([...wrong, ...tooMany]) ?? word;
  };

  function mostCommon(candidates: readonly string[]): string | undefined {
    const found = candidates.filter((one) => counts.has(one));
    return found.sort((a, b) => counts.get(b)! - counts.get(a)!)[0];
  }
}
