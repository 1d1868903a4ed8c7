/** The list of operations beside the pages of an API; a drawer on narrow screens. */
export const navigation = `.layout { display: grid; grid-template-columns: var(--side) minmax(0, 1fr); }
.side {
  position: sticky; top: var(--bar); height: calc(100vh - var(--bar)); height: calc(100dvh - var(--bar));
  padding: 1.25rem 0.75rem 3rem; overflow: hidden auto; overscroll-behavior: contain; scrollbar-width: thin;
  background: var(--ground); border-inline-end: 1px solid var(--line); font-size: 0.875rem; line-height: 1.4;
}
.side ul { list-style: none; margin: 0; padding: 0; }
.side a { color: var(--soft); text-decoration: none; }
.side-title { display: grid; grid-template-columns: 1fr auto; gap: 0.1rem 0.5rem; align-items: baseline; margin: 0 0 0.9rem; padding: 0 0.75rem; }
.side-title a { grid-column: 1 / -1; font-size: 0.8125rem; color: var(--faint); }
.side-title a::before { content: "‹ "; }
[dir="rtl"] .side-title a::before { content: "› "; }
.side-title a:hover { color: var(--link); }
.side-title b { font-size: 0.9375rem; font-weight: 650; overflow-wrap: anywhere; }
.side-title small { color: var(--faint); font-size: 0.75rem; max-width: 8rem; overflow-wrap: anywhere; }
.side-pages { padding-bottom: 0.75rem !important; margin-bottom: 0.75rem !important; border-bottom: 1px solid var(--line); }
.side-pages a, .side-guides a, .side-operations a, .side-group, .side-all a {
  display: flex; align-items: baseline; gap: 0.5rem; width: 100%; padding: 0.32rem 0.75rem; border-radius: 0.4rem;
}
.side-section { padding: 1rem 0.75rem 0.35rem; color: var(--faint); font-size: 0.75rem; font-weight: 650; letter-spacing: 0.03em; }
p.side-section { margin: 0; }
summary.side-section { cursor: pointer; }
.side-group {
  align-items: center; margin: 0; border: 0; background: none; cursor: pointer;
  color: var(--ink); font: inherit; font-weight: 600; text-align: start; overflow-wrap: anywhere;
}
.side-group::before { rotate: -45deg; translate: 0; color: var(--faint); transition: rotate 0.12s; }
[dir="rtl"] .side-group::before { rotate: 135deg; }
.side-group[aria-expanded="true"]::before { rotate: 45deg; }
.side-operations { padding-bottom: 0.4rem !important; }
.side-operations a { padding-inline-start: 1.1rem; }
.side-operations .verb { flex: none; width: 2.5rem; text-align: end; }
.side-operations .name { min-width: 0; overflow-wrap: anywhere; }
.side-operations .is-deprecated .name { text-decoration: line-through; color: var(--faint); }
.side a:hover, .side-group:hover { background: var(--hover); }
.side .side-title a:hover { background: none; }
.side a[aria-current] { background: var(--hover); color: var(--link); font-weight: 600; }
.side :focus-visible { outline: 2px solid var(--link); outline-offset: -2px; border-radius: 0.4rem; }

@media (max-width: 63.99rem) {
  .layout { display: block; }
  .side { position: static; height: auto; padding-bottom: 0.75rem; border-inline-end: 0; border-bottom: 1px solid var(--line); }
  .scripted .side {
    position: fixed; inset-block: var(--bar) 0; inset-inline-start: 0; z-index: 90; width: min(20rem, 86vw); height: auto;
    border-bottom: 0; border-inline-end: 1px solid var(--line); visibility: hidden; translate: -102% 0; transition: translate 0.16s, visibility 0.16s;
  }
  .scripted[dir="rtl"] .side { translate: 102% 0; }
  .scripted .side.open { visibility: visible; translate: 0; transition: translate 0.16s; box-shadow: 0 8px 40px #0005; }
  .drawer body { overflow: hidden; }
  .drawer .layout::before { content: ""; position: fixed; inset: 0; z-index: 80; background: #0006; }
}
`;
