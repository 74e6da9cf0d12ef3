/**
 * The house's import rules (ARCHITECTURE.md): imports point down one list of folders, another folder is
 * entered by its door (`index.ts`), and each outside system has one place that may speak to it.
 */
const folders = [
  'words',
  'music',
  'engine',
  'model',
  'corpus',
  'flow',
  'listen',
  'render',
  'audio',
  'store',
  'jobs',
  'bot',
  'room',
  'evaluate',
  'cli',
];

/** Which folders each one may import besides `words`, itself aside. */
const allowed = {
  words: [],
  music: [],
  engine: [],
  corpus: ['music', 'engine'],
  model: ['music', 'engine', 'corpus'],
  flow: ['music'],
  listen: ['music', 'engine'],
  render: ['music', 'engine'],
  audio: ['music'],
  store: ['music'],
  jobs: ['music', 'engine', 'corpus', 'flow', 'model', 'listen', 'render', 'audio', 'store'],
  bot: ['music', 'store', 'jobs'],
  room: ['music'],
  // What is heard is measured on sounds that are made for it.
  evaluate: ['music', 'engine', 'corpus', 'model', 'listen', 'render', 'audio'],
  // The terminal shares the services with the bot; what trains and measures the base has no other caller.
  cli: ['music', 'store', 'jobs', 'model', 'evaluate'],
};

/** Single files that a folder may import besides. */
const OPEN = { cli: ['^src/(config|main)\\.ts$'] };

/** What people read is said with words from every folder. */
const importable = (folder) => (folder === 'words' ? [] : ['words', ...allowed[folder]]);

const downward = folders.map((folder) => ({
  name: `${folder}-imports-down`,
  severity: 'error',
  comment: `src/${folder} may import ${importable(folder).join(', ') || 'no other folder'}`,
  from: { path: `^src/${folder}/` },
  to: {
    path: '^(src|commands)/',
    pathNot: [folder, ...importable(folder)].map((name) => `^src/${name}/`).concat(OPEN[folder] ?? []),
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
    ...downward,
    {
      name: 'by-the-door',
      severity: 'error',
      comment: 'another folder is entered by its index.ts',
      from: { path: '^src/([^/]+)/' },
      to: { path: '^src/[^/]+/', pathNot: ['^src/$1/', '^src/[^/]+/index\\.ts$'] },
    },
    {
      name: 'commands-see-services',
      severity: 'error',
      from: { path: '^commands/' },
      to: { path: '^src/', pathNot: ['^src/(words|music|store|jobs|bot)/index\\.ts$'] },
    },
    only('discord-in-bot-room-commands', '^node_modules/(discord\\.js|discord-api-types|@discordjs)/', [
      '^src/(bot|room)/',
      '^commands/',
    ]),
    only('prisma-in-store', '^node_modules/(@prisma|pglite-prisma-adapter)/', ['^src/store/']),
    only('ffmpeg-in-audio', '^node_modules/(@ffmpeg-installer|execa)/', ['^src/audio/']),
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
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.js', '.json'],
    },
  },
};
