/** Shows the part of the console that the address names. It runs in the page. */
export function views(): void {
  const links = [...document.querySelectorAll<HTMLAnchorElement>('.views a')];
  const sections = links.map((link) => document.querySelector<HTMLElement>(link.hash));

  function show(): void {
    const requestedView = links.findIndex((link) => link.hash === location.hash);
    const chosen = Math.max(0, requestedView);
    for (const [index, link] of links.entries()) {
      const section = sections[index];
      if (section) section.hidden = index !== chosen;
      if (index === chosen) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
    }
  }

  addEventListener('hashchange', show);
  show();
}
