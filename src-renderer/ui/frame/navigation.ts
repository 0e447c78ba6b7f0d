import type { ExportScope } from '#shared/model/export.ts';
import { createSessionStore } from '../sessionStore.ts';

/** Where a person is: a section, and what is open in it. */
export type Place =
  | { readonly section: 'inbox'; readonly conversationId: number | null; readonly messageId: number | null }
  | { readonly section: 'review'; readonly messageId: number | null; readonly policyId: number | null }
  | { readonly section: 'search'; readonly query: string | null; readonly conversationId: number | null }
  | {
      readonly section: 'export';
      readonly exportId: number | null;
      /** What a new export begins with, while its dialog is open. */
      readonly wanted: ExportScope | null;
    }
  | { readonly section: 'policy'; readonly policyId: number | null }
  | { readonly section: 'lines'; readonly lineId: number | null; readonly dialog: 'add' | 'import' | null }
  | {
      readonly section: 'people';
      readonly view: 'users' | 'log';
      readonly userId: number | null;
      /** Whose actions the log begins with; null for everybody's. */
      readonly logOf: number | null;
    }
  | { readonly section: 'settings' };
export type SectionId = Place['section'];
export type PlaceIn<S extends SectionId> = Extract<Place, { section: S }>;

/** What a section shows when it is opened for the first time. */
const entrances: { readonly [S in SectionId]: PlaceIn<S> } = {
  inbox: { section: 'inbox', conversationId: null, messageId: null },
  review: { section: 'review', messageId: null, policyId: null },
  search: { section: 'search', query: null, conversationId: null },
  export: { section: 'export', exportId: null, wanted: null },
  policy: { section: 'policy', policyId: null },
  lines: { section: 'lines', lineId: null, dialog: null },
  people: { section: 'people', view: 'users', userId: null, logOf: null },
  settings: { section: 'settings' },
};

interface Navigation {
  readonly section: SectionId;
  /** The last place in each section: coming back finds it as it was left. */
  readonly places: { readonly [S in SectionId]: PlaceIn<S> };
  readonly back: readonly Place[];
  readonly forward: readonly Place[];
}

const maxHistory = 100;
const start: Navigation = { section: 'inbox', places: entrances, back: [], forward: [] };

/** Where the window is. */
export const useNavigation = createSessionStore<Navigation>(start);

function here({ places, section }: Navigation): Place {
  return places[section];
}

/** Goes to a place; the way back is remembered. */
export function goTo(place: Place): void {
  useNavigation.setState((state) => ({
    section: place.section,
    places: { ...state.places, [place.section]: place },
    back: [...state.back, here(state)].slice(-maxHistory),
    forward: [],
  }));
}

/** Opens a section where it was left. */
export function goToSection(section: SectionId): void {
  goTo(useNavigation.getState().places[section]);
}

/** Changes what is open in the present section without a step in the history: the list moved to its next row. */
export function replacePlace(place: Place): void {
  useNavigation.setState((state) => ({ places: { ...state.places, [place.section]: place } }));
}

/** One step back or forward, when there is one. */
export function goInHistory(direction: 'back' | 'forward'): void {
  useNavigation.setState((state) => {
    const opposite = direction === 'back' ? 'forward' : 'back';
    const place = state[direction].at(-1);
    if (place === undefined) return state;
    return {
      section: place.section,
      places: { ...state.places, [place.section]: place },
      [direction]: state[direction].slice(0, -1),
      [opposite]: [...state[opposite], here(state)],
    };
  });
}

/** What is open in a section. */
export function usePlace<S extends SectionId>(section: S): PlaceIn<S> {
  return useNavigation((state) => state.places[section]);
}
