import { definePrompt } from '../identity.ts';
import type { PromptTemplate } from '../prompt.ts';

const task = 'classification';

const ask = `Classify this medical image. Choose from these labels and use their exact names:
{{labels}}

{{examples}}

{{format}}`;

const chineseAsk = `请对这幅医学图像进行分类。只能使用以下标签，名称须完全一致：
{{labels}}

{{examples}}

{{format}}`;

export const prompts: readonly PromptTemplate[] = [
  definePrompt({ name: 'Direct', task, variant: 'direct', language: 'en', system: '', user: ask }),
  definePrompt({
    name: 'With reasoning',
    task,
    variant: 'reasoning',
    language: 'en',
    system: '',
    user: `Look at this medical image step by step: first what is shown and how, then what departs from normal, then which label fits best.
Choose from these labels and use their exact names:
{{labels}}

{{examples}}

Reason briefly, then decide. {{format}}`,
  }),
  definePrompt({
    name: 'Role and definitions',
    task,
    variant: 'role and definitions',
    language: 'en',
    system:
      'You are an experienced specialist who reads medical images for a research study. Your answers are compared with a reference standard and are not used to treat anyone.',
    user: `Classify this image by these definitions:
{{definitions}}

Use the exact names of the labels.

{{examples}}

{{format}}`,
  }),
  definePrompt({ name: '直接提问', task, variant: 'direct', language: 'zh', system: '', user: chineseAsk }),
];
