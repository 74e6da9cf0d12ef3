/** The page's channel to the room: one WebSocket, opened again when it breaks; and the state that it feeds. */
import type { Outcome, PageSays, RoomSays } from '../protocol.ts';
import { type Change, changed, EMPTY, type State } from './state.ts';
import { words } from './words.ts';

type Act = Extract<PageSays, { act: number }>;
/** What a member does, before it has its number. */
export type Deed = Act extends infer One ? (One extends unknown ? Omit<One, 'act'> : never) : never;

const NOTICE_MS = 8000;
const AGAIN_MS = 1000;

let state = EMPTY;
let socket: WebSocket | undefined;
let lastAct = 0;
let lastNotice = 0;
const waiting = new Map<number, (outcome: Outcome) => void>();
const listeners = new Set<(state: State) => void>();

export function current(): State {
  return state;
}

export function listen(listener: (state: State) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function change(what: Change): void {
  state = changed(state, what);
  for (const listener of listeners) listener(state);
}

export function connect(): void {
  socket = new WebSocket(`ws://${location.host}/talk`);
  socket.addEventListener('open', () => change({ say: 'connected', isConnected: true }));
  socket.addEventListener('message', ({ data }) => hear(JSON.parse(String(data))));
  socket.addEventListener('close', () => {
    change({ say: 'connected', isConnected: false });
    for (const settle of waiting.values()) settle({ kind: 'refused', why: words.lost });
    waiting.clear();
    setTimeout(connect, AGAIN_MS);
  });
}

function hear(what: RoomSays): void {
  if (what.say === 'answer') {
    waiting.get(what.act)?.(what.outcome);
    waiting.delete(what.act);
    return;
  }
  change(what);
  if (what.say === 'world') goWhereAddressSays();
}

function say(what: PageSays): void {
  if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(what));
}

/** Does something as the member; what it was refused for is shown, and a form that it opens. */
export async function act(deed: Deed): Promise<Outcome> {
  const outcome = await ask(deed);
  if (outcome.kind === 'refused') notify(outcome.why);
  if (outcome.kind === 'silent') notify(words.silent);
  if (outcome.kind === 'form') change({ say: 'form', form: outcome.form });
  return outcome;
}

/** The same without a word to whoever looks on. */
export function ask(deed: Deed): Promise<Outcome> {
  if (socket?.readyState !== WebSocket.OPEN) return Promise.resolve({ kind: 'refused', why: words.lost });
  lastAct += 1;
  const number = lastAct;
  const answer = new Promise<Outcome>((resolve) => waiting.set(number, resolve));
  say({ ...deed, act: number } as PageSays);
  return answer;
}

export function notify(text: string): void {
  lastNotice += 1;
  const id = lastNotice;
  change({ say: 'notice', notice: { id, text } });
  setTimeout(() => change({ say: 'noticed', id }), NOTICE_MS);
}

/** Where one is stands in the address, so that a reload leads there again. */
export function go(to: { readonly channel?: string; readonly member?: string }): void {
  const { channel = state.channel, member = state.member } = to;
  history.replaceState(null, '', `#${channel}/${member}`);
  say({ say: 'look', channel, member });
}

function goWhereAddressSays(): void {
  const [channel = '', member = ''] = location.hash.slice(1).split('/');
  const all = state.servers.flatMap(({ channels }) => channels);
  const first = all[0]?.id ?? '';
  const people = state.servers[0]?.members[0]?.id ?? '';
  go({ channel: all.some(({ id }) => id === channel) ? channel : first, member: member || people });
}

export function older(): void {
  const first = state.chunks.find((chunk) => chunk.length > 0)?.[0];
  if (first !== undefined) say({ say: 'older', before: first.id });
}

export function tour(move: 'next' | 'back' | 'hide' | 'show' | 'heard'): void {
  say({ say: 'tour', move });
}

/** @returns the upload's id. @throws Error with a sentence. */
export async function upload(file: File): Promise<string> {
  const response = await fetch(`/uploads?name=${encodeURIComponent(file.name)}`, {
    method: 'POST',
    body: file,
  }).catch(() => undefined);
  if (response?.ok !== true) throw new Error((await response?.text()) ?? words.lostUpload(file.name));
  const { id } = (await response.json()) as { id: string };
  return id;
}

/** Uploads one after the other. @returns their ids; undefined if one failed, which is then shown. */
export async function uploadAll(files: readonly File[]): Promise<string[] | undefined> {
  const ids: string[] = [];
  try {
    for (const file of files) ids.push(await upload(file));
    return ids;
  } catch (error) {
    notify(error instanceof Error ? error.message : String(error));
    return undefined;
  }
}
