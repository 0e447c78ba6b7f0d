import { fold, originalSpan } from '#shared/model/fold.ts';
import type { Span } from '#shared/model/message.ts';
import type { IdentifierType } from '#shared/model/policy.ts';
import { compileIdentifier } from './identifiers.ts';

/** The identifiers of a type in a text, as they are written there. */
export function identifiersIn(
  type: IdentifierType,
  text: string,
  except: readonly string[] = [],
): readonly string[] {
  const folded = fold(text);
  const written = ([start, end]: Span) => text.slice(...originalSpan(folded, start, end));
  return compileIdentifier(type, except).find(folded.text, 100, written).map(written);
}
