/** Pages on paper. */
export const print = `@media print {
  :root, :root.dark { color-scheme: light; --bar: 0; }
  body { font-size: 10pt; }
  .bar, .search, .skip, .try, .copy, .tabs, .samples select, .neighbors { display: none !important; }
  main { max-width: none; padding: 0; }
  .columns { display: block; }
  .samples { position: static; max-height: none; margin-top: 1.5rem; overflow: visible; }
  .samples pre, pre { max-height: none; white-space: pre-wrap; overflow: visible; border: 1px solid var(--line); }
  .members > li, .response, figure { break-inside: avoid; }
  h1, h2, h3 { break-after: avoid; }
  details::details-content { content-visibility: visible; block-size: auto; }
  .columns, main, .story { break-inside: auto; }
  a { color: inherit; text-decoration: none; }
}
`;
