import { Html, html } from '../html/template.ts';
import type { ContentGroup, EncodingContent } from './content.ts';
import type { Labels } from './labels/en.ts';
import { counted } from './labels/languages.ts';
import type { Cut, Group, Member, Outline, Variant } from './outline.ts';
import type { Prose } from './prose.ts';

/** Shows schemas on one page. `id` is the start of their anchors. */
export interface SchemaHtml {
  content(groups: readonly ContentGroup[], id: string): readonly Html[];
  outline(outline: Outline, id: string): Html;
  members(members: readonly Member[], id: string): Html;
}

export function schemaHtml(prose: Prose): SchemaHtml {
  const { labels } = prose;

  /** A value: its type and facts, then its members, the inner ones collapsed. */
  function outlineHtml(outline: Outline, id: string): Html {
    return prose.once(outline, id, () => newOutlineHtml(outline, id));
  }

  function newOutlineHtml(outline: Outline, id: string): Html {
    return html`<p class="value">${typeHtml(outline)}${factsHtml(outline)}</p>
${describedHtml(outline, 5)}${insideHtml(outline, id, 0)}`;
  }

  /** A named thing: a property, a parameter, a header. */
  function memberHtml(member: Member, id: string, depth: number): Html {
    const { name, required, deprecated } = member;
    const anchor = `${id}.${member.path}`;
    return html`<li id="${anchor}"><p class="name"><code>${name === '*' ? labels.anyOtherName : name}</code> ${typeHtml(member)}${required ? html` <em class="required">${labels.required}</em>` : undefined}${deprecated ? html` <em class="deprecated">${labels.deprecated}</em>` : undefined}</p>${describedHtml(member, 6)}${factsLine(member)}${insideHtml(member, id, depth + 1)}</li>`;
  }

  function variantHtml(variant: Variant, id: string, depth: number): Html {
    const { name, tag, type } = variant;
    const words = name === type || name === '' ? undefined : html`<strong>${name}</strong> `;
    const value =
      tag === undefined ? undefined : html` <span class="facts">${prose.inline(tag)}</span>`;
    return html`<li><p class="name">${words}${typeHtml(variant)}${value}${factsHtml(variant)}</p>${describedHtml(variant, 6)}${insideHtml(variant, id, depth + 1)}</li>`;
  }

  /** The type, with a link to the page of the component that it names. */
  function typeHtml({ type, component }: Outline): Html {
    const href = prose.schema(component);
    const at = component === undefined ? -1 : type.lastIndexOf(component);
    if (href === undefined || component === undefined || at === -1) {
      return html`<span class="type">${type}</span>`;
    }
    const [before, after] = [type.slice(0, at), type.slice(at + component.length)];
    return html`<span class="type">${before}<a href="${href}">${component}</a>${after}</span>`;
  }

  function describedHtml({ description, values }: Outline, level: number): Html | undefined {
    if (description === undefined && values.length === 0) return undefined;
    const list = values.map(
      ({ value, description }) =>
        html`<li>${prose.inline(value)}${description === '' ? undefined : html`: ${prose.inline(description)}`}</li>`,
    );
    const listed = list.length === 0 ? undefined : html`<ul class="values">${list}</ul>`;
    const block = prose.block(description, level);
    const [, line] = listed === undefined ? (oneParagraph.exec(block.text) ?? []) : [];
    if (line !== undefined) return html`<p class="prose">${new Html(line)}</p>`;
    return html`<div class="prose">${block}${listed}</div>`;
  }

  function insideHtml(outline: Outline, id: string, depth: number): Html | undefined {
    const { members, groups, cut } = outline;
    const lists = [
      ...(members.length === 0
        ? []
        : [
            html`<ul class="members">${members.map((member) => memberHtml(member, id, depth))}</ul>`,
          ]),
      ...groups.map((group) => groupHtml(group, id, depth)),
    ];
    const note = cut === undefined ? undefined : cutHtml(cut, id, outline.component);
    if (lists.length === 0) return note;
    if (depth < 1) return html`${lists}${note}`;
    return html`<details class="inner"><summary>${countText(outline, labels)}</summary>${lists}</details>${note}`;
  }

  function groupHtml({ title, variants }: Group, id: string, depth: number): Html {
    return html`<p class="facts choice-of">${prose.inline(title)}:</p><ul class="members variants">${variants.map((variant) => variantHtml(variant, id, depth))}</ul>`;
  }

  /** `linked` is the component that the line above links to. */
  function cutHtml(cut: Cut, id: string, linked: string | undefined): Html {
    if (cut.kind === 'recursive') {
      const to = cut.path === '' ? id : `${id}.${cut.path}`;
      const [before, after] = labels.recursive.split('{what}');
      return html`<p class="facts">${before}<a href="#${to}">${cut.path === '' ? labels.wholeValue : cut.path}</a>${after}</p>`;
    }
    const [only, ...others] = cut.components;
    const isLinked = only === linked && prose.schema(linked) !== undefined;
    if (isLinked && others.length === 0) {
      return html`<p class="facts">${labels.onItsPage}</p>`;
    }
    const names = cut.components.map((name) => {
      const href = prose.schema(name);
      return href === undefined ? html` ${name}` : html` <a href="${href}">${name}</a>`;
    });
    return names.length === 0
      ? html`<p class="facts">${labels.propertiesElsewhere} <code>${cut.pointer}</code>.</p>`
      : html`<p class="facts">${labels.moreProperties}${names}.</p>`;
  }

  function factsLine(outline: Outline): Html | undefined {
    return outline.facts.length === 0
      ? undefined
      : html`<p class="facts">${prose.inline(outline.facts.join('; '))}</p>`;
  }

  function factsHtml(outline: Outline): Html | undefined {
    return outline.facts.length === 0
      ? undefined
      : html` <span class="facts">${prose.inline(outline.facts.join('; '))}</span>`;
  }

  function contentHtml({ names, outline, item, encoding }: ContentGroup, id: string): Html {
    return html`<div id="${id}" class="content" data-media="${names.join(', ')}"><p class="media">${prose.inline(names.map((name) => `\`${name}\``).join(' '))}</p>
