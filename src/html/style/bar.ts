/** The frame of every page: background, the bar at the top with its menus, and the skip link. */
export const bar = `*, ::before, ::after { box-sizing: border-box; }
html { scroll-padding-top: calc(var(--bar) + 1rem); text-size-adjust: 100%; }
body {
  margin: 0;
  background: var(--ground);
  color: var(--ink);
  font: 1rem/1.6 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
  overflow-wrap: break-word;
}
[hidden] { display: none !important; }
.skip { position: absolute; inset-inline-start: -100vw; }
.skip:focus { inset-inline-start: 1rem; top: 0.5rem; z-index: 200; padding: 0.25rem 0.75rem; background: var(--ground); }

.bar {
  position: sticky; top: 0; z-index: 100;
  display: flex; align-items: center; gap: 0 0.9rem;
  height: var(--bar); padding: 0 1.5rem;
  background: var(--ground); border-bottom: 1px solid var(--line);
  font-size: 0.875rem; white-space: nowrap;
}
.bar a { color: var(--soft); text-decoration: none; }
.bar a:hover { color: var(--link); }
.bar a[aria-current] { color: var(--ink); font-weight: 600; }
.bar .home {
  display: flex; align-items: center; gap: 0.6rem; min-width: 0; margin-inline-end: auto;
  font-weight: 650; font-size: 0.9375rem; color: var(--ink); overflow: hidden; text-overflow: ellipsis;
}
.bar .home img { display: block; height: 1.6rem; width: auto; max-width: min(10rem, 100%); object-fit: contain; }
.bar .home span { overflow: hidden; text-overflow: ellipsis; }
.bar .links { display: flex; gap: 1.1rem; margin-inline-end: 0.4rem; }
.bar button, .bar summary, .bar select {
  flex: none; display: inline-flex; align-items: center; gap: 0.5rem; height: 2.1rem; padding: 0 0.75rem; cursor: pointer;
  background: var(--ground); border: 1px solid var(--line); border-radius: 0.5rem;
  color: var(--soft); font: inherit; list-style: none;
}
.bar summary::-webkit-details-marker { display: none; }
.bar button:hover, .bar summary:hover { background: var(--hover); color: var(--ink); }
.bar :focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
.bar .find { min-width: 13rem; background: var(--panel); color: var(--faint); }
.bar .find::before {
  content: ""; width: 0.8rem; height: 0.8rem; flex: none; background: currentColor;
  mask: url("data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16' fill='none' stroke='black' stroke-width='2' stroke-linecap='round'%3E%3Ccircle cx='6.5' cy='6.5' r='5'/%3E%3Cpath d='m10.5 10.5 4 4'/%3E%3C/svg%3E") center / contain no-repeat;
}
.bar kbd {
  margin-inline-start: auto; padding: 0 0.4rem; border: 1px solid var(--line); border-radius: 0.3rem;
  background: var(--ground); color: var(--faint); font: 0.75rem/1.5 var(--mono);
}
.bar .menu { width: 2.1rem; padding: 0; justify-content: center; }
.bar .menu::before {
  content: ""; width: 1rem; height: 0.75rem;
  border-block: 2px solid currentColor; background: linear-gradient(currentColor, currentColor) center / 100% 2px no-repeat;
}
.bar .theme { width: 2.1rem; padding: 0; justify-content: center; }
.theme::before {
  content: ""; width: 0.9rem; height: 0.9rem; border-radius: 50%;
  background: linear-gradient(90deg, currentColor 50%, transparent 50%); border: 1.5px solid currentColor;
}
.downloads { position: relative; }
.downloads summary::after, .side-group::before {
  content: ""; flex: none; width: 0.4rem; height: 0.4rem; border: solid currentColor; border-width: 0 1.5px 1.5px 0; rotate: 45deg; translate: 0 -0.1rem;
}
.downloads ul {
  position: absolute; inset-inline-end: 0; top: calc(100% + 0.4rem); min-width: 14rem; margin: 0; padding: 0.35rem;
  list-style: none; background: var(--ground); border: 1px solid var(--line); border-radius: 0.6rem; box-shadow: 0 8px 28px #0003;
}
.downloads a { display: block; padding: 0.4rem 0.75rem; border-radius: 0.4rem; }
.downloads a[aria-current] { color: var(--link); font-weight: 600; background: var(--hover); }
.versions ul { min-width: 8rem; }
.versions .label { color: var(--faint); }
.downloads a:hover, .downloads a:focus-visible { background: var(--hover); }
/* The same links, where the bar has no room for them. */
.last-links { display: none; }
.page-foot { padding: 0 1.5rem 1rem; }

@media (min-width: 64rem) {
  .bar .menu { display: none; }
}
@media (max-width: 48rem) {
  :root { --bar: 3rem; }
  .bar { padding: 0 1rem; gap: 0 0.5rem; }
  .bar .find { min-width: 0; width: 2.1rem; padding: 0; justify-content: center; }
  .bar .find > * { display: none; }
  .bar .links { display: none; }
  .last-links { display: flex; flex-wrap: wrap; gap: 0.5rem 1.25rem; padding: 1rem; border-top: 1px solid var(--line); }
  .versions .label { display: none; }
  .downloads:not(.versions) summary { width: 2.1rem; padding: 0; justify-content: center; font-size: 0; }
  .downloads:not(.versions) summary::before {
    content: ""; width: 1rem; height: 1rem; background: currentColor;
    mask: url("data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16' fill='none' stroke='black' stroke-width='1.8' stroke-linecap='round' stroke-linejoin='round'%3E%3Cpath d='M8 2v8m-3.5-3L8 10.5 11.5 7M2.5 13.5h11'/%3E%3C/svg%3E") center / contain no-repeat;
  }
  .downloads:not(.versions) summary::after { display: none; }
}
`;
