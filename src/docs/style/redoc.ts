/**
 * Redoc's page: what it says until Redoc has rendered, and Redoc in the colors of the other pages.
 * Nothing is told of elements without a class but here.
 */
export const redoc = `/* What the reference says until Redoc has rendered. */
.plain { max-width: 54rem; margin: 0 auto; padding: 2.5rem 1.5rem 5rem; }
.plain h1 { margin: 0 0 0.5rem; font-size: 2rem; line-height: 1.25; letter-spacing: -0.022em; }
.plain small { color: var(--faint); font-weight: 400; }
.plain a { color: var(--link); }
.plain code, .plain pre { font-family: var(--mono); font-size: 0.875em; }
.plain .scroll, .plain pre { overflow-x: auto; }
.plain .plain-list { list-style: none; padding: 0; }
.plain .plain-list > li { padding: 1.25rem 0; border-top: 1px solid var(--line); }
.plain h2 { margin: 0; font-size: 1.125rem; }

/* Redoc: below the bar, and with colours that can be read. */
.reference .menu-content { top: var(--bar); }
@media (min-width: 50rem) {
  .reference .menu-content { height: calc(100vh - var(--bar)); }
}
:root:root.light {
  --link-color-primary: #1a4fc4;
  --search-trigger-color: #5b6575;
  --badge-deprecated-text-color: #2b1700;
  --code-block-tokens-property-color: #1a4fc4;
  --code-block-tokens-property-string-color: #1a4fc4;
  --code-block-tokens-link-color: #1a4fc4;
  --code-block-tokens-string-color: #12683a;
  --code-block-tokens-boolean-color: #12683a;
  --code-block-tokens-keyword-color: #8f1d6f;
  --code-block-tokens-function-color: #8a4b08;
  --code-block-tokens-class-name-color: #8a4b08;
  --code-block-tokens-operator-color: #8a4b08;
  --code-block-tokens-regex-color: #8a4b08;
  --code-block-tokens-comment-color: #5b6575;
}
:root:root.dark { --search-trigger-color: #98a2b3; }
.light .reference .tag-put, .light .reference .tag-patch { --tag-color: #8a4b08; }
.light .reference .tag-get { --tag-color: #12683a; }
.light .reference .tag-post { --tag-color: #1a4fc4; }
.light .reference .tag-http-deprecated { --tag-color: #5b6575; }
.light .reference .tag-delete { --tag-color: #a92219; }
`;
