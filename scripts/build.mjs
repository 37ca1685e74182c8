// Bundles everything that ships into dist/. `--production` minifies and leaves source maps out; `--watch` rebuilds.
import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { build, context } from 'esbuild';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';

const { values } = parseArgs({ options: { production: { type: 'boolean' }, watch: { type: 'boolean' } } });

/** @type {import('esbuild').BuildOptions} */
const common = {
  bundle: true,
  minify: values.production ?? false,
  sourcemap: !values.production,
  logLevel: 'warning',
};

/** @type {import('esbuild').BuildOptions} */
const node = {
  ...common,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  outdir: 'dist',
  mainFields: ['module', 'main'],
};

/** VS Code in a browser runs extensions in a web worker. @type {import('esbuild').BuildOptions} */
const worker = {
  ...common,
  platform: 'browser',
  target: 'es2022',
  format: 'cjs',
  outdir: 'dist',
  external: ['vscode'],
};

/** @type {import('esbuild').BuildOptions} */
const browser = {
  ...common,
  platform: 'browser',
  target: 'es2022',
  format: 'iife',
  outdir: 'dist/webviews',
  // Monaco's icon font: a file beside the bundle, so that the webview's policy need not allow data: fonts.
  loader: { '.ttf': 'file' },
  assetNames: '[name]',
};

/** One folder a page; those without a main.ts are shared by them. */
const pages = readdirSync('webviews').filter((name) => existsSync(`webviews/${name}/main.ts`));

/** @type {import('esbuild').BuildOptions[]} */
const bundles = [
  { ...node, entryPoints: { extension: 'extension/extension.ts' }, external: ['vscode'] },
  { ...worker, entryPoints: { browser: 'extension/browser.ts' } },
  { ...node, entryPoints: { dumpHost: 'debug-adapter/main.ts' } },
  { ...node, entryPoints: { vmcore: 'cli/main.ts' }, banner: { js: '#!/usr/bin/env node' } },
  ...pages.map((page) => ({ ...browser, entryPoints: { [page]: `webviews/${page}/main.ts` } })),
];

// The extension package, too: after a build that fails, nobody must test the one before.
for (const made of ['dist', 'vmcore.vsix']) rmSync(made, { recursive: true, force: true });
// The disassembler looks for its WebAssembly beside the code that loads it.
const capstone = createRequire(import.meta.url).resolve('@alexaltea/capstone-js');
mkdirSync('dist');
copyFileSync(join(dirname(capstone), 'capstone.wasm'), 'dist/capstone.wasm');

if (values.watch) {
  for (const options of bundles) await (await context({ ...options, logLevel: 'info' })).watch();
} else {
  const results = await Promise.allSettled(bundles.map((options) => build(options)));
  // esbuild has said what is wrong where; its exceptions would only repeat it.
  if (results.every(({ status }) => status === 'fulfilled')) await chmod('dist/vmcore.js', 0o755);
  else process.exitCode = 1;
}
