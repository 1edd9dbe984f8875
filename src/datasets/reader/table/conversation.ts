import { z } from 'zod';

const content = z.union([
  z.string(),
  // As chat completions have it: texts, and the pictures between them.
  z
    .array(z.looseObject({ text: z.string().nullish() }))
    .transform((parts) => parts.flatMap(({ text }) => text ?? []).join('\n')),
]);
const turns = z
  .array(
    z.union([
      z
        .object({ from: z.string(), value: content })
        .transform(({ from, value }) => ({ who: from, said: value })),
      z
        .object({ role: z.string(), content })
        .transform(({ role, content: value }) => ({ who: role, said: value })),
    ]),
  )
  .min(2);

/** The mark of LLaVA for the picture. */
const pictureMark = /<(?:image|img|image_placeholder)>/gi;

/**
 * The questions of a conversation about a picture, as LLaVA and LLaVA-Med train on them (`[{"from": "human", "value": ...}, {"from": "gpt", ...}]`), each
 * with the answer that follows. Null for any other list.
 */
export function questionsOf(
  list: unknown,
): readonly { readonly question: string; readonly answer: string }[] | null {
  const read = turns.safeParse(list);
  if (!read.success) return null;
  const found = read.data.flatMap(({ who, said }, at) => {
    const next = read.data[at + 1];
    if (!isAsking(who) || next === undefined || !isAnswering(next.who)) return [];
    return [{ question: said.replace(pictureMark, '').trim(), answer: next.said.trim() }];
  });
  return found.length === 0 ? null : found;
}

const isAsking = (who: string): boolean => /^(?:human|user)$/i.test(who);
const isAnswering = (who: string): boolean => /^(?:gpt|assistant|model|bot)$/i.test(who);
