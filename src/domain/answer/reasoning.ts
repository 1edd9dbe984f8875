/** Marks by which local models begin and end a turn, where a server leaves them in. */
const specialTokens =
  /<\|(?:im_start|im_end|endoftext|eot_id|end|start|return|end_of_text|begin_of_text|assistant)\|>(?:assistant\b)?|<\/?s>|\[\/?INST\]|^\s*ASSISTANT:/gu;

/** A text with something set aside, and what was done in words. */
export interface Stripped {
  readonly text: string;
  readonly steps: readonly string[];
}

const tags = 'think|thinking|thought|reasoning|reflection|scratchpad|analysis';

/**
 * Sets aside blocks in which a model thinks aloud: `<think>…</think>` and its kin, a lone `</think>` (templates that open the block
 * themselves), and a block that never closes (the answer was cut off while thinking: nothing of it is an answer).
 */
export function stripReasoning(text: string): Stripped {
  const steps: string[] = [];
  let rest = '';
  let from = 0;
  let depth = 0;
  for (const tag of text.matchAll(new RegExp(`<(/?)(?:${tags})>|◁(/?)think▷`, 'giu'))) {
    const closing = tag[1] === '/' || tag[2] === '/';
    if (!closing) {
      if (depth === 0) rest += text.slice(from, tag.index);
      depth += 1;
    } else if (depth > 0) {
      depth -= 1;
    } else {
      rest = '';
    }
    from = tag.index + tag[0].length;
    if (steps.length === 0) steps.push('reasoning block removed');
  }
  if (depth === 0) rest += text.slice(from);
  else steps[0] = 'reasoning block without an end removed';
  const channel = rest.lastIndexOf('<|channel|>final<|message|>');
  if (channel >= 0) {
    rest = rest.slice(channel + '<|channel|>final<|message|>'.length);
    steps.push('final channel read');
  }
  const bare = rest.replace(specialTokens, ' ');
  if (bare !== rest) {
    rest = bare;
    steps.push('special tokens removed');
  }
  const boxed = [...rest.matchAll(/\\boxed\{(?:\\text\{)?([^{}]{1,200})\}/gu)].at(-1)?.[1];
  if (boxed !== undefined && boxed.trim() !== '') {
    return { text: boxed.trim(), steps: [...steps, 'boxed answer read'] };
  }
  const answer = /<answer>([^]*?)(?:<\/answer>|$)/iu.exec(rest);
  if (answer?.[1] !== undefined && answer[1].trim() !== '') {
    return { text: answer[1].trim(), steps: [...steps, 'answer tag read'] };
  }
  return { text: rest.trim(), steps };
}

const marker =
  /(?:^|[\n.,!?;。！？；，*_#>]|\bbut\b|\bso\b|\btherefore,?|\bthus,?|\bhence,?)[\s*_#>-]{0,8}(?:(?:my|the|your|our|in conclusion,? the)\s)?(?:(?:final|correct|best|most likely|predicted|overall|single|chosen|selected|primary)\s)?(?:answer|diagnosis|label|classification|prediction|conclusion|response|class|category|output|最终答案|答案|最终诊断|诊断|结论|标签|分类)(?:\s(?:would be|should be|is|label|for this image is))?[\s*_]{0,4}(?::|：|=|\bis\b|\bwould be\b|是|为|(?<=is|be))[\s*_"“]{0,6}/giu;

/** Bounded, so that a line of nothing but markers takes linear time. */
const longestAnswerLine = 500;

/** What follows the last `Answer:`, `Final diagnosis:`, `答案：` …, up to the end of its line (or of the next, where its own is empty); null where there is none. */
export function afterAnswerMarker(text: string): string | null {
  let last: string | null = null;
  for (const found of text.matchAll(marker)) {
    const end = found.index + found[0].length;
    const line = /^\s*([^\n]+)/u.exec(text.slice(end, end + longestAnswerLine))?.[1];
    if (line !== undefined && line.trim() !== '') last = line.trim();
  }
  return last;
}
