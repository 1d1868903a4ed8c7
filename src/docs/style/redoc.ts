/**
 * Redoc's page: the note above the overview, and Redoc in the colors of the other pages. Only here do
 * styles select elements without our classes.
 */
export const redoc = `.await { display: none; }
.scripted .await { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem 1rem; }
.await button { padding: 0.3rem 0.8rem; border: 1px solid var(--edge); border-radius: 0.5rem; background: var(--ground); color: var(--link); cursor: pointer; }
.await button:hover { background: var(--hover); }
[aria-busy="true"], [aria-busy="true"] .await button { cursor: progress; }
.reference .up { overflow: hidden; text-overflow: ellipsis; }
.overview .up { display: none; }
/* Until Redoc has rendered, nothing of it is seen or moves. */
.overview > #redoc { position: fixed; inset: 0; overflow: hidden; visibility: hidden; }

/* The bar has the search and the switch of colors. */
.reference .menu-content { top: var(--bar); }
.reference [data-testid="search-trigger"], .reference [data-testid="color-mode-switcher"] { display: none !important; }
@media (min-width: 50rem) {
  .reference .menu-content { height: calc(100vh - var(--bar)); }
}
:root:root.light, :root:root.dark {
  --bg-color: var(--ground);
  --bg-color-raised: var(--ground);
  --bg-color-tonal: var(--panel);
  --layer-color: var(--panel);
  --layer-color-hover: var(--hover);
  --layer-color-active: var(--hover);
  --text-color-primary: var(--ink);
  --text-color-secondary: var(--soft);
  --text-color-description: var(--faint);
  --text-color-helper: var(--faint);
  --border-color-primary: var(--line);
  --border-color-secondary: var(--line);
  --link-color-primary: var(--link);
  --link-color-primary-hover: var(--link);
  --link-color-visited: var(--link);
  --search-trigger-color: var(--faint);
  --font-family-base: system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
  --font-family-monospaced: var(--mono);
  --code-font-family: var(--mono);
  --h1-font-size: 2rem;
  --h1-line-height: 1.25;
  --h2-font-size: 1.5rem;
  --h2-line-height: 1.25;
  --h3-font-size: 1.25rem;
  --h3-line-height: 1.3;
  --schema-required-color: var(--warn);
  --schemas-property-name-text-color: var(--ink);
  --schemas-property-name-font-weight: 600;
  --badge-deprecated-text-color: light-dark(#2b1700, #2b1700);
  --code-block-bg-color: var(--panel);
  --code-block-tokens-property-color: var(--key);
  --code-block-tokens-property-string-color: var(--key);
  --code-block-tokens-link-color: var(--key);
  --code-block-tokens-string-color: var(--text);
  --code-block-tokens-boolean-color: var(--word);
  --code-block-tokens-number-color: var(--number);
  --code-block-tokens-keyword-color: var(--word);
  --code-block-tokens-function-color: var(--key);
  --code-block-tokens-class-name-color: var(--number);
  --code-block-tokens-operator-color: var(--soft);
  --code-block-tokens-punctuation-color: var(--soft);
  --code-block-tokens-regex-color: var(--number);
  --code-block-tokens-comment-color: var(--faint);
}
:is(.light, .dark) .reference {
  & .tag-get { --tag-color: light-dark(#12683a, #5fcf93); }
  & .tag-post { --tag-color: light-dark(#1a4fc4, #8fb2ff); }
  & .tag-put, & .tag-patch { --tag-color: light-dark(#8a4b08, #eeb061); }
  & .tag-delete { --tag-color: light-dark(#a92219, #ff958c); }
  & .tag-http-deprecated { --tag-color: var(--faint); }
}
`;
