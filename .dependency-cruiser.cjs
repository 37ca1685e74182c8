// Who may import whom: one row a layer, lowest first. ARCHITECTURE.md explains the order.
const layers = {
  'core/base': [],
  'core/protocol': ['core/base'],
  'core/kdump-conf': ['core/base'],
  'core/dump': ['core/base'],
  'core/arch': ['core/base', 'core/dump'],
  'core/symbols': ['core/base', 'core/dump', 'core/arch'],
  'core/types': ['core/base', 'core/dump', 'core/arch', 'core/symbols'],
  'core/unwind': ['core/base', 'core/dump', 'core/arch', 'core/symbols', 'core/types'],
  'core/dwarf': ['core/base', 'core/dump'],
  'core/debuginfo': ['core/base', 'core/dump', 'core/dwarf'],
  'core/kernel': [
    'core/base',
    'core/dump',
    'core/arch',
    'core/symbols',
    'core/types',
    'core/unwind',
    'core/debuginfo',
  ],
  'core/disassembly': ['core/base'],
  'core/analysis': [
    'core/base',
    'core/protocol',
    'core/dump',
    'core/arch',
    'core/symbols',
    'core/types',
    'core/unwind',
    'core/kernel',
    'core/disassembly',
  ],
  'core/engines': ['core/base'],
  'core/report': [
    'core/base',
    'core/protocol',
    'core/dump',
    'core/arch',
    'core/symbols',
    'core/types',
    'core/unwind',
    'core/kernel',
    'core/disassembly',
    'core/analysis',
    'core/dwarf',
    'core/debuginfo',
  ],
  'debug-adapter': ['core'],
  cli: ['core'],
  extension: ['core/base', 'core/protocol', 'core/kdump-conf'],
  webviews: ['core/base', 'core/protocol'],
};

const outside = (folder) => `^(${Object.keys(layers).join('|')})/`;

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-orphans', severity: 'error', from: { orphan: true, pathNot: '\\.d\\.ts$' }, to: {} },
    ...Object.entries(layers).map(([folder, allowed]) => ({
      name: `${folder.replace('/', '-')}-imports`,
      severity: 'error',
      comment: `${folder} may import ${allowed.join(', ') || 'nothing of ours'}`,
      from: { path: `^${folder}/` },
      to: { path: outside(folder), pathNot: [`^${folder}/`, ...allowed.map((name) => `^${name}/`)] },
    })),
    {
      name: 'no-node-in-pure-layers',
      severity: 'error',
      from: { path: '^(core/base|core/protocol|core/kdump-conf|webviews)/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'vscode-in-extension-only',
      severity: 'error',
      from: { pathNot: '^(extension|test/ui)/' },
      to: { path: '^vscode$' },
    },
    {
      name: 'processes-start-in-engines-only',
      severity: 'error',
      comment:
        'Child processes are started by core/engines, the dump host by extension/dumpHost, and systemctl by extension/kdumpConf/machine.',
      from: {
        path: '^(core|cli|debug-adapter|extension)/',
        pathNot: '^(core/engines|extension/(dumpHost|kdumpConf/machine))/',
      },
      to: { path: '^(node:)?child_process$' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(out|dist)/' },
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.json'] },
  },
};
