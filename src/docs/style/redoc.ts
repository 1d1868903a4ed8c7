/**
 * Redoc's page: its text until Redoc has rendered, and Redoc in the colors of the other pages. Only
 * here do styles select elements without our classes.
 */
export const redoc = `/* It lies over the place that Redoc fills, so that nothing moves when it goes. */
.plain { position: absolute; inset-inline: 0; max-width: 54rem; margin: 0 auto; padding: 2.5rem 1.5rem 5rem; }
.plain h1 { margin: 0 0 0.5rem; font-size: 2rem; line-height: 1.25; letter-spacing: -0.022em; }
.plain small { color: var(--faint); font-weight: 400; }
.plain a { color: var(--link); }
.reference > div:has(+ script) { min-height: 100vh; }
.reference .up { overflow: hidden; text-overflow: ellipsis; }

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
