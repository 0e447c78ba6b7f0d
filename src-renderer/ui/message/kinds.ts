import {
  AudioLines,
  Banknote,
  CalendarDays,
  CircleHelp,
  Clock,
  Contact,
  Eye,
  FileText,
  Film,
  Image,
  Images,
  Info,
  ListChecks,
  MapPin,
  MessageSquareText,
  Mic,
  Phone,
  ShoppingCart,
  Sticker,
  Tag,
  UserPlus,
  Video,
  type LucideIcon,
} from 'lucide-react';
import type { MessageKind } from '#shared/model/message.ts';

/** Names the words that stand for a message without text; a `text` has none when it was deleted before it was captured. */
export function kindWords(kind: MessageKind) {
  return kind === 'text' ? 'deletedMessage' : (`kind.${kind}` as const);
}

/** The picture that stands for a kind of message. */
export const kindIcons: Readonly<Record<MessageKind, LucideIcon>> = {
  text: MessageSquareText,
  system: Info,
  image: Image,
  video: Video,
  gif: Film,
  audio: AudioLines,
  voice: Mic,
  document: FileText,
  sticker: Sticker,
  location: MapPin,
  'live-location': MapPin,
  contact: Contact,
  poll: ListChecks,
  event: CalendarDays,
  order: ShoppingCart,
  product: Tag,
  payment: Banknote,
  invite: UserPlus,
  album: Images,
  call: Phone,
  'view-once': Eye,
  pending: Clock,
  unknown: CircleHelp,
};
