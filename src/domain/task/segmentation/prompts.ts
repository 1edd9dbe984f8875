import { definePrompt } from '../identity.ts';
import type { PromptTemplate } from '../prompt.ts';

const task = 'segmentation';

export const prompts: readonly PromptTemplate[] = [
  definePrompt({
    name: 'Direct',
    task,
    variant: 'direct',
    language: 'en',
    system: '',
    user: `Segment every {{labels}} in this medical image. If there is none, give an empty list.
{{coordinates}}
{{grid}}

{{examples}}

{{format}}`,
  }),
  definePrompt({
    name: 'With reasoning',
    task,
    variant: 'reasoning',
    language: 'en',
    system: '',
    user: `Find every {{labels}} in this medical image. Describe where its border runs: its uppermost, lowest, leftmost and rightmost points, and how the border bends between them. Then segment it. If there is none, give an empty list.
{{coordinates}}
{{grid}}

{{examples}}

{{format}}`,
  }),
  definePrompt({
    name: 'Role and definitions',
    task,
    variant: 'role and definitions',
    language: 'en',
    system:
      'You are an experienced specialist who outlines findings in medical images for a research study. Your answers are compared with a reference standard and are not used to treat anyone.',
    user: `Outline each of these findings wherever it occurs in the image, along its border, neither generously nor sparingly:
{{definitions}}

Give an empty list where there is none.
{{coordinates}}
{{grid}}

{{examples}}

{{format}}`,
  }),
  definePrompt({
    name: '直接提问',
    task,
    variant: 'direct',
    language: 'zh',
    system: '',
    user: `请分割这幅医学图像中所有的{{labels}}。如果没有，请返回空列表。
{{coordinates}}
{{grid}}

{{examples}}

{{format}}`,
  }),
];
