import type { Lexicon, MentionPattern } from './lexicon.ts';

function any(...sources: readonly string[]): RegExp {
  return new RegExp(sources.join('|'), 'gi');
}

const heart = '心(?:影|脏)';
const normal = '(?:未见(?:明显|明确)?异常|无(?:明显)?异常|正常|不大|未见(?:明显)?增大|无(?:明显)?增大)';

const mentions: readonly MentionPattern[] = [
  says(
    'finding',
    'Enlarged Cardiomediastinum',
    '纵隔(?:影)?[^，。；、]{0,4}?(?:增宽|增大|扩大)',
    '纵隔(?:占位|肿块|淋巴结肿大)',
  ),
  says('normal', 'Enlarged Cardiomediastinum', `纵隔[^，。；]{0,6}?${normal}`, '心影纵隔[^，。；]{0,6}?正常'),
  says(
    'finding',
    'Cardiomegaly',
    `${heart}[^，。；]{0,6}?(?:增大|扩大|饱满|增宽)`,
    '心胸比(?:例|率)?[^，。；]{0,6}?(?:增大|大于|＞|>)',
    '(?:左|右|双)?心(?:房|室)(?:增大|扩大|肥厚)',
  ),
  says('normal', 'Cardiomegaly', `${heart}[^，。；]{0,10}?${normal}`, '心胸比[^，。；]{0,6}?正常'),
  says(
    'finding',
    'Lung Lesion',
    '(?:小|微|多发)*结节(?:状|样)?(?:影|灶|密度影)?',
    '肿块(?:影)?',
    '包块',
    '占位(?:性病变)?',
    '肿瘤',
    '肺癌',
    '转移(?:瘤|灶)',
    '(?:薄壁)?空洞(?:影)?',
  ),
  says(
    'finding',
    'Lung Opacity',
    '(?:斑片|片状|片絮|斑点|云絮|条索|条片|网格|磨玻璃|絮状|点片|索条|团片)[状样]?[^，。；]{0,6}?影',
    '(?:高)?密度(?:增高|增浓)(?:影)?',
    '高密度(?:影|灶)',
    '模糊影',
    '阴影',
    '渗出(?:影|性病变|灶)?',
    '浸润(?:影|灶)?',
    '磨玻璃(?:影|密度)?',
    '纤维(?:灶|条索|化|增殖灶)',
    '(?:间质|肺间质)(?:性)?(?:改变|病变|增生|纤维化)',
    '肺纹理[^，。；]{0,4}?(?:增多|增粗|增强|紊乱|模糊|、)+[^，。；]{0,6}',
  ),
  says(
    'normal',
    'Lung Opacity',
    '(?:双|两|左|右)?肺(?:野)?[^，。；]{0,4}?(?:清晰|透亮度正常)',
    '肺[野内]?(?:均)?未见(?:明显)?异常(?!密度)',
    '肺纹理(?:走行|走向|分布)?(?:清晰|正常|自然|规整)',
  ),
  says('hint', 'Lung Opacity', '(?:实质性|活动性|异常)?病变', '异常密度(?:影)?'),
  says(
    'finding',
    'Edema',
    '肺(?:间质|泡)?(?:性)?水肿',
    '间质性水肿',
    '肺[淤瘀]血',
    '肺充血',
    '心(?:力)?衰(?:竭)?',
    '心功能不全',
  ),
  says('finding', 'Consolidation', '实变(?:影|灶)?'),
  says(
    'finding',
    'Pneumonia',
    '(?:支气管|间质性|大叶性|吸入性)*肺炎',
    '(?:肺部|肺)?感染(?:性病变|灶)?',
    '炎症',
    '炎性(?:病变|改变|渗出|灶)?',
    '肺结核|结核(?:灶)?',
  ),
  says('finding', 'Atelectasis', '肺?不张', '膨胀不[全良]', '肺萎陷'),
  says('finding', 'Pneumothorax', '(?:液|血)?气胸'),
  says('finding', 'Pleural Effusion', '(?<!心包)积液', '胸水', '液气胸', '血胸', '脓胸', '液平(?:面)?'),
  says('hint', 'Pleural Effusion', '肋膈角[^，。；]{0,4}?(?:变钝|圆钝|模糊|消失|变浅)'),
  says('normal', 'Pleural Effusion', '肋膈角[^，。；]{0,4}?(?:锐利|清晰|尖锐|正常|清楚)'),
  says(
    'finding',
    'Pleural Other',
    '胸膜(?:轻度|局部|局限性|明显)?(?:增厚|粘连|钙化|肥厚|斑)(?:、?(?:增厚|粘连|钙化))*',
  ),
  says('finding', 'Fracture', '骨折(?:线)?', '骨质(?:断裂|不连续)'),
  says(
    'normal',
    'Fracture',
    '(?:骨质|骨骼|胸廓|肋骨)[^，。；]{0,6}?(?:未见(?:明显)?(?:异常|破坏)|完整|连续|正常|对称)',
  ),
  says(
    'finding',
    'Support Devices',
    '导管',
    '置管',
    '插管',
    '起搏器',
    '引流管',
    '胃管',
    'PICC',
    '气管套管',
    '内固定(?:器|术后)?',
    '钢板',
    '支架',
    '人工(?:心脏)?瓣膜?',
    '除颤器',
    '电极',
    '金属(?:缝线|固定|内固定)',
    '输液港',
  ),
];

