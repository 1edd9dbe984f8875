import { definePrompt } from '../identity.ts';
import type { PromptTemplate } from '../prompt.ts';

const task = 'report-summarization';

export const prompts: readonly PromptTemplate[] = [
  definePrompt({
    name: 'Direct',
    task,
    variant: 'direct',
    language: 'en',
    system: '',
    user: `Write the impression of this radiology report from its findings.

{{examples}}

Findings:
{{findings}}

{{format}}`,
  }),
  definePrompt({
    name: 'With reasoning',
    task,
    variant: 'reasoning',
    language: 'en',
    system: '',
    user: `Go through the findings of this radiology report: which are abnormal, which belong together, which matter most? Then write the impression.

{{examples}}

Findings:
{{findings}}

{{format}}`,
  }),
  definePrompt({
    name: 'Role and definitions',
    task,
    variant: 'role and definitions',
    language: 'en',
    system:
      'You are an experienced radiologist who writes impressions for a research study. They are compared with the original ones and are not used to treat anyone.',
    user: `An impression states the conclusions of a report, the most important first, in one to three sentences. It adds nothing that the findings do not support and leaves out normal details.
Write the impression for these findings.

{{examples}}

Findings:
{{findings}}

{{format}}`,
  }),
  definePrompt({
    name: '直接提问',
    task,
    variant: 'direct',
    language: 'zh',
    system: '',
    user: `请根据以下放射学报告的检查所见，写出诊断意见。

{{examples}}

检查所见：
{{findings}}

{{format}}`,
  }),
  definePrompt({
    name: '先分析后作答',
    task,
    variant: 'reasoning',
    language: 'zh',
    system: '',
    user: `请逐条分析以下检查所见：哪些异常，哪些相关，哪些最重要？然后写出诊断意见。

{{examples}}

检查所见：
{{findings}}

{{format}}`,
  }),
  definePrompt({
    name: '角色与定义',
    task,
    variant: 'role and definitions',
    language: 'zh',
    system:
      '你是一名经验丰富的放射科医生，正在为一项研究书写诊断意见。结果仅用于与原始报告比较，不用于诊疗。',
    user: `诊断意见用一至三句话给出报告的结论，重要的在前；不添加检查所见不支持的内容，不重复正常细节。
请根据以下检查所见写出诊断意见。

{{examples}}

检查所见：
{{findings}}

{{format}}`,
  }),
];
