import type { ConnectorState, ConnectorStateChange } from '../connector.ts';

/** The names of the line's groups, as far as the server has told them. */
export interface Groups {
  title(group: string): string | null;
}

const category = 'group';
const longestTitle = 256;

export function createGroups(state: ConnectorState): Groups {
  return {
    title(group) {
      const bytes = state.read(category, [group]).get(group);
      return bytes ? Buffer.from(bytes).toString() : null;
    },
  };
}

export const groupTitleChange = (group: string, title: string): ConnectorStateChange => ({
  category,
  id: group,
  value: Buffer.from(title.slice(0, longestTitle)),
});
