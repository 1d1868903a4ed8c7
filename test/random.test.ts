import { expect, test } from 'vitest';
import { mulberry32, randomOf } from '../src/random.ts';

test('the same seed gives the same numbers, in every version', () => {
  const three = (random: () => number) => [random(), random(), random()];
  expect(three(randomOf(''))).toEqual([0.6112444521859288, 0.4935242917854339, 0.7740248835179955]);
  expect(three(randomOf('pets 🐕'))).toEqual([
    0.5566137577407062, 0.30005256040021777, 0.8384773784782737,
  ]);
  expect(three(mulberry32(7 * 0x9e3779b9))).toEqual([
    0.1837821921799332, 0.574204713338986, 0.9418955121655017,
  ]);
});
