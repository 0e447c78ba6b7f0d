import {
  type BinaryNode,
  getAllBinaryNodeChildren,
  getBinaryNodeChild,
  getBinaryNodeChildren,
  S_WHATSAPP_NET,
} from '@whiskeysockets/baileys';

/** What the server answers queries from. */
export interface QueryFacts {
  readonly preKeys: number;
  readonly groups: readonly {
    readonly jid: string;
    readonly subject: string;
    readonly members: readonly string[];
  }[];
  lidOf(jid: string): string | undefined;
}

/** The answer to an `<iq>` that asks for something or sets it. */
export function answerQuery(query: BinaryNode, facts: QueryFacts): BinaryNode {
  const { id = '', to = S_WHATSAPP_NET, xmlns } = query.attrs;
  const [asked] = getAllBinaryNodeChildren(query);
  const result = (...content: BinaryNode[]): BinaryNode => ({
    tag: 'iq',
    attrs: { from: to, id, type: 'result' },
    content,
  });
  switch (`${xmlns} ${asked?.tag}`) {
    case 'encrypt count':
      return result(node('count', { value: String(facts.preKeys) }));
    case 'encrypt digest':
      return result(node('digest'));
    case 'usync usync':
      return result(node('usync', {}, [node('list', {}, asked ? usyncUsers(asked, facts) : [])]));
    case 'w:g2 participating':
      return result(node('groups', {}, facts.groups.map(groupNode)));
    case 'w:g2 query':
      return result(...facts.groups.filter((group) => group.jid === to).map(groupNode));
    case 'abt props':
      return result(node('props', { hash: 'loopback' }));
    case 'blocklist undefined':
      return result(node('list'));
    case 'privacy privacy':
      return result(node('privacy', {}, [node('category', { name: 'readreceipts', value: 'all' })]));
    case 'w:sync:app:state sync':
      return result(
        node(
          'sync',
          {},
          getBinaryNodeChildren(asked, 'collection').map(({ attrs }) =>
            node('collection', { name: attrs['name'] ?? '', version: attrs['version'] ?? '0' }),
          ),
        ),
      );
    default:
      return result();
  }
}

function usyncUsers(usync: BinaryNode, facts: QueryFacts): BinaryNode[] {
  return getBinaryNodeChildren(getBinaryNodeChild(usync, 'list'), 'user').map(({ attrs }) => {
    const jid = attrs['jid'] ?? '';
    const lid = facts.lidOf(jid);
    return node('user', { jid }, lid ? [node('lid', { val: lid })] : []);
  });
}

const groupNode = (group: QueryFacts['groups'][number]): BinaryNode =>
  node(
    'group',
    {
      id: group.jid.split('@')[0] ?? '',
      subject: group.subject,
      s_t: '1',
      creation: '1',
      size: String(group.members.length),
    },
    group.members.map((jid) => node('participant', { jid })),
  );

const node = (tag: string, attrs: Record<string, string> = {}, content?: BinaryNode[]): BinaryNode =>
  content ? { tag, attrs, content } : { tag, attrs };
