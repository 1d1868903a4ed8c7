/** Schemas: names, types and facts, required marks, and nested objects. */
export const schema = `.value { margin: 0.25rem 0; }
.type { direction: ltr; unicode-bidi: isolate; color: var(--faint); font-size: 0.875rem; }
.facts { color: var(--faint); font-size: 0.875rem; margin: 0.2rem 0 0; }
.required, .deprecated { font-style: normal; font-size: 0.75rem; font-weight: 600; letter-spacing: 0.01em; }
.required { padding: 0.05rem 0.45rem; border-radius: 1rem; background: color-mix(in srgb, var(--warn) 12%, var(--ground)); color: var(--warn); }
.deprecated { color: var(--faint); }
.members { list-style: none; margin: 0.5rem 0 0; padding: 0; }
.members > li { position: relative; padding: 0.75rem 0; border-top: 1px solid var(--line); }
.members > li:first-child { border-top: 0; }
.members .name { margin: 0; }
.members .name > code { font-weight: 600; padding: 0; background: none; font-size: 0.9375rem; }
.members > li:has(> .name > .required) > .name > code::after { content: "*"; color: var(--warn); }
.members > li:has(> .name > .deprecated) > .name > code { text-decoration: line-through; }
.values { margin: 0.3rem 0; padding-inline-start: 1.2rem; font-size: 0.875rem; }
.choice-of { margin-top: 0.75rem; font-weight: 600; color: var(--soft); }
.members .prose { margin-top: 0.15rem; font-size: 0.9375rem; color: var(--soft); }
.members .prose p, .members p.prose { margin: 0.25rem 0; }
.variants { border: 1px solid var(--line); border-radius: 0.6rem; }
.variants > li { padding-inline: 0.9rem; }

.inner { width: fit-content; max-width: 100%; margin-top: 0.5rem; border: 1px solid var(--line); border-radius: 0.6rem; font-size: 0.9375rem; }
.inner[open] { width: auto; }
.inner > summary {
  display: flex; align-items: center; gap: 0.5rem; padding: 0.3rem 0.85rem; border-radius: 0.6rem; list-style: none;
  color: var(--soft); font-size: 0.8125rem; font-weight: 550;
}
.inner > summary::-webkit-details-marker { display: none; }
.inner > summary::before {
  content: ""; width: 0.4rem; height: 0.4rem; flex: none; border: solid currentColor; border-width: 0 1.5px 1.5px 0; rotate: -45deg; transition: rotate 0.12s;
}
[dir="rtl"] .inner > summary::before { rotate: 135deg; }
.inner[open] > summary::before { rotate: 45deg !important; }
.inner > summary:hover { background: var(--hover); color: var(--link); }
.inner[open] > summary { border-bottom: 1px solid var(--line); border-radius: 0.6rem 0.6rem 0 0; background: var(--panel); }
.inner > .members { margin: 0; padding: 0 0.9rem; border: 0; }
.inner > .variants > li { padding-inline: 0; }
.inner > .facts { padding: 0 0.9rem; }
.inner > .choice-of { margin-top: 0.6rem; }
@media (max-width: 40rem) {
  .inner > .members { padding-inline: 0.65rem; }
}
`;
