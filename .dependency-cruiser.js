/**
 * The house's import rules (ARCHITECTURE.md): imports point down one list of folders, another folder is
 * entered by its door (`index.ts`), and each outside system has one place that may speak to it.
 */
/** Every folder of `src` from the ground up, and which folders it may import besides `words`, which all may. */
const folders = {
  words: [],
  music: [],
  engine: [],
  corpus: ['music', 'engine'],
  taste: ['music'],
  model: ['music', 'engine', 'corpus', 'taste'],
  flow: ['music'],
  battle: [],
  listen: ['music', 'engine'],
  render: ['music', 'engine', 'taste'],
  timbre: ['music', 'listen', 'render'],
  audio: ['music'],
  store: ['music'],
  cards: ['music', 'flow', 'battle', 'taste', 'store'],
  threads: ['music', 'corpus', 'flow', 'taste', 'model', 'listen', 'render', 'timbre', 'audio', 'store'],
  // What a job is told and shows is known to all who file one; what does it, to the worker alone.
  'worker/kinds': ['music', 'flow', 'taste', 'store', 'cards'],
  services: ['music', 'flow', 'battle', 'taste', 'store', 'cards', 'worker/kinds'],
  worker: ['music', 'flow', 'taste', 'listen', 'store', 'cards', 'threads', 'worker/kinds', 'services'],
  bot: ['music', 'services'],
  room: [],
  page: ['music', 'room'],
  practice: ['music', 'corpus', 'room', 'page'],
  cli: ['music', 'model', 'render', 'store', 'services', 'threads', 'worker', 'worker/kinds'],
};

/** Single files that a folder may import besides. */
const OPEN = { cli: ['^src/(config|main)\\.ts$'], practice: ['^src/(app|config)\\.ts$'] };

/** A kind's handler, which only workers load, joins what the worker does. */
const HANDLER = '^src/worker/kinds/[^/]+\\.handler\\.ts$';
/** Types alone: what a handler is given. */
const HANDED = '^src/worker/kinds/kind\\.ts$';

const inside = (folder) => (folder === 'worker' ? '^src/worker/(?!kinds/)' : `^src/${folder}/`);

const downward = Object.entries(folders).map(([folder, below]) => ({
  name: `${folder.replace('/', '-')}-imports-down`,
  severity: 'error',
  comment: `src/${folder} may import ${below.join(', ') || 'no other folder'}`,
  from: { path: inside(folder), pathNot: folder === 'worker/kinds' ? [HANDLER, HANDED] : [] },
  to: {
    path: '^(src|commands|lab)/',
    pathNot: [folder, ...(folder === 'words' ? [] : ['words']), ...below]
      .map(inside)
      .concat(OPEN[folder] ?? []),
  },
}));

const only = (name, packages, places) => ({
  name,
  severity: 'error',
  from: { path: '^(src|commands)/', pathNot: places },
  to: { path: packages },
});

export default {
  forbidden: [
    { name: 'not-resolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-circles',
      severity: 'error',
      comment: 'but a kind of job names the handler that workers load, which is told what the kind says',
      from: { pathNot: '^src/worker/(kinds/|rework)' },
      to: { circular: true },
    },
    ...downward,
    {
      name: 'handlers-join-what-the-worker-does',
      severity: 'error',
      from: { path: HANDLER },
      to: {
        path: '^(src|commands|lab)/',
        pathNot: ['words', 'worker', ...folders.worker.filter((name) => name !== 'services')].map(inside),
      },
    },
    {
      name: 'handlers-are-for-workers',
      severity: 'error',
      comment: 'a kind of job loads its handler when a worker does such a job, and nobody else does',
      from: { path: '^(src|commands)/', pathNot: HANDLER },
      to: { path: HANDLER, dependencyTypesNot: ['dynamic-import'] },
    },
    {
      name: 'lab-is-nobodys-need',
      severity: 'error',
      from: { path: '^(src|commands)/' },
      to: { path: '^lab/' },
    },
    {
      name: 'by-the-door',
      severity: 'error',
      comment: 'another folder is entered by its index.ts',
      from: { path: '^src/([^/]+)/' },
      to: { path: '^src/[^/]+/', pathNot: ['^src/$1/', '^src/([^/]+|worker/kinds)/index\\.ts$'] },
    },
    {
      name: 'commands-see-services',
      severity: 'error',
      from: { path: '^commands/' },
      to: { path: '^src/', pathNot: ['^src/(words|music|services|bot)/index\\.ts$'] },
    },
    only('discord-in-bot-room-commands', '^node_modules/(discord\\.js|discord-api-types|@discordjs)/', [
      '^src/(bot|room|page)/',
      '^commands/',
    ]),
    {
      name: 'browser-alone',
      severity: 'error',
      comment: 'what a browser loads takes types alone from the server, and nothing of Node',
      from: { path: '^src/page/browser/' },
      to: { path: '^(src|commands|lab)/', pathNot: '^src/page/browser/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'browser-is-served',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/page/browser/' },
      to: { path: '^src/page/browser/' },
    },
    only('prisma-in-store', '^node_modules/(@prisma|pglite-prisma-adapter)/', ['^src/store/']),
    only('ffmpeg-in-audio', '^node_modules/@ffmpeg/', ['^src/audio/']),
    only('programs-in-audio-and-store', '^node_modules/(execa|which)/', ['^src/(audio|store)/']),
    {
      name: 'no-dev-dependencies',
      severity: 'error',
      from: { path: '^(src|commands)/', pathNot: '^src/store/prisma/' },
      to: {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['type-only'],
        pathNot: '^node_modules/@types/',
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^src/store/prisma/' },
    parser: 'swc',
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.js', '.json'],
    },
  },
};
