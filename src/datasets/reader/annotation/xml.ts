import { Parser } from 'saxen';

/** An element with what stands in it; nothing of a stranger's document is ever expanded or fetched. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** Text directly inside, trimmed. */
  readonly text: string;
}

export type ParsedXml =
  { readonly kind: 'xml'; readonly root: XmlElement } | { readonly kind: 'broken'; readonly fault: string };

/** Deeper than any format of annotations or reports, and no danger to a stack. */
const mostDepth = 100;
/** A document of ours declares no entities, and one that does may grow without end. */
const declaresEntities = /<!ENTITY/i;

/** Reads a document without namespaces; the five entities of XML and character references are resolved, no others exist. */
export function parseXml(text: string): ParsedXml {
  if (declaresEntities.test(text))
    return { kind: 'broken', fault: 'it declares entities, which are not followed' };
  const document: Growing = { name: '', attributes: new Map(), children: [], text: '' };
  const open: Growing[] = [document];
  let fault: string | null = null;
  const parser = new Parser();
  const fail = (reason: string): void => {
    fault ??= reason;
    parser.stop();
  };
  parser.on('openTag', (name, attributes) => {
    if (open.length > mostDepth) {
      fail(`its elements lie more than ${mostDepth} deep in one another`);
      return;
    }
    const element: Growing = { name, attributes: attributesOf(attributes()), children: [], text: '' };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('closeTag', () => {
    const closed = open.pop();
    if (closed !== undefined) closed.text = closed.text.trim();
  });
  const append = (value: string) => {
    const element = open.at(-1);
    if (element !== undefined) element.text += value;
  };
  parser.on('text', (value) => append(resolved(value)));
  parser.on('cdata', append);
  const told = (error: Error, context: () => { readonly line: number }) => {
    fail(`${error.message} in line ${context().line + 1}`);
  };
  parser.on('error', told);
  // An attribute that cannot be read would otherwise be passed over.
  parser.on('warn', told);
  try {
    parser.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    fault ??= error instanceof Error ? error.message : String(error);
  }
  if (fault !== null) return { kind: 'broken', fault };
  const [root] = document.children;
  return root === undefined ? { kind: 'broken', fault: 'it holds no element' } : { kind: 'xml', root };
}

interface Growing extends XmlElement {
  readonly children: Growing[];
  text: string;
}

const attributesOf = (raw: Readonly<Record<string, string>>): ReadonlyMap<string, string> =>
  new Map(Object.entries(raw).map(([name, value]) => [name, resolved(value)]));

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const resolved = (text: string): string =>
  text.includes('&')
    ? text.replace(
        /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(lt|gt|amp|quot|apos));/gi,
        (whole, decimal?: string, hex?: string, name?: string) => {
          if (name !== undefined) return named[name] ?? whole;
          const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
          return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
        },
      )
    : text;

/** The first child of that name. */
export const child = ({ children }: XmlElement, name: string): XmlElement | undefined =>
  children.find((element) => element.name === name);

export const childrenOf = ({ children }: XmlElement, name: string): readonly XmlElement[] =>
  children.filter((element) => element.name === name);

/** Text of the element at that path of children; empty where there is none. */
export function textAt(element: XmlElement, ...path: readonly string[]): string {
  let at: XmlElement | undefined = element;
  for (const name of path) at = at === undefined ? undefined : child(at, name);
  return at?.text ?? '';
}

/** The number at that path; NaN where there is none. */
export function numberAt(element: XmlElement, ...path: readonly string[]): number {
  const text = textAt(element, ...path);
  return text === '' ? Number.NaN : Number(text);
}

/** The number in an attribute; NaN where there is none. */
export function numberIn({ attributes }: XmlElement, name: string): number {
  const value = attributes.get(name) ?? '';
  return value.trim() === '' ? Number.NaN : Number(value);
}
