import type { Token } from './fold.ts';

/**
 * Is the mention at `tokens[start, end)` denied by its own clause? After NegEx (Chapman et al. 2001): a cue denies what follows it up
 * to the end of the sentence or a word that opens a new statement, and some cues deny what stands before them.
 * `nextMention` is where the next label begins: what denies that one does not deny this one.
 */
export function isNegated(
  tokens: readonly Token[],
  start: number,
  end: number,
  nextMention: number,
): boolean {
  return deniedBefore(tokens, start) || deniedAfter(tokens, end, nextMention);
}

const reach = 10;

const denying = new Set(
  `no not without non never neither nor cannot cant isnt arent wasnt werent doesnt dont didnt hasnt negative absence absent lack lacking
  denie deny exclude excluding excluded ruling against unlikely unlike 无 未 没 非 否 不 排`.split(/\s+/u),
);
/** A word that opens a new statement: what was denied before it is over. */
const opening = new Set(
  `but however although though except yet instead show showing shown demonstrate demonstrating suggest suggesting suggestive
  consistent indicate indicating reveal revealing confirm confirming represent diagnosi because since therefore thus hence so 但 而 提 符 考`.split(
    /\s+/u,
  ),
);
/** After these a denial is none: `not only`, `no change in`, `no doubt`. */
const notReally = new Set(
  'only change increase decrease interval significant doubt doubtful just merely'.split(' '),
);
const excluding = new Set('exclude excluded excluding rule ruled ruling'.split(' '));

function deniedBefore(tokens: readonly Token[], start: number): boolean {
  for (let at = start - 1; at >= Math.max(0, start - reach); at -= 1) {
    const token = tokens[at];
    if (token === undefined || token.kind === 'stop') return false;
    const { text } = token;
    const next = tokens[at + 1]?.text ?? '';
    if (text === 'than' && tokens[at - 1]?.text === 'rather') return true;
    if (text === 'of' && tokens[at - 1]?.text === 'instead') return true;
    if (text === 'to' && tokens[at - 1]?.text === 'opposed') return true;
    if (text === 'of' && tokens[at - 1]?.text === 'free') return true;
    if (text === 'out' && excluding.has(tokens[at - 1]?.text ?? '')) return !hasDenial(tokens, at - 1);
    if (text === 'likely' && tokens[at - 1]?.text === 'less') return true;
    if (opening.has(text)) return false;
    if (!denying.has(text)) continue;
    // `No, it is pneumonia` answers a question; it denies nothing that follows.
    if (text === 'no' && tokens[at + 1]?.kind === 'comma') return false;
    if (notReally.has(next)) return false;
    if (text === '不' && (next === '除' || next === '能')) return false;
    if (text === '排') return next === '除' && !hasDenial(tokens, at);
    if (excluding.has(text)) return !hasDenial(tokens, at);
    return true;
  }
  return false;
}

/** `cannot exclude`, `不能排除`: a denial within the four words before an exclusion lifts it. */
function hasDenial(tokens: readonly Token[], at: number): boolean {
  for (let before = at - 1; before >= Math.max(0, at - 4); before -= 1) {
    const token = tokens[before];
    if (token === undefined || token.kind !== 'word') return false;
    if (denying.has(token.text) && !excluding.has(token.text)) return true;
  }
  return false;
}

const copulas = new Set('is are was were be been appear look seem'.split(' '));
const participles = new Set(
  'seen present identified visible evident detected likely noted demonstrated supported found appreciated observed visualized visualised the'.split(
    ' ',
  ),
);

/** `The effusion is not small` denies its size alone. */
const degrees = new Set(
  'small large big massive mild severe acute subtle new minor extensive only'.split(' '),
);

function deniedAfter(tokens: readonly Token[], end: number, nextMention: number): boolean {
  for (let at = end; at < Math.min(tokens.length, end + 6, nextMention); at += 1) {
    const token = tokens[at];
    if (token === undefined) return false;
    // `Pneumonia: absent` denies it; any other mark ends the clause.
    if (token.kind !== 'word') {
      if (at === end && (token.text === ':' || token.text === '：' || token.text === '(')) continue;
      return false;
    }
    const { text } = token;
    const before = tokens[at - 1]?.text ?? '';
    const next = tokens[at + 1]?.text ?? '';
    if (opening.has(text)) return false;
    if (['absent', 'unlikely', 'negative', '阴', 'isnt', 'arent', 'wasnt', 'werent'].includes(text))
      return true;
    if (text === 'cannot' || text === 'cant' || (text === '不' && next === '能')) return false;
    if (text === 'excluded' || (text === 'out' && excluding.has(before))) return true;
    if (text === '未' || (text === '不' && next === '支')) return true;
    if (text === 'less' && next === 'likely') return true;
    // `Effusion: no`, `effusion - no`; but `effusion, no pneumothorax` denies what follows.
    if (text === 'no' && at <= end + 1 && at + 1 < nextMention) {
      return at > end || tokens[at + 1]?.kind !== 'word';
    }
    if (text === 'no') return at + 1 >= tokens.length;
    if (text === 'not') return (copulas.has(before) && !degrees.has(next)) || participles.has(next);
  }
  return false;
}