function says(
  what: MentionPattern['says'],
  observation: MentionPattern['observation'],
  ...sources: readonly string[]
): MentionPattern {
  return { observation, says: what, pattern: any(...sources) };
}

/** The Chinese lexicon, made for chest reports. */
export const chinese: Lexicon = {
  mentions,
  triggers: [
    {
      kind: 'negation',
      reach: 'forward',
      pattern: any(
        '未见(?:到)?(?:明显|确切|明确|显著|异常|急性)*',
        '(?:并)?未(?:发现|及|示|提示|显示)(?:明显|确切|明确)*',
        '不见',
        '没有',
        '无(?!法|名|关|创|功|菌)(?:明显|确切|明确|显著)*',
        '否认',
        '不伴',
        '不考虑',
        '不支持',
      ),
    },
    {
      kind: 'negation',
      reach: 'backward',
      pattern: any(
        '(?:未见|不明显|消失|已(?:完全)?吸收|完全吸收|阴性|已拔除|已取出|已拔出|均无)(?!确切|明确)',
      ),
    },
    {
      kind: 'uncertainty',
      reach: 'forward',
      pattern: any(
        '可能(?:为|是|性)?',
        '(?:可)?疑(?:似)?(?:为)?',
        '怀疑',
        '考虑(?:为)?',
        '拟(?:诊)?',
        '提示',
        '似(?:有|见|为)?',
        '(?:不|未|不能|无法)(?:完全)?(?:除外|排除)',
        '倾向(?:于)?',
        '可见?疑',
        '或(?:为|者)?',
        '待(?:排|除外)',
      ),
    },
    {
      kind: 'uncertainty',
      reach: 'backward',
      pattern: any(
        '可能(?:性)?(?:大|较大)?',
        '待(?:排|查|除外|诊)',
        '(?:不|未|不能|无法)(?:完全)?(?:除外|排除)',
        '可疑',
        '[？?]',
      ),
    },
    {
      kind: 'pseudo',
      reach: 'both',
      pattern: any('无(?:明显|显著)?(?:变化|改变|差异)', '未见(?:明显|显著)?(?:变化|改变|吸收|好转)'),
    },
  ],
  terminator: /[，；;,。]|但|然而|余|其余/g,
  separator: /[，；;,、]|及|和|伴/g,
  comma: /[，,]/,
  list: /或/,
  sideEnd: /[，,；;、]|及|伴/,
  alternative: /^或(?:者)?.{0,3}$/,
  sides: [
    {
      side: 'bilateral',
      pattern: any(
        '双(?:侧|肺|下|上|中)?',
        '两(?:侧|肺|下|上|中)',
        '(?<!\\d\\s*(?:mm|cm|毫米|厘米|公分)?)左右(?:两|双)?(?:侧|肺)?',
        '左、右',
        '左[侧肺]?[、及和与]右',
      ),
    },
    { side: 'left', pattern: /左(?!、?右)/g },
    { side: 'right', pattern: /(?<!左、?)右/g },
  ],
};
