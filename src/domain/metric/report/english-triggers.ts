import type { Lexicon, TriggerPattern } from './lexicon.ts';
import { englishMentions } from './english-mentions.ts';

/** Any of the phrases as whole words; the longer ones are tried first. */
function any(...sources: readonly string[]): RegExp {
  const phrases = sources
    .toSorted((a, b) => b.length - a.length)
    .map((source) => (/^[;:,]/.test(source) ? source : `(?<![\\w'])${source}`));
  return new RegExp(`(?:${phrases.join('|')})(?![\\w'])`, 'gi');
}

const seen =
  '(?:clearly |definitely |well |currently |radiographically |acutely )?(?:seen|identified|visuali[sz]ed|present|appreciated|demonstrated|detected|evident|apparent|noted|observed|found|suspected|shown|visible|enlarged|suggested)';

/** After NegEx (W. Chapman et al., 2001), ConText and CheXpert's rules; of overlapping matches the longest decides. */
const triggers: readonly TriggerPattern[] = [
  {
    kind: 'negation',
    reach: 'forward',
    pattern: any(
      'no',
      'not',
      'non',
      'without',
      'w/o',
      'nor',
      'neither',
      'never',
      'no (?:\\w+ ){0,2}evidence (?:of|for|to suggest)',
      'no (?:\\w+ ){0,2}(?:signs?|suggestion|indication|findings|radiographic evidence|xxxx) (?:of|for|to suggest)',
      'negative for',
      'free of',
      'clear of',
      'absence of',
      'absent',
      'lack of',
      'den(?:y|ies|ied)',
      'fails? to (?:show|reveal|demonstrate)',
      'rather than',
      '(?:interval |complete |near complete )*(?:resolution|removal|clearing) of',
      'resolved',
      'removed',
      'ruled out for',
      'cleared of',
    ),
  },
  {
    kind: 'negation',
    reach: 'backward',
    pattern: any(
      `(?:is|are|was|were|has been|have been)? ?(?:not|no longer) (?:\\w+ ){0,1}?${seen}`,
      '(?:is|are) (?:absent|negative|excluded)',
      '(?:is|are|has been|have been|was|were) (?!not )(?:\\w+ )?(?:ruled out|excluded|removed)',
      '(?:has|have|had)(?: \\w+)? (?:resolved|cleared|disappeared|normali[sz]ed)',
      '(?:is|are) (?:now )?(?:resolved|cleared)',
      '(?:has|have|had) (?:\\w+ )?been (?:\\w+ )?removed',
      ': (?:none|no|absent|negative)(?=\\s*(?:[.;,]|$))',
    ),
  },
  {
    kind: 'uncertainty',
    reach: 'forward',
    pattern: any(
      'possib(?:le|ly|ility of)',
      'probab(?:le|ly)',
      'likely',
      'unlikely',
      'perhaps',
      'presum(?:ed|ably)',
      'may',
      'might',
      'could',
      'would',
      'suspect(?:ed|s)?',
      'suspicio(?:n|us)(?: \\w+)? (?:of|for)',
      'concern(?:ing)?(?: \\w+)? (?:of|for)',
      'worrisome for',
      'question(?:able|ed)?(?: of)?',
      'equivocal',
      'suggest(?:s|ed|ing|ive of|ion of)?',
      "(?:cannot|can not|could not|can't) (?:be )?(?:\\w+ )?(?:exclude[d]?|rule[d]? out)",
      '(?:difficult|impossible|unable) to (?:\\w+ )?(?:exclude|rule out)',
      "(?:not|does not|do not|doesn't) (?:\\w+ )?(?:exclude|rule out)",
      'not (?:entirely |completely )?excluded',
      '(?:to )?(?:exclude|rule out)',
      'r/o',
      'obscures?',
      'suggest(?:ing|ive)? (?:of|possible)',
      'differential(?: \\w+){0,3} includ(?:es|ing)',
      'borderline',
      'potential(?:ly)?',
      'appearance of',
      'versus',
      'vs\\.?',
    ),
  },
  {
    kind: 'uncertainty',
    reach: 'backward',
    pattern: any(
      '(?:is|are|was) (?:\\w+ )?(?:possible|probable|suspected|likely|unlikely|questioned|considered|favou?red)',
      "(?:cannot|can not|could not|can't) (?:\\w+ ){0,2}?(?:excluded?|ruled out)",
      '(?:is|are) not (?:\\w+ )?(?:excluded|ruled out)',
      'not (?:entirely |completely )?excluded',
      '(?:is|are)? ?(?:difficult|impossible) to (?:\\w+ )?(?:exclude|rule out)',
      'versus',
      'vs\\.?',
      'suspected',
      '(?:is|are|would be|could be|remains?) (?:also |still )?(?:a |an |another |in the )?(?:consideration|possibility|differential(?: diagnosis)?|concern)',
      'may be (?:present|considered)',
      'could be (?:present|considered)',
    ),
  },
  {
    kind: 'pseudo',
    reach: 'both',
    pattern: any(
      'no (?:significant |substantial |definite |definitive |interval |acute |new |appreciable |other |short |short.term )*(?:change|changes|increase|increases|decrease|worsening|improvement|progression)',
      'not (?:significantly |substantially |appreciably |much |markedly )*(?:changed|increased|decreased|improved|worsened)',
      'without (?:significant |substantial |interval |appreciable )*(?:change|improvement|worsening|progression)',
      'no (?:prior|previous|comparison|old|recent|priors|other|further|additional|known)(?! \\w*(?:effusion|pneumothora|consolidat|opacit|nodul|mass))',
      'not only',
      'to suggest',
      'no doubt',
      'not (?:well|optimally|completely|fully|entirely|adequately) (?:evaluated|assessed|included|imaged|seen|visualized|inflated|expanded|characterized)',
      'non.?(?:specific|calcified|displaced|obstructive|emergent|urgent|contrast|acute|tunneled)',
      'may 20\\d\\d',
      'no\\. ?\\d+',
      'no longer',
      'would (?:recommend|suggest|be helpful)',
    ),
  },
  {
    kind: 'hypothetical',
    reach: 'forward',
    pattern: any(
      'if',
      'if there (?:is|are)(?: \\w+)? (?:concern|suspicion)(?: for| of)?',
      '(?:evaluate|evaluating|evaluation|assess|assessment|looking) for',
      '(?:correlat(?:e|ion)|clinical correlation)(?: \\w+)? (?:for|with)',
      '(?:sensitive|sensitivity) (?:in|for|to)(?: detect(?:ing|ion of))?',
      'to (?:identify|detect|determine|evaluate|assess|characterize)',
      'history of',
      '(?:signs? or )?symptoms of',
    ),
  },
];

