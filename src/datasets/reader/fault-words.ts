import type { z } from 'zod';

const names: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'an object',
  record: 'an object',
  null: 'nothing (null)',
  undefined: 'nothing',
  NaN: 'no number',
  nan: 'no number',
  date: 'a date',
};
const named = (type: string): string => names[type] ?? type;

/** What is wrong with a value, as the end of a sentence about it; what we say of our own rules stays as it is. */
export function faultWords(issue: z.core.$ZodIssue): string {
  if (!/^(?:Invalid|Too (?:small|big)|Unrecognized)/.test(issue.message)) return issue.message;
  switch (issue.code) {
    case 'invalid_type': {
      const received = /received (\w+)/.exec(issue.message)?.[1];
      return received === undefined || received === 'undefined'
        ? `is missing: ${named(issue.expected)} is expected`
        : `is ${named(received)}, where ${named(issue.expected)} is expected`;
    }
    case 'too_small':
      return `is ${issue.origin === 'array' || issue.origin === 'string' ? 'too short' : 'too small'}: ${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum} is expected`;
    case 'too_big':
      return `is ${issue.origin === 'array' || issue.origin === 'string' ? 'too long' : 'too large'}: ${issue.inclusive === false ? 'less than' : 'at most'} ${issue.maximum} is expected`;
    case 'invalid_value':
      return `is none of what is expected: ${issue.values.map(String).join(', ')}`;
    case 'unrecognized_keys':
      return `has parts that are not known: ${issue.keys.join(', ')}`;
    case 'invalid_union':
      return 'is written in no way that is known';
    case 'invalid_format':
    case 'not_multiple_of':
    case 'invalid_key':
    case 'invalid_element':
      return 'is not written as is expected';
    case 'custom':
      return issue.message;
  }
}
