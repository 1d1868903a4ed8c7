/** The colors and measures of all pages: the documentation with its Redoc, and the mock. */
export const colors = `:root {
  color-scheme: light dark;
  --ground: light-dark(#ffffff, #0f1217);
  --panel: light-dark(#f6f7f9, #171b22);
  --ink: light-dark(#181d27, #e6e9ef);
  --soft: light-dark(#3f4856, #c1c8d4);
  --faint: light-dark(#5b6575, #98a2b3);
  --line: light-dark(#e1e5eb, #2a303b);
  --edge: light-dark(#8a94a6, #667085);
  --link: light-dark(#1a4fc4, #8fb2ff);
  --accent: #1a4fc4;
  --on-accent: #ffffff;
  --hover: light-dark(#eef2fb, #1e2430);
  --good: light-dark(#12683a, #5fcf93);
  --warn: light-dark(#8a4b08, #eeb061);
  --bad: light-dark(#a92219, #ff958c);
  --other: light-dark(#4a5568, #b7c0cf);
  --key: light-dark(#1a4fc4, #8fb2ff);
  --text: light-dark(#12683a, #7fd6a6);
  --number: light-dark(#8a4b08, #eeb061);
  --word: light-dark(#8f1d6f, #eb9bd3);
  --mono: ui-monospace, SFMono-Regular, "Cascadia Code", Menlo, Consolas, "DejaVu Sans Mono", monospace;
  --bar: 3.25rem;
  --side: 18.5rem;
}
:root.light { color-scheme: light; }
:root.dark { color-scheme: dark; }

.method, .verb { --verb: var(--other); }
.get { --verb: light-dark(#12683a, #5fcf93); }
.post { --verb: light-dark(#1a4fc4, #8fb2ff); }
.put, .patch { --verb: light-dark(#8a4b08, #eeb061); }
.delete { --verb: light-dark(#a92219, #ff958c); }
.method {
  display: inline-block; min-width: 3.9rem; padding: 0.15rem 0.4rem; border-radius: 0.35rem;
  background: color-mix(in srgb, var(--verb) 11%, var(--ground)); color: var(--verb); text-align: center;
  font: 700 0.6875rem/1.5 var(--mono); letter-spacing: 0.02em;
}
.verb { color: var(--verb); font: 700 0.625rem/1.5 var(--mono); }
`;
