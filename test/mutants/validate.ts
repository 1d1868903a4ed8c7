import {
  amount,
  type Check,
  day,
  isObject,
  list,
  map,
  object,
  oneOf,
  orNull,
  text,
  truth,
  whole,
} from './check.ts';
import { refuseUnless } from './read.ts';

// The handwritten validation of the depot, which shares no code with the tool under test.

const partName = text({ min: 1, max: 12 });
const price = amount({ min: 0.01, max: 9999, hundredths: true });
const note = orNull(text({ max: 20 }));
export const categories = ['gear', 'belt', 'seal'];

const shape: Check = (value, where) => {
  refuseUnless(isObject(value), `${where} is no object`);
  const check =
    value.kind === 'round'
      ? object({ kind: oneOf('round'), diameter: amount({ above: 0, max: 500 }) })
      : object({
          kind: oneOf('square'),
          side: amount({ above: 0 }),
          'corner?': oneOf('sharp', 'soft'),
        });
  check(value, where);
};

export const newPart = object({
  name: partName,
  price,
  category: oneOf(...categories),
  'shape?': shape,
  'note?': note,
  'tags?': list(text({ pattern: /^[a-z]+$/ }), { max: 3, unique: true }),
});

export const partForm = object(
  { name: partName, price: amount({ min: 0.01, max: 9999 }), category: oneOf(...categories) },
  { open: true },
);

export const partChange: Check = (value, where) => {
  object({ 'name?': partName, 'price?': price, 'note?': note })(value, where);
  refuseUnless(Object.keys(value as object).length > 0, `${where} is empty`);
};

const line = object({
  part: text({ pattern: /^p-[0-9]+$/ }),
  quantity: whole({ min: 1, max: 100 }),
  'remark?': text({ max: 10 }),
});

const delivery: Check = (value, where) => {
  refuseUnless(isObject(value), `${where} is no object`);
  const address = object(
    { street: text({ min: 1 }), zip: text({ pattern: /^[0-9]{5}$/ }) },
    { open: true },
  );
  try {
    object({ pickup: day }, { open: true })(value, where);
  } catch {
    address(value, where);
  }
};

const orderMembers = object({
  customer: object({
    name: text({ min: 1 }),
    email: text({ pattern: /^[^\s@]+@[a-z0-9-]+(\.[a-z0-9-]+)*$/i }),
    'phone?': text({ min: 5 }),
  }),
  lines: list(line, { min: 1, max: 4, unique: true }),
  delivery,
  'priority?': oneOf('low', 'normal', 'high'),
  'approvedBy?': text({ min: 1 }),
  'gift?': truth,
  'giftText?': text(),
  'secret?': text({ min: 3 }),
  'labels?': map(/^[a-z]+$/, whole(), { max: 3 }),
});

export const newOrder: Check = (value, where) => {
  orderMembers(value, where);
  const { giftText, gift, priority, approvedBy } = value as Record<string, unknown>;
  refuseUnless(giftText === undefined || gift !== undefined, 'giftText needs gift');
  refuseUnless(priority !== 'high' || approvedBy !== undefined, 'high needs approvedBy');
};
