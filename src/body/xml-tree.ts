/** An XML element as data, independent of the parser. */
export interface XmlElement {
  /** The name as written, with its prefix. */
  readonly name: string;
  readonly local: string;
  /** The namespace; `''` when there is none. */
  readonly namespace: string;
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly XmlElement[];
  /** The direct character data, with CDATA sections. */
  readonly text: string;
}

export interface XmlAttribute {
  readonly name: string;
  readonly local: string;
  readonly namespace: string;
  readonly value: string;
}

/** The namespace of `xsi:nil` (XML Schema part 1, section 2.6.2). */
export const instanceNamespace = 'http://www.w3.org/2001/XMLSchema-instance';

/** The namespace of namespace declarations (Namespaces in XML 1.0, section 3). */
export const declarationNamespace = 'http://www.w3.org/2000/xmlns/';
