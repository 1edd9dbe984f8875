import { isList, isObject } from '../answer/fields.ts';
import type { JsonSchema } from './task.ts';

interface Words {
  readonly opening: string;
  readonly oneOf: string;
  readonly or: string;
  readonly more: string;
  readonly types: Readonly<Record<string, string>>;
}

const english: Words = {
  opening: 'Answer with one JSON object of this form and nothing else:',
  oneOf: 'one of',
  or: 'or',
  more: '…',
  types: {
    string: 'text',
    number: 'number',
    integer: 'whole number',
    boolean: 'true or false',
    null: 'null',
  },
};

const chinese: Words = {
  opening: '请只回答一个如下形式的 JSON 对象，不要输出其他内容：',
  oneOf: '以下之一：',
  or: '或',
  more: '…',
  types: { string: '文本', number: '数字', integer: '整数', boolean: 'true 或 false', null: 'null' },
};

/** An answer's JSON schema in words that a model can follow: what the slot `{{format}}` becomes. */
export function describeFormat(schema: JsonSchema, language: string): string {
  const words = language.startsWith('zh') ? chinese : english;
  return `${words.opening}\n${describe(schema, words, '')}`;
}

function describe(schema: unknown, words: Words, indent: string): string {
  if (!isObject(schema)) return `<${words.types['string'] ?? ''}>`;
  const { type, properties, items, description } = schema;
  const choices = schema['enum'];
  if (isObject(properties)) {
    const inner = `${indent}  `;
    const lines = Object.entries(properties).map(
      ([name, property]) => `${inner}${JSON.stringify(name)}: ${describe(property, words, inner)}`,
    );
    return `{\n${lines.join(',\n')}\n${indent}}`;
  }
  if (items !== undefined) return `[${describe(items, words, indent)}, ${words.more}]`;
  const types = isList(type)
    ? type.filter((one) => typeof one === 'string')
    : typeof type === 'string'
      ? [type]
      : [];
  const named = types.filter((one) => one !== 'null').map((one) => words.types[one] ?? one);
  const what = isList(choices)
    ? `${words.oneOf} ${choices
        .filter((one) => one !== null)
        .map((one) => JSON.stringify(one))
        .join(', ')}`
    : typeof description === 'string'
      ? description
      : named.join(` ${words.or} `);
  const nullable = types.includes('null') ? ` ${words.or} null` : '';
  return `<${what}${nullable}>`;
}
