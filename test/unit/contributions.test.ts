import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import Module from 'node:module';
import { join } from 'node:path';
import { projectRoot, readManifest, readManifestTexts, readProjectFile } from '../support/manifest';
import { recordingVscode, type Registrations } from '../support/recordingVscode';

type Load = (request: string, ...rest: unknown[]) => unknown;

/** Activates the compiled extension with a recorder in place of `vscode`, which exists only inside VS Code. */
function activatedExtension(): Registrations {
  const { vscode, registrations } = recordingVscode();
  const load = Reflect.get(Module, '_load') as Load;
  const loadRecorded: Load = (request, ...rest) => (request === 'vscode' ? vscode : load(request, ...rest));
  Reflect.set(Module, '_load', loadRecorded);
  try {
    const requireFromHere = Module.createRequire(__filename);
    const extension = requireFromHere(join(projectRoot, 'out/extension/extension.js')) as {
      activate(context: unknown): void;
    };
    const path = (name: string): string => join(projectRoot, name);
    extension.activate({
      subscriptions: [],
      extensionUri: {},
      asAbsolutePath: path,
      extensionPath: projectRoot,
      extension: { packageJSON: readManifest() },
      globalState: { get: () => undefined, update: () => Promise.resolve() },
    });
  } finally {
    Reflect.set(Module, '_load', load);
  }
  return registrations;
}

const manifest = readManifest();
const { contributes } = manifest;
const manifestSource = readProjectFile('package.json');
const sources = readdirSync(join(projectRoot, 'extension'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readProjectFile(join('extension', name)))
  .join('\n');

const sorted = (ids: Iterable<string> | undefined): string[] => [...new Set(ids)].sort();
const matches = (text: string, pattern: RegExp): string[] =>
  sorted(Array.from(text.matchAll(pattern), ([, id = '']) => id));

describe('what package.json contributes', () => {
  const commands = sorted(contributes.commands?.map(({ command }) => command));
  const customEditors = sorted(contributes.customEditors?.map(({ viewType }) => viewType));
  const views = sorted(Object.values(contributes.views ?? {}).flatMap((each) => each.map(({ id }) => id)));
  const debuggers = sorted(contributes.debuggers?.map(({ type }) => type));
  const settings = sorted(Object.keys(contributes.configuration?.properties ?? {}));
  const languages = sorted(contributes.languages?.map(({ id }) => id));
  const contextKeys = matches(readProjectFile('extension/contextKeys.ts'), /'(vmcore\.[\w.]+)'/g);
  let registrations: Registrations;

  before(() => {
    registrations = activatedExtension();
  });

  it('is something', () => {
    assert.notDeepEqual(commands, []);
    assert.notDeepEqual(customEditors, []);
    assert.notDeepEqual(languages, []);
  });

  it('is registered when the extension starts, and nothing else is', () => {
    assert.deepEqual(sorted(registrations.commands), commands);
    assert.deepEqual(sorted(registrations.customEditors), customEditors);
    assert.deepEqual(sorted(registrations.views), views);
    assert.deepEqual(sorted(registrations.debuggers), debuggers);
  });

  it('starts the extension for every panel that it restores', () => {
    const restored = registrations.webviewPanels.map((viewType) => `onWebviewPanel:${viewType}`);
    assert.deepEqual(
      restored.filter((event) => !manifest.activationEvents?.includes(event)),
      [],
    );
  });

  it('puts only its own commands into menus and on keys', () => {
    const placed = [
      ...Object.values(contributes.menus ?? {}).flat(),
      ...(contributes.keybindings ?? []),
    ].flatMap(({ command }) => (command === undefined ? [] : [command]));
    assert.deepEqual(
      sorted(placed).filter((command) => !commands.includes(command)),
      [],
    );
  });

  it('names in its conditions exactly the context keys that the code sets', () => {
    const conditions = matches(manifestSource, /"(?:when|enablement)": "((?:[^"\\]|\\.)*)"/g).join(' ');
    // What a key is compared with is a view's or an editor's id, not a key.
    const keys = conditions.replace(/=~ \/.*?[^\\]\/i?|[!=]= \S+/g, '');
    const settingKeys = settings.map((name) => `config.${name}`);
    const named = matches(keys, /((?:config\.)?vmcore\.[\w.]+)/g);
    assert.deepEqual(
      named.filter((key) => !settingKeys.includes(key)),
      contextKeys,
    );
  });

  it('has every setting and language that the code asks for, and none that it does not', () => {
    const read = (name: string): boolean =>
      sources.includes(`'${name}'`) || sources.includes(`'${name.replace('vmcore.', '')}'`);
    assert.deepEqual(
      settings.filter((name) => !read(name)),
      [],
    );
    assert.deepEqual(
      languages.filter((id) => !sources.includes(`'${id}'`)),
      [],
    );
    const asked = matches(sources, /(?:settings|configuration)\.get(?:<[^>]+>)?\('(\w+)'/gi);
    assert.deepEqual(
      asked.filter((name) => !settings.includes(`vmcore.${name}`)),
      [],
    );
  });

  it('knows every id that the code spells out', () => {
    const known = [
      ...commands,
      ...customEditors,
      ...views,
      ...settings,
      ...contextKeys,
      ...registrations.webviewPanels,
    ];
    assert.deepEqual(
      matches(sources, /'(vmcore\.[\w.]+)'/g).filter((id) => !known.includes(id)),
      [],
    );
  });

  it('explains every setting in the README, with the default that it has', () => {
    const rows = readProjectFile('README.md').matchAll(/^\| `(vmcore\.[\w.]+)` +\| `([^`]*)`/gm);
    const explained = new Map(Array.from(rows, ([, name = '', value = '']) => [name, value]));
    const properties = Object.entries(contributes.configuration?.properties ?? {});
    const defaults = new Map(properties.map(([name, property]) => [name, property.default]));
    assert.deepEqual(sorted(explained.keys()), settings);
    for (const [name, text] of explained) {
      const value = defaults.get(name);
      assert.equal(text, typeof value === 'string' && value !== '' ? value : JSON.stringify(value), name);
    }
  });

  it('has a text for every key, and no text that nothing shows', () => {
    assert.deepEqual(matches(manifestSource, /"%([^%"]+)%"/g), sorted(Object.keys(readManifestTexts())));
  });
});
