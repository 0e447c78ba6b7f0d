import type { ConversationKind, Direction, MessageKind, Span } from './message.ts';

/** How grave a hit is; shown as amber, orange and red, always with the word. */
export const severities = ['low', 'medium', 'high'] as const;
export type Severity = (typeof severities)[number];

/**
 * Identifiers that are found by what makes them valid (check digits, numbering plans, domains that exist), not only by
 * their shape, in the groups that people choose among.
 */
export const identifierGroups = {
  payment: ['card', 'iban', 'clabe', 'cbu', 'pix', 'crypto'],
  identity: ['cpf', 'cnpj', 'rfc', 'curp', 'cuit', 'rut', 'nit', 'dni', 'nie'],
  contact: ['phone', 'email', 'link'],
} as const;
export type IdentifierType = (typeof identifierGroups)[keyof typeof identifierGroups][number];
export const identifierTypes: readonly IdentifierType[] = Object.values(identifierGroups).flat();

/**
 * What a rule looks for.
 * - `phrase`: whole words in this order, whatever spaces, punctuation and line breaks lie between them; a word that
 *   ends in `*` stands for every word that begins so, one that begins with `~` for every form of it; `...` stands for
 *   some words between two, `...3` for up to three.
 * - `pattern`: a regular expression in RE2 syntax, run in linear time.
 * - `identifier`: a valid identifier of that type, however it is grouped, but for those in `except`: the company's own
 *   numbers, addresses and domains.
 * - `combined`: one of each part's phrases or identifiers, near each other in any order or anywhere in the message,
 *   without any of some other phrases.
 * - `message`: the message itself, whatever it says; its hit has an empty span.
 *
 * All of them see the text folded (`fold`): case, accents, invisible characters and look-alikes make no difference.
 */
export type PolicyRule =
  | { readonly id: string; readonly type: 'phrase'; readonly phrase: string }
  | { readonly id: string; readonly type: 'pattern'; readonly pattern: string }
  | {
      readonly id: string;
      readonly type: 'identifier';
      readonly identifier: IdentifierType;
      readonly except: readonly string[];
    }
  | {
      readonly id: string;
      readonly type: 'combined';
      readonly all: readonly CombinedPart[];
      /** Phrases of which none may be near, or anywhere when `within` is null. */
      readonly none: readonly string[];
      /** Words that may stand between the first part and each other one; null is anywhere in the message. */
      readonly within: number | null;
    }
  | {
      readonly id: string;
      readonly type: 'message';
      /** Voice notes longer than so many seconds; null is every message. */
      readonly voiceSeconds: number | null;
    };

/** One of several things that have to be there together: one of the phrases, or an identifier. */
export interface CombinedPart {
  /** As they were typed, one per line: blank ones say nothing. */
  readonly phrases: readonly string[];
  readonly identifier: IdentifierType | null;
}

/** Parts of a combination at most, and words between them. */
export const maxCombinedParts = 5;
export const maxCombinedWithin = 50;

/** Where a policy applies; null means everywhere. */
export interface PolicyScope {
  readonly direction: Direction | null;
  readonly conversation: ConversationKind | null;
  /** Ids of the lines it is limited to. */
  readonly lines: readonly number[] | null;
  /** Only what is said outside of these hours; left out for any time. */
  readonly outside?: BusinessHours | undefined;
}

/** When the company works, in the workspace's zone. */
export interface BusinessHours {
  /** Days of the week from 0, Sunday. */
  readonly days: readonly number[];
  /** Times as 08:30; the end is not part of them. */
  readonly from: string;
  readonly to: string;
  /** Days off as 2026-12-25. */
  readonly holidays: readonly string[];
}

/** The content of one version of a policy. A change makes a new version; a version never changes. */
export interface PolicyDefinition {
  readonly name: string;
  readonly description: string;
  readonly severity: Severity;
  readonly scope: PolicyScope;
  readonly rules: readonly PolicyRule[];
}

/** Why a rule, or the policy as a whole, can't be used; the interface has a sentence for each. */
export const policyProblemCodes = [
  'no-rules',
  'too-many-rules',
  'duplicate-rule-id',
  'phrase-empty',
  'phrase-only-wildcard',
  'phrase-wildcard-misplaced',
  'phrase-too-long',
  'phrase-form-misplaced',
  'phrase-gap-misplaced',
  'phrase-gap-too-wide',
  'hours-invalid',
  'holidays-invalid',
  'combined-too-little',
  'combined-part-empty',
  'pattern-empty',
  'pattern-too-long',
  'pattern-too-large',
  'pattern-syntax',
  'pattern-look-around',
  'pattern-backreference',
  'pattern-matches-empty',
] as const;
export type PolicyProblemCode = (typeof policyProblemCodes)[number];

/** One thing to correct in a policy. */
export interface PolicyProblem {
  /** Id of the rule; null when it is about the policy as a whole. */
  readonly rule: string | null;
  readonly code: PolicyProblemCode;
  /** UTF-16 offset in the phrase or pattern; null when no place can be named. */
  readonly position: number | null;
  /** Of a combination, the part (the phrases that may not be there come last) and the line in it, both from 0. */
  readonly place?: { readonly part: number; readonly line: number } | undefined;
}

/** A version in force, as the engine compiles it. */
export interface PolicyInForce {
  readonly policyId: number;
  readonly version: number;
  readonly definition: PolicyDefinition;
}

/** What the engine looks at. */
export interface EvaluatedMessage {
  readonly text: string;
  readonly kind: MessageKind;
  readonly direction: Direction | null;
  readonly conversation: ConversationKind;
  readonly lineId: number;
  /** UTC milliseconds; left out where no time is meant, as in a try-out: then every time fits. */
  readonly sentAt?: number;
  /** Length of a voice note, where it is known. */
  readonly seconds?: number | null;
  /** The new text of a message that was judged already, so that rules about the message itself don't hit again. */
  readonly isEdit?: boolean;
}

/** One policy version's hit on one message: the rules that hit and where, in reading order. */
export interface Verdict {
  readonly policyId: number;
  readonly version: number;
  readonly severity: Severity;
  readonly hits: readonly { readonly rule: string; readonly span: Span }[];
}
