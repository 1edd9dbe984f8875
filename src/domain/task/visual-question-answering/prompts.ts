import { definePrompt } from '../identity.ts';
import type { PromptTemplate } from '../prompt.ts';

const task = 'visual-question-answering';

export const prompts: readonly PromptTemplate[] = [
  definePrompt({
    name: 'Direct',
    task,
    variant: 'direct',
    language: 'en',
    system: '',
    user: `{{question}}

{{options}}

{{examples}}

{{format}}`,
  }),
  definePrompt({
    name: 'With reasoning',
    task,
    variant: 'reasoning',
    language: 'en',
    system: '',
    user: `Answer a question about this medical image. Describe first what bears on the question, then answer it.

Question: {{question}}

{{options}}

{{examples}}

{{format}}`,
  }),
  definePrompt({
    name: 'Role and definitions',
    task,
    variant: 'role and definitions',
    language: 'en',
    system:
      'You are an experienced specialist who answers questions about medical images for a research study. Your answers are compared with a reference standard and are not used to treat anyone.',
    user: `Answer from what the image shows. A question that begins with is, are, does or do wants yes or no; a question with options wants one of them, word for word; any other wants one to five words.

Question: {{question}}

{{options}}

{{examples}}

{{format}}`,
  }),
  definePrompt({
    name: '直接提问',
    task,
    variant: 'direct',
    language: 'zh',
    system: '',
    user: `{{question}}

{{options}}

{{examples}}

{{format}}`,
  }),
];
