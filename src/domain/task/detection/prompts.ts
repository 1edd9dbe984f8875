import { definePrompt } from '../identity.ts';
import type { PromptTemplate } from '../prompt.ts';

const task = 'detection';

export const prompts: readonly PromptTemplate[] = [
  definePrompt({
    name: 'Direct',
    task,
    variant: 'direct',
    language: 'en',
    system: '',
    user: `Find every {{labels}} in this medical image and draw a tight box around each. If there is none, give an empty list.
{{coordinates}}

{{examples}}

{{format}}`,
  }),
  definePrompt({
    name: 'With reasoning',
    task,
    variant: 'reasoning',
    language: 'en',
    system: '',
    user: `Search this medical image region by region for each of: {{labels}}. Say where something departs from normal and how far it reaches, then draw a tight box around each finding. If there is none, give an empty list.
{{coordinates}}

{{examples}}

{{format}}`,
  }),
  definePrompt({
    name: 'Role and definitions',
    task,
    variant: 'role and definitions',
    language: 'en',
    system:
      'You are an experienced specialist who marks findings in medical images for a research study. Your answers are compared with a reference standard and are not used to treat anyone.',
    user: `Mark each of these findings wherever it occurs in the image, with a box that just encloses it:
{{definitions}}

One box for each finding; an empty list where there is none. Use the exact names.
{{coordinates}}

{{examples}}

{{format}}`,
  }),
  definePrompt({
    name: '直接提问',
    task,
    variant: 'direct',
    language: 'zh',
    system: '',
    user: `请在这幅医学图像中找出所有的{{labels}}，并用紧贴的边界框标出。如果没有，请返回空列表。
{{coordinates}}

{{examples}}

{{format}}`,
  }),
];
