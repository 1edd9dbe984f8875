import { z } from 'zod';

/** What the parent asks of a child. */
export const askSchema = z.object({ reader: z.string(), number: z.int() });

/** What a child says: that it is ready to be asked, or what became of a file. */
export const answerSchema = z.union([
  z.object({ kind: z.literal('ready') }),
  z.object({
    kind: z.literal('done'),
    /** Of the processor. */
    ms: z.number(),
    cases: z.int(),
    refusals: z.int(),
    /** The most that the process has taken since it began, bytes. */
    peakBytes: z.number(),
  }),
  z.object({ kind: z.literal('crashed'), error: z.string() }),
]);
export type Answer = z.infer<typeof answerSchema>;
