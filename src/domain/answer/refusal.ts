/**
 * Ways in which models decline, in English and Chinese. A clause that matches says nothing about the case, so no label is read from it.
 * Bounded gaps (`[^.]{0,80}`) keep matching linear.
 */
const inFirstPerson: readonly RegExp[] = [
  /\bI(?:['’]m| am) (?:really |very |truly )?(?:sorry|afraid|unable|not able|not qualified|not allowed|not a (?:doctor|physician|radiologist|medical professional))\b/iu,
  /\b(?:I|we) (?:can(?:not|['’]t| not)|could ?n(?:o|['’])t|won['’]?t|will not|must decline|have to decline|do(?:n['’]t| not) (?:have the ability|feel comfortable)|am unable to|['’]m unable to|should ?n(?:o|['’])t)[^.;]{0,40}\b(?:assist|help|provide|offer|give|analy[sz]e|interpret|diagnose|identify|evaluate|assess|determine|make|view|see|process|comply|fulfil|fulfill|answer|review|examine|comment|look|classify|engage|support|read|describe|do (?:that|this))/iu,
  /\b(?:sorry|apologi[sz]e),?[^.]{0,40}\b(?:can(?:not|['’]t)|unable)\b/iu,
  /\bas an? (?:AI|artificial intelligence|(?:large )?language model|assistant)\b/iu,
  /\b(?:content|usage) polic(?:y|ies)\b|\bviolates? (?:my|our|the) (?:polic|guideline|safety)/iu,
  /\b(?:no image|image (?:was|is|has)(?: not|n['’]t)(?: been)? (?:provided|attached|visible|uploaded|included|available|loaded)|(?:don['’]t|do not|cannot|can['’]t) see (?:any|an|the) (?:image|picture|attachment|photo))/iu,
  /\bI (?:was|were|am) not (?:provided|given|shown)\b[^.]{0,40}\b(?:image|picture|scan)/iu,
  /(?:我|本人|作为)?(?:很|非常)?(?:抱歉|对不起|遗憾)/u,
  /作为(?:一个|一名)?(?:AI|人工智能|语言模型|大模型|助手)/iu,
  /我(?:无法|不能|不可以|没有办法|没办法|无权|不便)(?:够)?[^。；]{0,12}(?:提供|协助|帮助|分析|诊断|判断|解读|识别|查看|评估|给出|回答|处理|确定|读取|看到)/u,
  /(?:未|没有)(?:提供|上传|收到|看到)[^。]{0,8}(?:图像|图片|影像)/u,
];

/** Wordings that a report may have of its own accord ("unable to assess the apices"), but a label never. */
const impersonal: readonly RegExp[] = [
  /\bunfortunately,?[^.]{0,40}\b(?:can(?:not|['’]t)|unable)\b/iu,
  /\b(?:unable|not able|inappropriate|not appropriate|against (?:my|the|our) (?:policy|policies|guidelines)) (?:for me )?to (?:assist|help|provide|analy[sz]e|interpret|diagnose|identify|evaluate|assess|determine|view|see|process|comply|classify)/iu,
  /(?:无法|不能|不可以|没有办法|没办法|无权|不便)(?:够)?[^。；]{0,12}(?:提供|协助|帮助|分析|诊断|判断|解读|识别|查看|评估|给出|回答|处理|确定|读取|看到)/u,
];

const declining = [...inFirstPerson, ...impersonal];

/** Words of advice that come with a refusal and hold no answer. */
const advising =
  /\b(?:please )?(?:consult|see|speak (?:to|with)|contact|seek|refer to|talk to|ask|reach out to|visit)\b[^.]{0,60}\b(?:doctor|physician|radiologist|dermatologist|dentist|ophthalmologist|clinician|professional|specialist|provider|expert|medical (?:attention|advice|help|care)|dermatology|healthcare)|(?:请|建议)[^。]{0,12}(?:咨询|就医|就诊|联系|寻求)/iu;

/** An answer given in spite of a refusal must be stated as one. */
const asserting =
  /\b(?:answer|label|diagnosis|classification|class|prediction|impression|suggest|suggests|suggesting|suggestive|consistent|compatible|appears?|shows?|likely|probably|would (?:say|choose|classify|select|lean)|indicat\w{0,4}|best (?:fit|match|guess)|represents?|features of|seems?)\b|考虑|提示|符合|诊断为|可能|倾向|答案|标签|属于/iu;

/** The sentence or clause in which a text declines, or null. At most 200 characters. */
export function refusalIn(text: string): string | null {
  return firstClause(text, declining);
}

/** The clause in which the model speaks of itself to decline, or null: for texts that are themselves reports. */
export function ownRefusalIn(text: string): string | null {
  return firstClause(text, inFirstPerson);
}

/**
 * A text without the clauses that decline or advise. Where it declines, only clauses that state an answer are kept:
 * "I can't diagnose. Pneumonia is an infection of the lung." holds none.
 */
export function withoutRefusal(text: string): { readonly text: string; readonly evidence: string | null } {
  const evidence = refusalIn(text);
  if (evidence === null) return { text, evidence };
  const kept = clausesOf(text).filter(
    (clause) =>
      !declining.some((pattern) => pattern.test(clause)) && !advising.test(clause) && asserting.test(clause),
  );
  return { text: kept.join(' ').trim(), evidence };
}

function firstClause(text: string, patterns: readonly RegExp[]): string | null {
  const found = clausesOf(text).find((clause) => patterns.some((pattern) => pattern.test(clause)));
  return found === undefined ? null : found.trim().slice(0, 200);
}

/** Sentences, split further where a new statement is opposed to the old one; none longer than 1,000 characters. */
function clausesOf(text: string): readonly string[] {
  const clauses: string[] = [];
  const sentences = text.split(
    /(?<=[.!?;。！？；\n])|(?=\b(?:but|however|nevertheless|that said|nonetheless|although)\b)|(?=但是?|然而|不过)/iu,
  );
  for (const sentence of sentences) {
    for (let from = 0; from < sentence.length; from += 1000) clauses.push(sentence.slice(from, from + 1000));
  }
  return clauses;
}
