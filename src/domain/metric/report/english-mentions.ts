import type { MentionPattern } from './lexicon.ts';

/** From a subject to "normal": up to eight words, commas allowed, as few as will do; none that turns the sense. */
const toNormal = "(?:[ ,:]+(?!not |no |enlarged|prominent|widened)[\\w/'-]+){0,8}?[ ,:]+";
/** From a subject to "enlarged": up to six words of one clause. */
const toLarge = "(?: (?!and (?!mediastin)|with |but |normal|size,)[\\w/'-]+){0,6}? ";
const few = "(?: [\\w/'-]+){0,3}?";
const heart =
  '(?:heart|cardi(?:ac|opericardial|ac pericardial) (?:silhouette|shadow|contours?|size|borders?))';
const mediastinum =
  '(?:mediastin(?:um|al)|cardiomediastin(?:um|al))(?: (?:silhouettes?|contours?|structures?|borders?|width|size|shadow))?';
const large = '(?:enlarged|enlargement|prominent|prominence|dilated|increased|large)';
const normal = '(?:normal|unremarkable)';
const bones = '(?:oss?eous|bony|skeletal|bones?|ribs)';

function all(source: string): RegExp {
  return new RegExp(`\\b(?:${source})\\b`, 'gi');
}

/** English phrases for CheXpert's observations. Sources: the mention lists of CheXpert, widened on Open-i reports. */
export const englishMentions: readonly MentionPattern[] = [
  finding('Enlarged Cardiomediastinum', [
    `widen(?:ed|ing)${few} (?:of )?(?:the )?${mediastinum}(?! (?:lymph|and hilar lymph))`,
    `(?:enlarged|prominent|prominence of)${few} ${mediastinum}(?! (?:lymph|and hilar lymph))`,
    `${mediastinum}${few} (?:widen(?:ed|ing)|enlarged|enlargement|prominent|prominence)`,
  ]),
  says('normal', 'Enlarged Cardiomediastinum', [
    `${mediastinum}${toNormal}${normal}`,
    `normal${few} ${mediastinum}`,
  ]),

  finding('Cardiomegaly', [
    '(?:micro)?cardiomegaly',
    '(?:cardiac|heart|ventricular|atrial|biventricular) (?:enlargement|hypertrophy|dilatation)',
    `${large}${few} ${heart}`,
    `enlargement of (?:the )?${few}${few} ?${heart}`,
    `${heart}(?: size)?${toLarge}${large}`,
    'cardiomediastinal silhouette(?: \\w+){0,3}? enlarged|enlarged cardiomediastinal silhouette',
    'increase(?:d)? (?:in )?heart size',
  ]),
  says('hint', 'Cardiomegaly', [`${heart}${toLarge}borderline`, `borderline${few} ${heart}`]),
  says('normal', 'Cardiomegaly', [
    `(?:${heart}|cardiomediastinal (?:silhouette|contours?|size))${toNormal}${normal}`,
    `normal${few} (?:${heart}|cardiomediastinal)`,
  ]),

  finding('Lung Lesion', [
    '(?:micro)?nodul(?:e|es|arity)',
    'nodular (?:opacit(?:y|ies)|densit(?:y|ies)|lesions?|shadows?|foc(?:us|i))',
    '(?<!(?:mediastinal|hilar|thyroid|pericardial|pleural|tissue|breast|body|bone|muscle) )mass(?:es)?(?! effect)',
    '(?:lung|pulmonary|parenchymal|cavitary|cavitating|lobe|spiculated) (?:lesions?|tumou?rs?)',
    'neoplasms?|neoplastic|malignan(?:cy|t)|carcinoma|metasta(?:sis|ses|tic)|(?:lung|bronchogenic) cancer',
  ]),

  finding('Lung Opacity', [
    'opaci(?:ty|ties|fication|fications|fied)',
    '(?:air.?space|airspace|interstitial lung|alveolar) (?:disease|process|infiltrates?|changes?)',
    'infiltrat(?:e|es|ion|ions|ive)',
    '(?<!(?:bone|bony|breast|tissue|mineral|osseous|metallic|calcific|calcified|fat|surgical) )densit(?:y|ies)',
    '(?:increased|prominent|coarse(?:ned)?|accentuated|thickened|diffuse|chronic|reticular)(?: \\w+){0,2} (?:interstitial|bronchovascular|lung) (?:markings?|pattern|prominence|changes)',
    'interstitial markings?|(?:prominence|thickening|coarsening) of (?:the )?(?:\\w+ )?(?:lung|bronchovascular) markings',
    'interstitial (?:opacit(?:y|ies)|prominence|thickening|changes?|disease|fibrosis)',
    'reticula(?:r|tion|tions|r opacit(?:y|ies)|onodular)',
    'peribronchial (?:cuffing|thickening)|bronchial wall thickening',
    '(?:pulmonary|lung|parenchymal|interstitial) fibrosis|fibro(?:tic|sis)',
    '(?<!pleural )(?<!surgical )scar(?:s|ring|like)?',
    'ground.?glass',
  ]),
  says('hint', 'Lung Opacity', [
    '(?:acute|active) (?:lung|pulmonary|airspace|air space|parenchymal) (?:abnormalit(?:y|ies)|disease|process|finding)',
  ]),
  says('normal', 'Lung Opacity', [
    '(?:lungs?|lung fields|lung bases|airspaces):?(?: [\\w/-]+){0,6}?,? clear(?! of)',
    'clear(?: and well.expanded| and expanded| bilateral)? (?:lungs?|lung fields)',
    'lungs? (?:are |is |appear )?(?:normal|unremarkable)',
  ]),

  finding('Edema', [
    '(?<!tissue )(?<!leg )(?<!pedal )o?edema(?:tous)?',
    '(?:congestive )?(?:heart|cardiac) failure|chf',
    '(?<!nasal )(?<!sinus )congestion|(?:vascular|venous) (?:plethora|prominence|redistribution)',
    '(?:vascular|venous|pulmonary|central|cardiac) engorgement(?! (?:appears? |is |are )*within)',
    'cephali[sz]ation|kerley|fluid overload|volume overload',
    '(?:increased|prominent|prominence of|engorged|indistinct)(?: \\w+){0,3}? (?:vascularity|vasculature|vascular markings|vascular margination)',
    '(?:vascularity|vasculature|vascular markings|vessels)(?: \\w+){0,3}? (?:prominent|engorged|congested|increased|indistinct)',
  ]),
  says('normal', 'Edema', [
    `(?:vascularity|vasculature|vascular (?:markings|structures|pattern|engorgement))${toNormal}${normal}`,
    'normal(?: (?:central|pulmonary))* (?:vascularity|vasculature|vascular markings)',
  ]),

  finding('Consolidation', ['consolidat(?:ion|ions|ive|ed)']),

  finding('Pneumonia', [
    '(?:broncho)?pneumonias?|pneumonitis|pneumonic',
    '(?<!granulomatous )infections?|infectious(?: (?:process|infiltrates?|etiology|disease))?|(?:active|pulmonary) tuberculosis',
  ]),

  finding('Atelectasis', [
    '(?:micro)?atelecta(?:sis|ses|tic)',
    '(?:lobar|lobe|lung|segmental) collapse|collapsed? (?:lobe|lung)|collapse of (?:\\w+ ){0,6}?(?:lobes?|lung)',
  ]),

  finding('Pneumothorax', ['(?:hydro|hemo)?pneumothora(?:x|ces|xes)', 'ptx']),

  finding('Pleural Effusion', [
    '(?<!pericardial )(?<!joint )(?<!or pericardial )effusions?',
    'pleural (?:fluid|collections?)|(?:fluid|blood) in the (?:pleural space|\\w+ fissure)',
    'h(?:a?emo|ydro|emopneumo|ydropneumo)thora(?:x|ces)|empyema',
  ]),
  says('hint', 'Pleural Effusion', [
    'blunt(?:ed|ing)(?: of)?(?: the)?(?: [\\w-]+){0,5}? (?:angles?|sulc(?:us|i)|recess(?:es)?|gutters?)',
    '(?:angles?|sulc(?:us|i))(?: \\w+){0,3}? (?:blunt(?:ed|ing)|obscured)',
  ]),
  says('normal', 'Pleural Effusion', [
    '(?:angles?|sulc(?:us|i)|recess(?:es)?)(?: [\\w-]+){0,3}? (?:sharp|clear|preserved)',
    '(?:sharp|clear)(?: [\\w-]+){0,2} (?:angles|sulci)',
    'pleural (?:spaces?|surfaces?)(?: \\w+){0,3}? (?:clear|normal|unremarkable)',
  ]),

  finding('Pleural Other', [
    'pleural(?:.based)?(?: [\\w-]+){0,2} (?:thickening|plaques?|scar(?:ring)?|calcifications?|fibrosis|reaction|caps?)',
    '(?:thickening|calcification) of the pleura|fibrothorax',
    '(?:bi)?apical (?:cap(?:ping|s)?|pleural thickening|thickening)|pleuro.?parenchymal(?: \\w+)?',
    '(?:calcified|thickened) pleura(?:l plaques?)?',
  ]),

  finding('Fracture', [
    '(?<!(?:catheter|lead|wire|screw|hardware|device) )fractur(?:e|es|ed)(?!(?: \\w+)? (?:screw|lead|wire|catheter|sternotomy))',
  ]),
  says('hint', 'Fracture', [
    `(?:acute |traumatic |displaced )+${bones}(?: \\w+)? (?:abnormalit(?:y|ies)|findings?|injur(?:y|ies)|lesions?|process|trauma)`,
  ]),
  says('normal', 'Fracture', [
    `${bones}(?: [\\w/-]+){0,6}? (?:intact|unremarkable|normal)`,
    `(?:intact|unremarkable|normal) ${bones}(?: structures)?`,
  ]),

  finding('Support Devices', [
    'pacemakers?|pacers?|pacing|(?:a?icd|defibrillator)s?',
    '(?:pacemaker|pacing|pacer|defibrillator|icd|ventricular|atrial)(?: \\w+)? (?:leads?|wires?|electrodes?)|(?:dual|single|three).(?:lead|chamber)',
    'catheters?|picc|(?:central|venous|arterial|subclavian|jugular|ij|dialysis|picc|swan.ganz|feeding|support)(?: \\w+)? lines?',
    '(?:endotracheal|et|ng|nasogastric|orogastric|enteric|feeding|chest|thoracostomy|tracheostomy|gastrostomy|drainage|dobhoff)(?: \\w+)? tubes?|tracheostomy|tubing',
    '(?:porta?.?cath|mediport|infusaport|chemo.?port|port.a.cath|(?:chest|chemotherapy|infusion|subclavian|jugular|venous|access) port)s?',
    '(?:prosthetic|artificial|mechanical|bioprosthetic)(?: \\w+){0,2} valves?|valv(?:e|ular) (?:replacement|prosthes[ie]s)|valvuloplasty',
    'stents?|hardware|arthroplast(?:y|ies)|(?<!breast )prosthes[ie]s|(?:sternal|sternotomy|cerclage) (?:wires?|sutures?)|(?:fixation|fusion|metallic|orthopa?edic|spinal|surgical) (?:plates?|screws?|rods?|hardware|devices?|instrumentation)',
    '(?:medical|implant(?:ed|able)|monitoring|stimulator|assist|closure|support) devices?|electronic devices?|(?:(?:nerve|cord|spinal) )?stimulators?|electrodes|drains?|cannulas?|balloon pump|vena cava filter|ivc filter|pumps?',
  ]),
];

function finding(observation: MentionPattern['observation'], sources: readonly string[]): MentionPattern {
  return says('finding', observation, sources);
}

function says(
  what: MentionPattern['says'],
  observation: MentionPattern['observation'],
  sources: readonly string[],
): MentionPattern {
  return { observation, says: what, pattern: all(sources.join('|')) };
}
