import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonIn } from './json.ts';
import { afterAnswerMarker, stripReasoning } from './reasoning.ts';
import { ownRefusalIn, refusalIn, withoutRefusal } from './refusal.ts';

const values = (text: string) => [...jsonIn(text)].map(({ value }) => value);

describe('jsonIn', () => {
  it('gives back any JSON object, alone, fenced and in prose', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue(), { noNullPrototype: true }), (object) => {
        const text = JSON.stringify(object);
        const plain: unknown = JSON.parse(text);
        expect(values(text)[0]).toEqual(plain);
        if (!text.includes('`')) expect(values(`\`\`\`json\n${text}\n\`\`\``)[0]).toEqual(plain);
        expect(values(`It is so: ${text} as I said.`)[0]).toEqual(plain);
      }),
    );
  });

  it('gives the last of several first', () => {
    expect(values('{"a":1} then {"a":2}')).toEqual([{ a: 2 }, { a: 1 }]);
  });

  it('is not misled by braces and quotes in the prose', () => {
    expect(values('A set {x} and a "quote: {"a": 1}')).toContainEqual({ a: 1 });
    expect(values('unclosed { here, then {"a": "}"}')).toContainEqual({ a: '}' });
  });

  it('says what it repaired', () => {
    const [first] = [...jsonIn("{'a': 1,}")];
    expect(first).toMatchObject({
      value: { a: 1 },
      steps: ['text around the JSON left out', 'JSON repaired'],
    });
    expect([...jsonIn('{"a": {"b": 1')].at(-1)).toMatchObject({ value: { a: { b: 1 } } });
  });

  it('gives nothing where there is nothing', () => {
    expect(values('plain words')).toEqual([]);
  });
});

describe('reasoning', () => {
  it('leaves what follows', () => {
    expect(stripReasoning('<think>a</think> b').text).toBe('b');
    expect(stripReasoning('a</think>b').text).toBe('b');
    expect(stripReasoning('x <think>a').text).toBe('x');
    expect(stripReasoning('plain').steps).toEqual([]);
    expect(stripReasoning('◁think▷a◁/think▷b').text).toBe('b');
  });

  it('finds the last marker', () => {
    expect(afterAnswerMarker('Answer: a\nFinal answer: b')).toBe('b');
    expect(afterAnswerMarker('**Answer:** b')).toBe('b**'.slice(0, 1));
    expect(afterAnswerMarker('最终答案：b')).toBe('b');
    expect(afterAnswerMarker('no marker here')).toBeNull();
  });
});

describe('refusal', () => {
  it.each([
    "I'm sorry, but I can't assist with that request.",
    'I cannot provide a medical diagnosis.',
    'As an AI, I do not have the ability to view images.',
    'Sorry, I am unable to analyze this image.',
    'I’m not able to interpret X-rays.',
    'Unfortunately, I cannot determine the label.',
    'This request violates our usage policies.',
    'No image was provided.',
    '很抱歉，我无法分析该图像。',
    '作为AI助手，我不能给出诊断。',
    '您没有上传图片。',
  ])('%s', (text) => {
    expect(refusalIn(text)).not.toBeNull();
    expect(withoutRefusal(text).text).toBe('');
  });

  it.each([
    'Pneumonia.',
    'The lungs are clear; no effusion.',
    'Please correlate clinically.',
    '{"label":"normal"}',
    '双肺未见异常。',
  ])('%s is none', (text) => {
    expect(refusalIn(text)).toBeNull();
    expect(withoutRefusal(text).text).toBe(text);
  });

  it('knows what a radiologist may write herself', () => {
    expect(ownRefusalIn('Unable to assess the left base due to effusion.')).toBeNull();
    expect(ownRefusalIn('I am unable to assess medical images.')).not.toBeNull();
  });
});
