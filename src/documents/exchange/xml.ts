import { AppError } from '../../core/errors.ts';

/** An element of XML with the elements in it; texts between them are left out but that of elements without any. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  text: string;
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** A value for an attribute or a text. Control characters, which XML does not know, are left out. */
export function escapeXml(value: string): string {
  return value.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '').replace(/[&<>"']/g, (char) => `&${Object.entries(entities).find(([, each]) => each === char)?.[0] ?? ''};`);
}

/**
 * Reads the XML that labelling tools write: elements, attributes, texts, comments. Workers and Node have no reader of their own. Document
 * types are refused, for they could define entities without end. Throws `document/invalid` with the character where it went wrong.
 */
export function parseXml(text: string): XmlElement {
  const top: XmlElement = { name: '', attributes: {}, children: [], text: '' };
  const open = [top];
  const parts = /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[([\s\S]*?)\]\]>|<\/([^\s>]+)\s*>|<([^\s/>!?]+)((?:\s+[^\s=/>]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>|[^<]+/gy;
  while (parts.lastIndex < text.length) {
    const at = parts.lastIndex;
    const part = parts.exec(text);
    if (part === null) throw damaged(at, 'an element');
    const [whole, cdata, closed, name, attributes = '', empty] = part;
    const inner = open[open.length - 1] as XmlElement;
    if (closed !== undefined) {
      if (open.length === 1 || inner.name !== closed) throw damaged(at, `the end of ${inner.name}`);
      open.pop();
    } else if (name !== undefined) {
      const element = { name, attributes: readAttributes(attributes, at), children: [], text: '' };
      inner.children.push(element);
      if (empty !== '/') open.push(element);
    } else if (cdata !== undefined) inner.text += cdata;
    else if (!whole.startsWith('<')) inner.text += unescapeXml(whole, at);
  }
  const [root, ...others] = top.children;
  if (open.length > 1) throw damaged(text.length, `the end of ${(open[open.length - 1] as XmlElement).name}`);
  if (root === undefined || others.length > 0 || top.text.trim() !== '') throw damaged(0, 'one element around all');
  return root;
}

function readAttributes(text: string, at: number): Record<string, string> {
  const found: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const [, name, double, single] of text.matchAll(/([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) found[name as string] = unescapeXml(double ?? single ?? '', at);
  return found;
}

function unescapeXml(text: string, at: number): string {
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));|&/gi, (whole, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined && Object.hasOwn(entities, name)) return entities[name] as string;
    const code = hex === undefined ? Number(decimal) : parseInt(hex, 16);
    if (!(code <= 0x10ffff)) throw damaged(at, `a known entity, not ${whole}`);
    return String.fromCodePoint(code);
  });
}

function damaged(at: number, expected: string): AppError {
  return new AppError('document/invalid', { field: `character ${at + 1}`, expected });
}
