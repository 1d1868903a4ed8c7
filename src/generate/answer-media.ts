import type { MediaType } from '../api/model.ts';
import { isForm, isJson, isText, isWildcard, isXml, type MediaRange } from '../http/media-type.ts';
import type { PlainViews } from './plain-view.ts';
import type { TypedDocument } from './typed-document.ts';

/** Which media types of an answer can carry its description: a text cannot carry an object. */
export interface AnswerMedia {
  /** Whether the schema of a media type describes objects and arrays only. */
  isStructured(media: MediaType): boolean;
  /**
   * The media types that can carry their description; all if none can. Some servers list
   * `text/plain` beside JSON for objects, and never send it.
   */
  carrying(content: readonly MediaType[]): readonly MediaType[];
  /** Whether a text or bytes are unreadable as an answer of a media type. */
  isNoText(media: MediaType, content: readonly MediaType[]): boolean;
}

export function createAnswerMedia({ schemaOf }: TypedDocument, plain: PlainViews): AnswerMedia {
  function isStructured(media: MediaType): boolean {
    const schema = schemaOf(media, 'response');
    return schema !== undefined && plain.isStructured(schema);
  }

  function carrying(content: readonly MediaType[]): readonly MediaType[] {
    if (content.length < 2) return content;
    const able = content.filter((media) => !isTextual(media.range) || !isStructured(media));
    return able.length === 0 ? content : able;
  }

  return {
    isStructured,
    carrying,
    isNoText: (media, content) =>
      isWildcard(media.range) ? isStructured(media) : !carrying(content).includes(media),
  };
}

function isTextual(range: MediaRange): boolean {
  return !isJson(range) && !isXml(range) && !isWildcard(range) && (isText(range) || isForm(range));
}
