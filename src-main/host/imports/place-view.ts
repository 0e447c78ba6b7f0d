import { identitiesOf } from '#host/archive/contacts/identities.ts';
import { nameOfIdentity } from '#host/archive/contacts/names.ts';
import { contactOfConversation } from '#host/archive/contacts/view.ts';
import type { Reader } from '#host/archive/database.ts';
import type { Output } from '#shared/contract/contract.ts';
import type { PlaceFindings } from './placing.ts';

type PlacesView = Output<'imports.places'>;
type Place = Pick<PlacesView['possible'][number], 'conversationId' | 'title' | 'detail'>;

/** Where a file belongs, or may belong, as the interface shows it. */
export function toPlacesView(reader: Reader, { settled, possible }: PlaceFindings): PlacesView {
  return {
    settled:
      settled === null ? null : { ...toPlace(reader, settled.threadId, settled.title), basis: settled.basis },
    possible: possible.map(({ threadId, title, sameTexts, isSameName }) => ({
      ...toPlace(reader, threadId, title),
      sameTexts,
      sameName: isSameName,
    })),
  };
}

function toPlace(reader: Reader, threadId: number, title: string): Place {
  const contactId = contactOfConversation(reader, threadId);
  const identities = contactId === null ? [] : identitiesOf(reader, contactId);
  const telling = identities.find(({ kind }) => kind === 'phone' || kind === 'username');
  const detail = telling === undefined ? null : nameOfIdentity(telling);
  return { conversationId: threadId, title, detail: detail === title ? null : detail };
}
