import { definePrompt } from '../identity.ts';
import type { PromptTemplate } from '../prompt.ts';

const task = 'report-extraction';

export const prompts: readonly PromptTemplate[] = [
  definePrompt({
    name: 'Direct',
    task,
    variant: 'direct',
    language: 'en',
    system: '',
    user: `For each observation, say whether this radiology report states it as present, absent or uncertain, or does not mention it.

{{examples}}

Report:
{{report}}

{{format}}`,
  }),
  definePrompt({
    name: 'With reasoning',
    task,
    variant: 'reasoning',
    language: 'en',
    system: '',
    user: `Go through this radiology report sentence by sentence. For each statement, note which observation it concerns and whether it affirms it, denies it or leaves it open. Then give the status of every observation.

{{examples}}

Report:
{{report}}

{{format}}`,
  }),
  definePrompt({
    name: 'Role and definitions',
    task,
    variant: 'role and definitions',
    language: 'en',
    system: 'You label radiology reports for a research study, strictly by what they say.',
    user: `Observations:
{{definitions}}

Statuses:
- present: the report states it
- absent: the report denies it
- uncertain: the report leaves it open (possible, cannot be excluded, may represent)
- not mentioned: the report says nothing of it

{{examples}}

Report:
{{report}}

{{format}}`,
  }),
  definePrompt({
    name: '直接提问',
    task,
    variant: 'direct',
    language: 'zh',
    system: '',
    user: `请判断以下放射学报告对每一项观察的表述：present（存在）、absent（不存在）、uncertain（不确定）或 not mentioned（未提及）。

{{examples}}

报告：
{{report}}

{{format}}`,
  }),
  definePrompt({
    name: '先分析后作答',
    task,
    variant: 'reasoning',
    language: 'zh',
    system: '',
    user: `请逐句阅读以下放射学报告：每句涉及哪一项观察，是肯定、否定还是不确定？然后给出每一项的状态：present（存在）、absent（不存在）、uncertain（不确定）或 not mentioned（未提及）。

{{examples}}

报告：
{{report}}

{{format}}`,
  }),
  definePrompt({
    name: '角色与定义',
    task,
    variant: 'role and definitions',
    language: 'zh',
    system: '你正在为一项研究标注放射学报告，严格依据报告的文字。',
    user: `观察项目：
{{definitions}}

状态：
- present：报告明确存在
- absent：报告明确否定
- uncertain：报告未下定论（可能、不除外、疑似）
- not mentioned：报告未提及

{{examples}}

报告：
{{report}}

{{format}}`,
  }),
];
