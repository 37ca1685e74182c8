import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { listFiles, PackageManager } from '@vscode/vsce';
import { projectRoot, readManifest } from '../support/manifest';

/** Each is a folder with a main.ts. */
const pages = readdirSync(join(projectRoot, 'webviews')).filter((name) =>
  existsSync(join(projectRoot, 'webviews', name, 'main.ts')),
);

/** Everything that may ship. A file that matches none of these got in by mistake. */
const allowed = [
  /^package(\.nls(\.[\w-]+)?)?\.json$/,
  /^(README|CHANGELOG)\.md$/,
  /^LICENSE$/,
  /^dist\/(extension|browser|dumpHost|vmcore)\.js$/,
  ...pages.map((page) => new RegExp(`^dist/webviews/${page}\\.(js|css)$`)),
  /^dist\/capstone\.wasm$/,
  /^dist\/webviews\/codicon\.ttf$/,
  /^syntaxes\/[\w-]+\.(tmLanguage|language-configuration)\.json$/,
  /^media\/((pictures|walkthrough)\/)?[\w-]+\.(png|svg|md)$/,
];

describe('the extension package', () => {
  let files: readonly string[];

  before(async () => {
    files = await listFiles({ cwd: projectRoot, packageManager: PackageManager.None });
  });

  it('holds nothing but what is meant to ship', () => {
    assert.deepEqual(
      files.filter((file) => !allowed.some((pattern) => pattern.test(file))),
      [],
    );
  });

  it('holds everything that package.json points to', () => {
    const { main, browser, bin, icon, contributes } = readManifest();
    const named = [
      ...[main, browser, ...Object.values(bin), ...(icon === undefined ? [] : [icon])],
      ...(contributes.grammars ?? []).map(({ path }) => path),
      ...(contributes.languages ?? []).flatMap(({ configuration }) => configuration ?? []),
    ].map((path) => path.replace(/^\.\//, ''));
    assert.deepEqual(
      named.filter((file) => !files.includes(file)),
      [],
    );
  });

  it('holds a bundle for each process and each page, the licence and what a reader needs first', () => {
    const needed = [
      'dist/dumpHost.js',
      ...pages.flatMap((page) => [`dist/webviews/${page}.js`, `dist/webviews/${page}.css`]),
      'LICENSE',
      'README.md',
    ];
    assert.deepEqual(
      needed.filter((file) => !files.includes(file)),
      [],
    );
  });
});