const subject =
  '(?:heart|cardiac|cardiomediastinal|mediastinal|mediastinum|lungs?|lung volumes|hila|hilar|pulmonary vascul\\w+|bones?|osseous|bony|visualized|degenerative|aorta|trachea|diaphragm\\w*)';
const verb = '(?:is|are|appears?|remains?|shows?|demonstrates?|has|have)';

/** The English lexicon. */
export const english: Lexicon = {
  mentions: englishMentions,
  triggers,
  terminator: any(
    ';',
    'but',
    'however',
    'although',
    'though',
    'except(?:ing)?(?: for)?',
    'aside from',
    'apart from',
    'other than',
    'yet',
    'whereas',
    'there (?:is|are|has|have|may|appears?)',
    'which (?:is|are|may|could|likely)',
    '(?:unchanged|stable) (?:appearance|appearing)',
    `(?:and|with) (?:the )?${subject}(?: \\w+){0,3} ${verb}`,
    `, (?:the )?${subject}(?: \\w+){0,3} ${verb}`,
    'status post',
  ),
  separator: /[,;]|\b(?:and|with|or)\b/gi,
  comma: /,/,
  list: /\b(?:or|nor)\b|,\s*and\b/i,
  sideEnd:
    /,(?!\s*(?:left|right|bilateral(?:ly)?)(?:[.,;]|$|[^,]*(?:greater|worse|larger|more)))|\bwith\b|\band\b(?!\s+(?:the\s+)?(?:left|right))|;/i,
  alternative: /^\s*(?:,\s*)?(?:and\/)?or(?:\s+[\w-]+){0,3}\s*$|^\s*\/\s*$/i,
  sides: [
    {
      side: 'bilateral',
      pattern: any(
        'bi.?lateral(?:ly)?',
        'both',
        'bibasilar',
        'bibasal',
        'biapical',
        '(?:right|left)(?:\\W+| greater than | less than | more than | and | or | and the | lung and )(?:left|right)(?:.sided)?',
        '[rl] ?> ?[rl]',
      ),
    },
    { side: 'left', pattern: any('left', 'left.sided', 'lt', 'l(?:ul|ll)', 'lingula[r]?') },
    { side: 'right', pattern: any('right', 'right.sided', 'rt', 'r(?:ul|ml|ll)') },
  ],
};