${outline && outlineHtml(outline, id)}
${item && html`<p class="facts">${labels.sequence}</p>${outlineHtml(item, `${id}-item`)}`}
${encoding.length === 0 ? undefined : html`<p class="facts">${labels.partsSent}</p><ul class="members">${encoding.map((one) => encodingHtml(one, id))}</ul>`}</div>`;
  }

  function encodingHtml({ name, facts, headers }: EncodingContent, id: string): Html {
    const list = headers.map((header) => memberHtml(header, `${id}-encoding-${name}`, 1));
    return html`<li><p class="name"><code>${name === '' ? labels.anyOtherPart : name}</code> <span class="facts">${prose.inline(facts.join('; '))}</span></p>${list.length === 0 ? undefined : html`<ul class="members">${list}</ul>`}</li>`;
  }

  return {
    content: (groups, id) =>
      groups.map((group, index) => contentHtml(group, index === 0 ? id : `${id}-${index + 1}`)),
    outline: outlineHtml,
    members: (members, id) =>
      html`<ul class="members">${members.map((member) => memberHtml(member, id, 0))}</ul>`,
  };
}

/** Most descriptions are one paragraph, which needs no element around it. */
const oneParagraph = /^<p>((?:(?!<\/?p>)[\s\S])*)<\/p>\n?$/;

/** `12 properties`, `3 alternatives`, `2 properties, 3 alternatives`. */
function countText({ members, groups }: Outline, labels: Labels): string {
  const variants = groups.reduce((sum, group) => sum + group.variants.length, 0);
  const isChoice = groups.some(({ title }) => /^(?:One of|Any of|By )/.test(title));
  return [
    ...(members.length === 0 ? [] : [counted(labels.propertyCount, members.length)]),
    ...(variants === 0
      ? []
      : [counted(isChoice ? labels.alternativeCount : labels.conditionCount, variants)]),
  ].join(', ');
}
