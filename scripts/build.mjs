// Bundles everything that ships into dist/. `--production` minifies and leaves source maps out; `--watch` rebuilds.
import { rmSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { build, context } from 'esbuild';
import { parseArgs } from 'node:util';

const webviews = ['overview', 'log'];

const { values } = parseArgs({ options: { production: { type: 'boolean' }, watch: { type: 'boolean' } } });

/** @type {import('esbuild').BuildOptions} */
const common = {
  bundle: true,
  minify: values.production ?? false,
  sourcemap: !values.production,
  logLevel: 'warning',
};

/** @type {import('esbuild').BuildOptions} */
const node = { ...common, platform: 'node', target: 'node20', format: 'cjs', mainFields: ['module', 'main'] };

/** @type {import('esbuild').BuildOptions} */
const browser = {
  ...common,
  platform: 'browser',
  target: 'es2022',
  format: 'iife',
  // Monaco's icon font: a file beside the bundle, so that the webview's policy need not allow data: fonts.
  loader: { '.ttf': 'file' },
  assetNames: '[name]',
};

/** @type {import('esbuild').BuildOptions[]} */
const bundles = [
  {
    ...node,
    entryPoints: { extension: 'extension/extension.ts', dumpHost: 'debug-adapter/main.ts' },
    external: ['vscode'],
    outdir: 'dist',
  },
  { ...node, entryPoints: { vmcore: 'cli/main.ts' }, banner: { js: '#!/usr/bin/env node' }, outdir: 'dist' },
  {
    ...browser,
    entryPoints: {
      ...Object.fromEntries(webviews.map((name) => [name, `webviews/${name}/main.ts`])),
      'editor.worker': 'monaco-editor/editor/editor.worker',
    },
    outdir: 'dist/webviews',
  },
];

rmSync('dist', { recursive: true, force: true });
if (values.watch) {
  for (const options of bundles) await (await context({ ...options, logLevel: 'info' })).watch();
} else {
  await Promise.all(bundles.map((options) => build(options)));
  await chmod('dist/vmcore.js', 0o755);
}
