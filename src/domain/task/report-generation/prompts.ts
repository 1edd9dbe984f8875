import { definePrompt } from '../identity.ts';
import type { PromptTemplate } from '../prompt.ts';

const task = 'report-generation';

export const prompts: readonly PromptTemplate[] = [
  definePrompt({
    name: 'Direct',
    task,
    variant: 'direct',
    language: 'en',
    system: '',
    user: `Write the radiology report of this image.

{{examples}}

{{format}}`,
  }),
  definePrompt({
    name: 'With reasoning',
    task,
    variant: 'reasoning',
    language: 'en',
    system: '',
    user: `Read this image systematically: devices, soft tissue and bones, heart and mediastinum, lungs, pleura. Note what is abnormal and what is normal, then write the radiology report.

{{examples}}

{{format}}`,
  }),
  definePrompt({
    name: 'Role and definitions',
    task,
    variant: 'role and definitions',
    language: 'en',
    system:
      'You are an experienced radiologist who writes reports for a research study. Your reports are compared with the original ones and are not used to treat anyone.',
    user: `Write the report of this image.
Findings: what is seen, by region, normal and abnormal, with side and size where they matter; no interpretation.
Impression: the conclusions, the most important first, in one to three sentences.
Do not invent comparisons with earlier examinations or facts about the patient.

{{examples}}

{{format}}`,
  }),
  definePrompt({
    name: '直接提问',
    task,
    variant: 'direct',
    language: 'zh',
    system: '',
    user: `请为这幅影像书写放射学报告。

{{examples}}

{{format}}`,
  }),
  definePrompt({
    name: '先分析后作答',
    task,
    variant: 'reasoning',
    language: 'zh',
    system: '',
    user: `请系统阅读这幅影像：置入物、软组织与骨骼、心脏与纵隔、肺、胸膜。先分析异常与正常表现，再书写放射学报告。

{{examples}}

{{format}}`,
  }),
  definePrompt({
    name: '角色与定义',
    task,
    variant: 'role and definitions',
    language: 'zh',
    system: '你是一名经验丰富的放射科医生，正在为一项研究书写报告。报告仅用于与原始报告比较，不用于诊疗。',
    user: `请为这幅影像书写报告。
检查所见：按部位描述正常与异常表现，必要时注明侧别与大小，不作推断。
诊断意见：结论，重要的在前，一至三句。
不要编造既往检查或患者信息。

{{examples}}

{{format}}`,
  }),
];
