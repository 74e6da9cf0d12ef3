/** What the page makes of a typed command, and of what the room says. */
import { describe, expect, it } from 'vitest';
import { parseLine, sentAs, suggested } from '../../src/page/browser/line.ts';
import { changed, EMPTY } from '../../src/page/browser/state.ts';
import type { OptionKind, PageCommand, PageCommandOption, PageMessage } from '../../src/page/protocol.ts';

const option = (name: string, kind: OptionKind = 'text'): PageCommandOption => ({
  name,
  kind,
  description: '',
  isRequired: false,
  completes: false,
  choices: [],
  min: undefined,
  max: undefined,
});
const command = (name: string, options: string[] = [], description = ''): PageCommand => ({
  name,
  description,
  isContext: false,
  options: options.map((each) => option(each)),
});
const COMMANDS = [
  command('beat', ['artist', 'style', 'bpm'], 'Make a beat'),
  command('beats mine'),
  command('reference add', ['artist']),
  { ...command('Delete this beat'), isContext: true },
];

describe('a typed line', () => {
  it.each<[string, string, Record<string, string>]>([
    ['/beat', 'beat', {}],
    ['/beat artist:Night Shift bpm:90', 'beat', { artist: 'Night Shift', bpm: '90' }],
    ['/beat  artist: Night: Shift  style:boom bap', 'beat', { artist: 'Night: Shift', style: 'boom bap' }],
    ['/beats mine', 'beats mine', {}],
    ['/reference add artist:a', 'reference add', { artist: 'a' }],
    ['/beat bpm:', 'beat', { bpm: '' }],
  ])('%s', (line, name, values) => {
    expect(parseLine(line, COMMANDS)).toMatchObject({ command: { name }, values });
  });

  it.each(['beat', '/bea', '/reference', '/Delete this beat', '/', ''])(
    '“%s” is no whole command',
    (line) => {
      expect(parseLine(line, COMMANDS)).toBeUndefined();
    },
  );

  it('suggests by name first, then by description, and no commands of messages', () => {
    const names = (line: string) => suggested(line, COMMANDS).map(({ name }) => name);
    expect(names('/')).toEqual(['beat', 'beats mine', 'reference add']);
    expect(names('/add')).toEqual(['reference add']);
    expect(names('/make')).toEqual(['beat']);
    expect(names('/delete')).toEqual([]);
  });

  it('sends numbers as numbers, and no text as one', () => {
    expect(sentAs(option('bpm', 'number'), '92,5')).toBe(92.5);
    expect(sentAs(option('bars', 'whole'), 'four')).toBeUndefined();
    expect(sentAs(option('flow', 'yesno'), 'true')).toBe(true);
    expect(sentAs(option('key'), 'Fm')).toBe('Fm');
  });
});

describe('messages', () => {
  const message = (id: number, content = ''): PageMessage =>
    ({ id: String(id), channel: 'c', content }) as PageMessage;
  const shown = Array.from({ length: 100 }, (_, i) => message(i));
  const start = changed(EMPTY, {
    say: 'channel',
    member: 'm',
    channel: 'c',
    messages: shown,
    hasOlder: true,
    commands: [],
    rights: EMPTY.rights,
  });

  it('lie in chunks, of which an edit, a new one and a deletion change one', () => {
    const different = (after: typeof start) =>
      after.chunks.filter((chunk) => !start.chunks.includes(chunk)).length;
    expect(start.chunks.length).toBeGreaterThan(3);
    const edited = changed(start, { say: 'message', message: message(40, 'new') });
    expect(different(edited)).toBe(1);
    expect(edited.chunks.flat()).toHaveLength(100);
    expect(edited.chunks.flat()[40]?.content).toBe('new');
    const added = changed(start, { say: 'message', message: message(100) });
    expect(different(added)).toBe(1);
    expect(added.chunks.flat().at(-1)?.id).toBe('100');
    const gone = changed(start, { say: 'gone', message: '7' });
    expect(different(gone)).toBe(1);
    expect(gone.chunks.flat()).toHaveLength(99);
  });

  it('of another channel are not shown, earlier ones come before', () => {
    const other = { ...message(200), channel: 'd' };
    expect(changed(start, { say: 'message', message: other })).toBe(start);
    const older = changed(start, { say: 'older', messages: [message(-2), message(-1)], hasOlder: false });
    expect(
      older.chunks
        .flat()
        .slice(0, 3)
        .map(({ id }) => id),
    ).toEqual(['-2', '-1', '0']);
  });
});
