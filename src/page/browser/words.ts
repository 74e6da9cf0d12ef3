/** What the page itself says. What the bot says comes from the bot. */

const units = ['B', 'KB', 'MB'] as const;

export const words = {
  lost: 'The room is out of reach. Trying again…',
  servers: 'Servers',
  channels: 'Channels',
  members: 'Members',
  actAs: 'You act as',
  actAsThis: (name: string) => `Act as ${name}`,
  you: 'you',
  bot: 'bot',
  openPlaces: 'Channels',
  openMembers: 'Members',
  close: 'Close',
  unread: 'new messages',
  lacks: (rights: readonly string[]) => `Beatwright lacks ${rights.join(', ')} here.`,
  messages: 'Messages',
  older: 'Earlier messages',
  beginning: (channel: string) => `This is the beginning of #${channel}.`,
  thinking: 'Beatwright is thinking…',
  onlyYou: 'Only you can see this',
  dismiss: 'Dismiss',
  asked: (by: string, command: string | undefined) =>
    command === undefined ? `${by} asked` : `${by} used ${command}`,
  edited: 'edited',
  more: 'More about this message',
  remove: 'Delete message',
  copy: 'Copy text',
  silent: 'Beatwright did not respond in time. Try again.',
  composer: (channel: string) => `Message #${channel}, or / for commands`,
  forbidden: 'You may not write in this channel.',
  send: 'Send',
  cancel: 'Cancel',
  attach: 'Attach files',
  commands: 'Commands',
  noCommand: 'No command is called that here.',
  notReady: 'Beatwright is coming online: its commands come in a moment.',
  optional: 'optional',
  choose: 'Choose…',
  yes: 'Yes',
  no: 'No',
  files: (most: number) =>
    most === 1 ? 'Drop a file here, or choose one' : `Drop files here, or choose up to ${most}`,
  takeAway: (name: string) => `Take ${name} away`,
  tooMany: (most: number) => (most === 1 ? 'One file only.' : `At most ${most} files.`),
  tooLarge: (name: string, limit: number) =>
    `${name} is larger than the ${size(limit)} that may be uploaded here.`,
  lostUpload: (name: string) => `${name} could not be uploaded. Try again.`,
  missing: (name: string) => `${name} is required.`,
  wantsNumber: (name: string) => `${name} takes a number.`,
  characters: (count: number, most: number) => `${count} of ${most}`,
  atLeast: (count: number) => `Pick at least ${count}.`,
  play: 'Play',
  pause: 'Pause',
  loopOn: 'Loop is on',
  loopOff: 'Loop is off',
  position: 'Position',
  take: (letter: string) => `Take ${letter}`,
  sound: (count: number) => (count === 1 ? 'Sound' : `${count} sounds`),
  soundFails: 'This sound cannot be played here; it can be saved.',
  keys: 'Keys: A–D change takes, space plays and stops',
  roll: (name: string) => `The notes of ${name}`,
  noRoll: 'These notes cannot be shown; the file can be saved.',
  save: (name: string) => `Save ${name}`,
  enlarge: (alt: string) => `Enlarge: ${alt}`,
  tour: 'Tour',
  tourStep: (at: number, of: number) => `Step ${at} of ${of}`,
  tourDone: 'Done',
  tourNext: 'Next',
  tourSkip: 'Skip',
  tourBack: 'Back',
  tourHide: 'Close the tour',
  tourShow: 'Show the tour',
  tourEnd: {
    title: 'That is all of it',
    text: 'Make an artist of your own with /artist create, hand over tracks with /reference add, and ask for a beat. What you do here stays in this room.',
    close: 'Close',
  },
} as const;

export function size(bytes: number): string {
  const step = Math.min(units.length - 1, Math.floor(Math.log(Math.max(bytes, 1)) / Math.log(1024)));
  const value = bytes / 1024 ** step;
  return `${value < 10 && step > 0 ? value.toFixed(1) : Math.round(value)} ${units[step]}`;
}

export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

/** When a message came: the time today, and the day before that. */
export function moment(at: number): string {
  const date = new Date(at);
  const isToday = date.toDateString() === new Date().toDateString();
  const time = date.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  return isToday ? time : `${date.toLocaleDateString()} ${time}`;
}

/** `3 minutes ago`, `in 2 days`. */
export function relative(at: number): string {
  const seconds = (at - Date.now()) / 1000;
  const steps = [
    ['day', 86_400],
    ['hour', 3600],
    ['minute', 60],
  ] as const;
  const [unit, length] = steps.find(([, each]) => Math.abs(seconds) >= each) ?? (['second', 1] as const);
  return new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' }).format(
    Math.round(seconds / length),
    unit,
  );
}
