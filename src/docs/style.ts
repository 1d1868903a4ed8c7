/** The style of the front page, and of what API pages show around Redoc and without it. */
export const style = `:root {
  color-scheme: light dark;
  --ground: light-dark(#f6f7f9, #14171d);
  --card: light-dark(#ffffff, #1d2129);
  --ink: light-dark(#1a1f29, #e8ebf1);
  --faint: light-dark(#5a6475, #9aa5b8);
  --line: light-dark(#dfe3ea, #323947);
  --link: light-dark(#1c4fd8, #8fb0ff);
  --hover: light-dark(#f0f4ff, #252b38);
}
/* Redoc's own switch. */
:root.light { color-scheme: light; }
:root.dark { color-scheme: dark; }
*, ::before, ::after { box-sizing: border-box; }
body {
  margin: 0;
  background: var(--ground);
  color: var(--ink);
  font: 16px/1.5 system-ui, sans-serif;
  overflow-wrap: break-word;
}
a { color: var(--link); }
a:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
code { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: 0.92em; }
[hidden] { display: none !important; }

.index > header, .index > main { max-width: 56rem; margin: 0 auto; padding: 0 1.25rem; }
.index > header { padding-top: 3rem; }
.index h1 { margin: 0; font-size: 2rem; line-height: 1.2; letter-spacing: -0.02em; }
.index > header p { margin: 0.25rem 0 2rem; color: var(--faint); }
.index > main { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1.25rem; padding-bottom: 4rem; }
article {
  padding: 1.5rem;
  background: var(--card);
  border: 1px solid var(--line);
  border-radius: 0.75rem;
}
article h2 { margin: 0; font-size: 1.3rem; line-height: 1.3; }
article h2 a { color: inherit; text-decoration: none; }
article h2 a:hover { color: var(--link); text-decoration: underline; }
article > p { margin: 0.75rem 0 0; max-width: 65ch; }
.facts { display: flex; flex-wrap: wrap; gap: 0.1rem 1rem; margin: 0.25rem 0 0; color: var(--faint); font-size: 0.9rem; }

.operations { list-style: none; margin: 1rem -0.75rem -0.5rem; padding: 0; }
.operations a {
  display: grid;
  grid-template-columns: 4.25rem minmax(0, 1fr) minmax(0, 1fr);
  gap: 0 0.75rem;
  align-items: baseline;
  padding: 0.45rem 0.75rem;
  border-radius: 0.4rem;
  color: inherit;
  text-decoration: none;
}
.operations a:hover { background: var(--hover); }
.operations span { color: var(--faint); }
.operations em { grid-column: 3; color: var(--faint); font-size: 0.85rem; }
.method {
  justify-self: start;
  padding: 0.05rem 0.45rem;
  border-radius: 0.3rem;
  background: #4a5568;
  color: #fff;
  font-size: 0.72rem;
  letter-spacing: 0.03em;
}
.get { background: #17713f; }
.post { background: #1c4fd8; }
.put, .patch { background: #92500a; }
.delete { background: #b3261e; }
@media (max-width: 40rem) {
  .index > header { padding-top: 1.5rem; }
  article { padding: 1.1rem; }
  .operations a { grid-template-columns: 4.25rem minmax(0, 1fr); }
  .operations span, .operations em { grid-column: 2; }
}

html:has(.reference) { scroll-padding-top: 2.5rem; }
.reference { background: Canvas; }
.bar {
  position: sticky;
  top: 0;
  z-index: 100;
  display: flex;
  gap: 1.5rem;
  align-items: center;
  height: 2.5rem;
  padding: 0 1.25rem;
  background: var(--card);
  border-bottom: 1px solid var(--line);
  font-size: 0.875rem;
}
@media (min-width: 50rem) {
  .reference .menu-content { top: 2.5rem; height: calc(100vh - 2.5rem); }
}
.bar a { text-decoration: none; }
.bar a:hover { text-decoration: underline; }
.bar a:last-child { margin-left: auto; }
.plain { max-width: 48rem; margin: 0 auto; padding: 1.5rem 1.25rem 4rem; }
.plain small { color: var(--faint); font-weight: 400; }
.plain ul { list-style: none; padding: 0; }
.plain h2 { margin: 2rem 0 0.5rem; font-size: 1.1rem; }
.plain p { white-space: pre-line; }
`;
