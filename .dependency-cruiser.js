/**
 * Who may import whom. A room imports what stands beside it here, and what those may import.
 * Lowest first; a value is a list of rooms, or of paths below src/ where only a part of a room is open.
 */
const rooms = {
  base: [],
  protocol: ['base'],
  spec: ['protocol'],
  data: ['spec'],
  network: ['spec'],
  compile: ['network'],
  train: ['compile', 'data'],
  hardware: ['compile', 'network', 'spec'],
  firmware: ['compile', 'hardware', 'spec'],
  search: ['train', 'hardware'],
  language: [
    'hardware',
    'search/space',
    'search/input-problems',
    'search/constraints',
    'search/nothing-fits',
    'spec',
    'data',
  ],
  runs: ['firmware', 'search'],
  cli: ['runs', 'language'],
  extension: ['runs', 'language'],
};

/** Rooms at the edge, which may touch files, processes and threads. */
const edges = ['data', 'firmware', 'train', 'runs', 'cli', 'extension'];

const reach = (room) => [...new Set([room, ...(rooms[room] ?? []).flatMap(reach)])];

/** `search/space` stands for every path that begins so; a room for its folder. */
const pattern = (names) => `^src/(${names.map((name) => (name.includes('/') ? name : `${name}/`)).join('|')})`;

const inside = Object.keys(rooms).map((room) => ({
  name: `${room}-imports`,
  comment: `src/${room} imports only: ${reach(room).join(', ')}`,
  severity: 'error',
  from: { path: `^src/${room}/` },
  to: { path: '^(src|webview|scripts|test)/', pathNot: pattern(reach(room)) },
}));

export default {
  forbidden: [
    ...inside,
    {
      name: 'known-rooms',
      comment: 'every file of src stands in a room of the table above',
      severity: 'error',
      from: { path: '^src/', pathNot: pattern(Object.keys(rooms)) },
      to: {},
    },
    {
      name: 'webview-imports',
      comment: 'the dashboard knows the protocol alone',
      severity: 'error',
      from: { path: '^webview/' },
      to: { path: '^(src|scripts|test)/', pathNot: pattern(reach('protocol')) },
    },
    {
      name: 'vscode-in-extension',
      comment: 'only src/extension imports vscode',
      severity: 'error',
      from: { pathNot: '^(src/extension|test/host)/' },
      to: { path: '(^|/)(@types/)?vscode(/|$)' },
    },
    {
      name: 'node-at-the-edges',
      comment: `Node's modules are for ${edges.join(', ')}`,
      severity: 'error',
      from: { path: '^(src|webview)/', pathNot: pattern(edges) },
      to: { dependencyTypes: ['core'] },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      comment: 'a file that nothing imports and that imports nothing',
      severity: 'error',
      from: { orphan: true, path: '^(src|webview)/', pathNot: '\\.d\\.ts$' },
      to: {},
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: ['^vscode$', '^@tensorflow/tfjs-node$'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^src/compile/wasm/assembly/', '^dist/', 'tsconfig\\.json$'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { conditionNames: ['import', 'node', 'default', 'types'], exportsFields: ['exports'] },
  },
};
