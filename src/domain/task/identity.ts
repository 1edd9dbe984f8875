import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { promptId } from '../ids.ts';
import type { PromptId } from '../ids.ts';
import type { PromptTemplate } from './prompt.ts';

type PromptContent = Omit<PromptTemplate, 'id' | 'name'>;

/** Identifies a prompt by the SHA-256 of what of it reaches the model; the name may change without making it another prompt. */
export function promptIdOf({ task, variant, language, system, user }: PromptContent): PromptId {
  return promptId(bytesToHex(sha256(utf8ToBytes(JSON.stringify([task, variant, language, system, user])))));
}

/** A template with its identity. */
export function definePrompt(content: Omit<PromptTemplate, 'id'>): PromptTemplate {
  return { ...content, id: promptIdOf(content) };
}
