/** The search over all APIs. */
export const search = `.search { position: relative; margin: 0 0 0.5rem; }
.search label { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.search input {
  width: 100%; padding: 0.8rem 3rem 0.8rem 1.1rem; font-size: 1.0625rem;
  background: var(--ground); border: 1px solid light-dark(#8a94a6, #667085); border-radius: 0.6rem;
}
.search input:focus-visible { outline-offset: 0; border-radius: 0.6rem; }
.search input::placeholder { color: var(--faint); opacity: 1; }
.search kbd {
  position: absolute; right: 0.9rem; top: 50%; translate: 0 -50%;
  padding: 0 0.45rem; border: 1px solid var(--line); border-radius: 0.3rem;
  color: var(--faint); font: 0.8125rem/1.5 var(--mono); pointer-events: none;
}
.search input:focus + kbd { visibility: hidden; }
#found { margin: 0 0 1.25rem; min-height: 1.6em; color: var(--faint); font-size: 0.9375rem; }
#results:not(:empty) { margin: 0.75rem -0.75rem 2rem; }
`;
