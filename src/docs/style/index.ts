/** The front page. */
export const index = `.find.wide {
  display: flex; align-items: center; gap: 0.75rem; width: 100%; margin: 0.5rem 0 1.5rem; padding: 0.85rem 1.1rem; cursor: pointer;
  background: var(--ground); border: 1px solid var(--edge); border-radius: 0.7rem; color: var(--faint); text-align: start;
}
.find.wide:hover { border-color: var(--link); }
.find.wide span { flex: 1; min-width: 0; }
.find.wide kbd { padding: 0 0.45rem; border: 1px solid var(--line); border-radius: 0.3rem; font: 0.8125rem/1.5 var(--mono); }
.guides ul { display: grid; grid-template-columns: repeat(auto-fill, minmax(14rem, 1fr)); gap: 0.75rem; list-style: none; margin: 0 0 1.5rem; padding: 0; }
.guides a { display: block; height: 100%; padding: 0.9rem 1.1rem; border: 1px solid var(--line); border-radius: 0.7rem; color: var(--ink); font-weight: 600; text-decoration: none; }
.guides a:hover { border-color: var(--link); color: var(--link); }
article { padding: 1.75rem 0; border-top: 1px solid var(--line); }
article h2 { margin: 0; font-size: 1.25rem; }
article h2 a { color: inherit; text-decoration: none; }
article h2 a:hover { color: var(--link); }
article > p { margin: 0.35rem 0 0; max-width: 65ch; color: var(--soft); }
article .links a { text-decoration: none; }
article .links a:hover { text-decoration: underline; }
article .links { display: flex; flex-wrap: wrap; align-items: center; gap: 0.4rem 1.1rem; margin-top: 0.9rem; font-size: 0.875rem; }
article .links p { display: flex; flex-wrap: wrap; gap: 0.2rem 1.1rem; margin: 0; }
.links .downloads summary { color: var(--link); list-style: none; display: flex; gap: 0.45rem; align-items: center; }
.links .downloads ul { inset-inline: 0 auto; z-index: 5; }
summary { cursor: pointer; color: var(--link); }
article > details { margin-top: 0.75rem; }

.operations { list-style: none; margin: 0.75rem -0.75rem 0; padding: 0; }
.operations a {
  display: grid; grid-template-columns: 4.25rem minmax(0, 3fr) minmax(0, 2fr); gap: 0 0.9rem; align-items: baseline;
  padding: 0.45rem 0.75rem; border-radius: 0.4rem; color: inherit; text-decoration: none;
}
.operations a:has(.about) { grid-template-rows: auto 1fr; }
.operations a:has(.about) code { grid-area: 1 / 3 / span 2; }
#results a { grid-template-columns: 4.25rem minmax(0, 3fr) minmax(0, 3fr) minmax(0, 1.5fr); }
.operations .method, .endpoint .method { position: relative; top: -0.1rem; }
.operations a:hover, .operations a:focus-visible { background: var(--hover); }
.operations code, .operations small, .operations em { color: var(--faint); }
.operations em { font-size: 0.875em; }
.overview .story { margin-top: 1.25rem; }
.overview .operations { margin-inline: -0.75rem 0; }
.operations .about { grid-column: 2; color: var(--soft); font-size: 0.875rem; }
`;
