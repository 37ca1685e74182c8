import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The project's folder, seen from out/test/support, where this file runs. */
export const projectRoot = resolve(__dirname, '../../..');

/** What tests read of package.json. */
export interface Manifest {
  readonly main: string;
  readonly browser: string;
  readonly bin: Readonly<Record<string, string>>;
  readonly icon?: string;
  readonly activationEvents?: readonly string[];
  readonly contributes: {
    readonly commands?: readonly {
      readonly command: string;
      readonly title: string;
      readonly category: string;
      readonly enablement?: string;
    }[];
    readonly customEditors?: readonly { readonly viewType: string }[];
    readonly views?: Readonly<Record<string, readonly { readonly id: string }[]>>;
    readonly languages?: readonly {
      readonly id: string;
      readonly mimetypes?: readonly string[];
      readonly configuration?: string;
    }[];
    readonly grammars?: readonly { readonly language?: string; readonly path: string }[];
    readonly debuggers?: readonly { readonly type: string }[];
    readonly menus?: Readonly<Record<string, readonly { readonly command?: string }[]>>;
    readonly keybindings?: readonly { readonly command: string }[];
    readonly configuration?: {
      readonly properties: Readonly<Record<string, { readonly default?: unknown }>>;
    };
  };
}

/** Texts by key, as package.json names them between percent signs. */
export type ManifestTexts = Readonly<Record<string, string>>;

export function readManifest(): Manifest {
  return JSON.parse(readProjectFile('package.json')) as Manifest;
}

export function readManifestTexts(): ManifestTexts {
  return JSON.parse(readProjectFile('package.nls.json')) as ManifestTexts;
}

/** `text` with its `%key%` looked up. */
export function manifestText(text: string, texts: ManifestTexts): string {
  return text.replace(/^%(.+)%$/, (_, key: string) => texts[key] ?? '');
}

export function readProjectFile(path: string): string {
  return readFileSync(join(projectRoot, path), 'utf8');
}
