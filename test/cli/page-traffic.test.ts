import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchPages } from '../../src/cli/page-traffic.ts';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

function waiting(pages = watchPages(1000)) {
  const abortion = new AbortController();
  const work = vi.fn();
  void pages.settled(abortion.signal).then(work);
  return { pages, work, abort: () => abortion.abort() };
}

test('other work starts by itself if nobody asks for a page', async () => {
  const { work } = waiting();
  await vi.advanceTimersByTimeAsync(999);
  expect(work).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(work).toHaveBeenCalledOnce();
});

test('other work waits for the first page, however long it takes, and for what it needs', async () => {
  const { pages, work } = waiting();
  await vi.advanceTimersByTimeAsync(900);
  const end = pages.begin();
  expect(pages.isBusy()).toBe(true);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(work).not.toHaveBeenCalled();
  end();
  expect(pages.isBusy()).toBe(false);
  await vi.advanceTimersByTimeAsync(999);
  expect(work).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(work).toHaveBeenCalledOnce();
});

test('a page that was asked for before holds other work back as well', async () => {
  const pages = watchPages(1000);
  const end = pages.begin();
  const { work } = waiting(pages);
  await vi.advanceTimersByTimeAsync(5000);
  expect(work).not.toHaveBeenCalled();
  end();
  end();
  await vi.advanceTimersByTimeAsync(1000);
  expect(work).toHaveBeenCalledOnce();
});

test('frequent requests do not hold other work back forever, but none starts amid a page', async () => {
  const { pages, work } = waiting();
  pages.begin()();
  await vi.advanceTimersByTimeAsync(600);
  pages.begin()();
  await vi.advanceTimersByTimeAsync(300);
  const end = pages.begin();
  await vi.advanceTimersByTimeAsync(5000);
  expect(work).not.toHaveBeenCalled();
  end();
  await vi.advanceTimersByTimeAsync(0);
  expect(work).toHaveBeenCalledOnce();
});

test('canceled work never starts', async () => {
  const { pages, work, abort } = waiting();
  abort();
  pages.begin()();
  await vi.advanceTimersByTimeAsync(5000);
  expect(work).not.toHaveBeenCalled();
});
