import type { Tools } from './tools.ts';

/** Shows the listed operations that match a text. It runs in the page. */
export function operations(_: Tools): void {
  const field = document.querySelector<HTMLInputElement>('#operation-filter');
  const count = document.querySelector<HTMLElement>('#operation-count');
  if (field === null) return;
  const items = [...document.querySelectorAll<HTMLElement>('[data-operation]')];
  const texts = items.map((item) => `${item.dataset.operation} ${textOf(item)}`.toLowerCase());

  function textOf(item: HTMLElement): string {
    return item.querySelector('.names')?.textContent ?? '';
  }

  function filter(): void {
    const words = field!.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const [index, item] of items.entries()) {
      item.hidden = !words.every((word) => texts[index]!.includes(word));
      if (!item.hidden) shown += 1;
    }
    for (const group of document.querySelectorAll<HTMLElement>('.group')) {
      group.hidden = group.querySelector('[data-operation]:not([hidden])') === null;
    }
    if (count !== null) count.textContent = words.length === 0 ? '' : `${shown} of ${items.length}`;
  }

  field.addEventListener('input', filter);
  filter();
  addEventListener('keydown', (event) => {
    const isTyping = (event.target as Element).matches('input, textarea, select');
    if (event.key !== '/' || isTyping || field.closest('[hidden]') !== null) return;
    event.preventDefault();
    field.focus();
  });
}
