import { type Html, html } from '../html/template.ts';
import { inlineHtml, markdownHtml } from './markdown.ts';
import type { Member, Outline, Variant } from './outline.ts';

/** What a value is: its type and facts, then its members, the inner ones folded away. */
export function outlineHtml(outline: Outline): Html {
  return html`<p class="value"><span class="type">${outline.type}</span>${factsHtml(outline)}</p>
${outline.description === undefined ? undefined : html`<div class="prose">${markdownHtml(outline.description, 5)}</div>`}
${insideHtml(outline, 0)}`;
}

/** One thing with a name: a property, a parameter, a header. */
export function memberHtml(member: Member, depth = 0): Html {
  const { name, type, required, deprecated, description } = member;
  return html`<li>
<p class="name"><code>${name === '*' ? 'any other name' : name}</code> <span class="type">${type}</span>${required ? html` <em class="required">required</em>` : undefined}${deprecated ? html` <em class="deprecated">deprecated</em>` : undefined}</p>
${description === undefined ? undefined : html`<div class="prose">${markdownHtml(description, 6)}</div>`}
${member.facts.length === 0 ? undefined : html`<p class="facts">${factsText(member)}</p>`}
${insideHtml(member, depth + 1)}
</li>`;
}

function variantHtml(variant: Variant, depth: number): Html {
  return html`<li>
<p class="name"><strong>${variant.name}</strong> <span class="type">${variant.type === variant.name ? '' : variant.type}</span>${factsHtml(variant)}</p>
${variant.description === undefined ? undefined : html`<div class="prose">${markdownHtml(variant.description, 6)}</div>`}
${insideHtml(variant, depth + 1)}
</li>`;
}

function insideHtml(outline: Outline, depth: number): Html | undefined {
  const { members, variants, cut } = outline;
  if (cut !== undefined && members.length === 0) {
    const reason = cut === 'recursive' ? 'The same again.' : 'More is told in the reference.';
    return html`<p class="facts">${reason}</p>`;
  }
  if (members.length + variants.length === 0) return undefined;
  const lists = [
    ...(members.length === 0
      ? []
      : [html`<ul class="members">${members.map((member) => memberHtml(member, depth))}</ul>`]),
    ...(variants.length === 0
      ? []
      : [
          html`<p class="facts">One of these:</p>`,
          html`<ul class="members variants">${variants.map((variant) => variantHtml(variant, depth))}</ul>`,
        ]),
  ];
  if (depth < 2) return html`${lists}`;
  const count = members.length || variants.length;
  const things = members.length > 0 ? 'member' : 'alternative';
  return html`<details><summary>${count} ${things}${count === 1 ? '' : 's'}</summary>${lists}</details>`;
}

function factsHtml(outline: Outline): Html | undefined {
  return outline.facts.length === 0
    ? undefined
    : html` <span class="facts">${factsText(outline)}</span>`;
}

function factsText({ facts }: Outline): Html {
  return inlineHtml(facts.join('; '));
}
