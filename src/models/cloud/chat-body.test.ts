import fc from 'fast-check';
import { expect, test } from 'vitest';
import { blobHash } from '../../domain/ids.ts';
import { chatBody } from './chat-body.ts';

const dialect = {
  structuredOutput: [],
  tokenLimit: [],
  temperature: [],
  seed: [],
  usage: [],
  stream: [],
  system: [],
};

test('an image travels as exactly its bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (some) => {
      const image = {
        hash: blobHash('x'),
        bytes: some.slice(),
        mediaType: 'image/png',
        width: 1,
        height: 1,
      } as const;
      const body = chatBody(
        'm',
        {
          system: '',
          user: 'u',
          images: [image],
          schema: {},
          parameters: { temperature: null, maxTokens: null, seed: null },
          task: { task: 'classification', labels: [], options: {}, language: 'en' },
        },
        dialect,
      );
      expect(body).toEqual({
        model: 'm',
        messages: [
          {
            role: 'user',
            content: [
              {
                type: 'image_url',
                image_url: { url: `data:image/png;base64,${Buffer.from(some).toString('base64')}` },
              },
              { type: 'text', text: 'u' },
            ],
          },
        ],
      });
    }),
  );
});
