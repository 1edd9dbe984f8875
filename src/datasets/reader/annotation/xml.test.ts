import fc from 'fast-check';
import { expect, test } from 'vitest';
import { child, numberAt, parseXml, textAt } from './xml.ts';

const containing = (text: string): unknown => expect.stringContaining(text);
const root = (text: string) => {
  const parsed = parseXml(text);
  if (parsed.kind === 'broken') throw new Error(parsed.fault);
  return parsed.root;
};

test('elements, attributes, text, CDATA and references', () => {
  const element = root(
    '\ufeff<?xml version="1.0"?><!-- a --><a x="1 &lt; 2" y=\'&#x4e2d;\'>one <b>2</b><![CDATA[<raw> ]]>&amp;&#65;&#x1F600;</a>',
  );
  expect([...element.attributes]).toEqual([
    ['x', '1 < 2'],
    ['y', '中'],
  ]);
  expect(element.text).toBe('one <raw> &A😀');
  expect([numberAt(element, 'b'), numberAt(element, 'c'), textAt(element, 'b')]).toEqual([
    2,
    Number.NaN,
    '2',
  ]);
  expect(child(element, 'c')).toBeUndefined();
});

test.each([
  [
    'a bomb of entities',
    '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>',
    'declares entities',
  ],
  [
    'a file named by an entity',
    '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>',
    'declares entities',
  ],
  ['an element that is not closed', '<a><b></a>', 'closing tag mismatch in line 1'],
  ['a document that breaks off', '<a>\n<b x="1"', 'unclosed tag in line 2'],
  ['an attribute without quotes', '<a x=1></a>', 'missing attribute value quotes'],
  ['depth without end', '<a>'.repeat(50_000), 'deep in one another'],
  ['nothing', '', 'missing start tag'],
])('%s is refused', (_, text, fault) => {
  expect(parseXml(text)).toMatchObject({ kind: 'broken', fault: containing(fault) });
});

test('an entity that nobody declares stays as it is written', () => {
  expect(root('<a>&nbsp;&b;</a>').text).toBe('&nbsp;&b;');
});

test('any text is read or refused', () => {
  const piece = fc.constantFrom(
    '<',
    '>',
    '</',
    '/>',
    'a',
    'b',
    ' x="',
    '"',
    "'",
    '&',
    '#',
    ';',
    '<![CDATA[',
    ']]>',
    '<!--',
    '-->',
    '<?',
    '\n',
    '=',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 3 })), { maxLength: 60 }), (pieces) => {
      expect(['xml', 'broken']).toContain(parseXml(pieces.join('')).kind);
    }),
  );
});
