import { definePrompt } from '../identity.ts';
import type { PromptTemplate } from '../prompt.ts';

const task = 'diagnosis';

export const prompts: readonly PromptTemplate[] = [
  definePrompt({
    name: 'Direct',
    task,
    variant: 'direct',
    language: 'en',
    system: '',
    user: `What is the diagnosis? Give a differential diagnosis of at most three, the most likely first. Name each by its usual short name.

{{examples}}

{{format}}`,
  }),
  definePrompt({
    name: 'With reasoning',
    task,
    variant: 'reasoning',
    language: 'en',
    system: '',
    user: `Look at this medical image. Describe what departs from normal, weigh what could cause it, then rank the diagnoses.
Give a differential diagnosis of at most three, the most likely first. Name each by its usual short name.

{{examples}}

{{format}}`,
  }),
  definePrompt({
    name: 'Role and definitions',
    task,
    variant: 'role and definitions',
    language: 'en',
    system:
      'You are an experienced specialist who reads medical images for a research study. Your answers are compared with a reference standard and are not used to treat anyone.',
    user: `Give a differential diagnosis of this image, at most three, the most likely first. These diagnoses occur in the study:
{{definitions}}

{{examples}}

{{format}}`,
  }),
  definePrompt({
    name: '直接提问',
    task,
    variant: 'direct',
    language: 'zh',
    system: '',
    user: `这幅医学图像的诊断是什么？请给出最多三个诊断，按可能性从高到低排列，使用通用的简短名称。

{{examples}}

{{format}}`,
  }),
];
