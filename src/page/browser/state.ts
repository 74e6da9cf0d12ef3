/** What the page knows, and how it changes by what the room says. Messages lie in chunks, so that one edit redraws few. */
import type {
  PageCommand,
  PageForm,
  PageMessage,
  PagePerson,
  PageRights,
  PageServer,
  PageStatus,
  RoomSays,
  TourState,
} from '../protocol.ts';

export type Chunk = readonly PageMessage[];

export interface Notice {
  readonly id: number;
  readonly text: string;
}

export interface State {
  readonly isConnected: boolean;
  readonly servers: readonly PageServer[];
  readonly bot: PagePerson;
  readonly status: PageStatus;
  readonly channel: string;
  readonly member: string;
  readonly chunks: readonly Chunk[];
  readonly hasOlder: boolean;
  readonly commands: readonly PageCommand[];
  readonly rights: PageRights;
  readonly unread: ReadonlySet<string>;
  readonly notices: readonly Notice[];
  readonly form: PageForm | undefined;
  readonly tour: TourState | undefined;
  /** A line that was put into the composer from outside, and how often that was done. */
  readonly draft: { readonly line: string; readonly count: number };
}

export const EMPTY: State = {
  isConnected: false,
  servers: [],
  bot: { id: '', name: '' },
  status: { isReady: false },
  channel: '',
  member: '',
  chunks: [],
  hasOlder: false,
  commands: [],
  rights: { maySend: false, mayAttach: false, mayManage: false, botLacks: [], uploadLimit: 0 },
  unread: new Set(),
  notices: [],
  form: undefined,
  tour: undefined,
  draft: { line: '', count: 0 },
};

export type Change =
  | RoomSays
  | { readonly say: 'connected'; readonly isConnected: boolean }
  | { readonly say: 'notice'; readonly notice: Notice }
  | { readonly say: 'noticed'; readonly id: number }
  | { readonly say: 'form'; readonly form: PageForm | undefined }
  | { readonly say: 'draft'; readonly line: string };

/** Messages in one chunk at most. */
const CHUNK = 25;

export function changed(state: State, change: Change): State {
  switch (change.say) {
    case 'connected':
      return { ...state, isConnected: change.isConnected };
    case 'world':
      return { ...state, servers: change.servers, bot: change.bot };
    case 'status':
      return { ...state, status: change.status };
    case 'channel': {
      const { member, channel, messages, hasOlder, commands, rights } = change;
      const unread = new Set(state.unread);
      unread.delete(channel);
      return { ...state, member, channel, chunks: chunksOf(messages), hasOlder, commands, rights, unread };
    }
    case 'older': {
      const chunks = [...chunksOf(change.messages), ...state.chunks];
      return { ...state, chunks, hasOlder: change.hasOlder };
    }
    case 'commands':
      return { ...state, commands: change.commands };
    case 'message':
      if (change.message.channel !== state.channel) return state;
      return { ...state, chunks: withMessage(state.chunks, change.message) };
    case 'gone':
      return { ...state, chunks: without(state.chunks, change.message) };
    case 'thread':
      return { ...state, servers: state.servers.map((server) => withThread(server, change)) };
    case 'unread':
      return { ...state, unread: new Set([...state.unread, change.channel]) };
    case 'tour':
      return { ...state, tour: change.tour };
    case 'notice':
      return { ...state, notices: [...state.notices, change.notice] };
    case 'noticed':
      return { ...state, notices: state.notices.filter(({ id }) => id !== change.id) };
    case 'form':
      return { ...state, form: change.form };
    case 'draft':
      return { ...state, draft: { line: change.line, count: state.draft.count + 1 } };
    case 'answer':
      return state;
  }
}

function chunksOf(messages: readonly PageMessage[]): Chunk[] {
  const count = Math.ceil(messages.length / CHUNK);
  return Array.from({ length: count }, (_, i) => messages.slice(i * CHUNK, (i + 1) * CHUNK));
}

/** Adds a message, or puts it in the place of its earlier self. */
export function withMessage(chunks: readonly Chunk[], message: PageMessage): readonly Chunk[] {
  const at = chunks.findLastIndex((chunk) => chunk.some(({ id }) => id === message.id));
  if (at >= 0)
    return chunks.with(
      at,
      chunks[at]!.map((each) => (each.id === message.id ? message : each)),
    );
  const last = chunks.at(-1);
  if (last === undefined || last.length >= CHUNK) return [...chunks, [message]];
  return chunks.with(-1, [...last, message]);
}

function without(chunks: readonly Chunk[], id: string): readonly Chunk[] {
  const at = chunks.findLastIndex((chunk) => chunk.some((message) => message.id === id));
  if (at < 0) return chunks;
  return chunks.with(
    at,
    chunks[at]!.filter((message) => message.id !== id),
  );
}

/** A thread stands after the channel that it is in, and the threads before it. */
function withThread(
  server: PageServer,
  { server: id, thread }: Extract<RoomSays, { say: 'thread' }>,
): PageServer {
  const { channels } = server;
  if (server.id !== id || channels.some((channel) => channel.id === thread.id)) return server;
  const last = channels.findLastIndex((one) => one.id === thread.parent || one.parent === thread.parent);
  return { ...server, channels: channels.toSpliced(last + 1, 0, thread) };
}
