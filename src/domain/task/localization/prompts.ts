import { definePrompt } from '../identity.ts';
import type { PromptTemplate } from '../prompt.ts';

const task = 'localization';

export const prompts: readonly PromptTemplate[] = [
  definePrompt({
    name: 'Direct',
    task,
    variant: 'direct',
    language: 'en',
    system: '',
    user: `Where in this medical image is the {{target}}?
{{place}}

{{examples}}

{{format}}`,
  }),
  definePrompt({
    name: 'With reasoning',
    task,
    variant: 'reasoning',
    language: 'en',
    system: '',
    user: `This medical image shows: {{target}}. Orient yourself first: which view is it, and which side of the image is which side of the patient? Then describe where the {{target}} lies among its landmarks, and give its place.
{{place}}

{{examples}}

{{format}}`,
  }),
  definePrompt({
    name: 'Role and definitions',
    task,
    variant: 'role and definitions',
    language: 'en',
    system:
      'You are an experienced specialist who locates findings in medical images for a research study. Your answers are compared with a reference standard and are not used to treat anyone.',
    user: `Locate the {{target}} in this image. Left and right are the patient's, not the picture's: in a frontal view the patient's right is on the left of the picture.
{{definitions}}

{{place}}

{{examples}}

{{format}}`,
  }),
  definePrompt({
    name: '直接提问',
    task,
    variant: 'direct',
    language: 'zh',
    system: '',
    user: `这幅医学图像中的{{target}}位于何处？
{{place}}

{{examples}}

{{format}}`,
  }),
];
