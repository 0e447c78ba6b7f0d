import type { CapturedMessage, CapturedPerson } from '#shared/model/capture.ts';
import type { PersonIdentity } from '#shared/model/contact.ts';
import { capturedMessage } from './archive.ts';

export const phone = (value: string): PersonIdentity => ({ kind: 'phone', value });
export const lid = (value: string): PersonIdentity => ({ kind: 'lid', value });

/** A message of a direct conversation, kept under the identity by which its source named the other side. */
export function directMessage(
  person: PersonIdentity,
  overrides: Partial<CapturedMessage> & { readonly name?: string | null } = {},
): CapturedMessage {
  const { name = null, ...rest } = overrides;
  const key = `${person.value}@${person.kind}`;
  const message = capturedMessage(rest);
  return {
    ...message,
    conversation: { key, kind: 'direct', title: name, person },
    sender: message.direction === 'outgoing' ? { key: 'employee Luis', name: 'Luis' } : { key, name, person },
    ...rest,
  };
}

/** What a source says about one person. */
export function word(
  identities: readonly PersonIdentity[],
  overrides: Partial<CapturedPerson> = {},
): CapturedPerson {
  return {
    type: 'person',
    identities,
    names: [],
    basis: 'message',
    reference: '3EB0',
    at: Date.UTC(2026, 2, 3),
    raw: null,
    ...overrides,
  };
}
