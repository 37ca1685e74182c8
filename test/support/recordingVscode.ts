/** What an extension registered while it was activated, by what package.json calls it. */
export interface Registrations {
  readonly commands: string[];
  readonly customEditors: string[];
  readonly webviewPanels: string[];
  readonly views: string[];
  readonly debuggers: string[];
}

type Register = (id: string) => unknown;

/**
 * Stands for the module `vscode` while an extension is activated: it answers everything, and remembers which ids get
 * registered. Nothing is taken from an answer, so it says nothing about behaviour: that is for a real VS Code.
 */
export function recordingVscode(): { readonly vscode: unknown; readonly registrations: Registrations } {
  const registrations: Registrations = {
    commands: [],
    customEditors: [],
    webviewPanels: [],
    views: [],
    debuggers: [],
  };
  const into =
    (ids: string[]): Register =>
    (id) => {
      ids.push(id);
      return anything;
    };
  const recorded: Readonly<Record<string, Register>> = {
    registerCommand: into(registrations.commands),
    registerTextEditorCommand: into(registrations.commands),
    registerCustomEditorProvider: into(registrations.customEditors),
    registerWebviewPanelSerializer: into(registrations.webviewPanels),
    registerWebviewViewProvider: into(registrations.views),
    registerTreeDataProvider: into(registrations.views),
    createTreeView: into(registrations.views),
    registerDebugAdapterDescriptorFactory: into(registrations.debuggers),
  };
  const namespace = new Proxy({}, { get: (_, name) => recorded[String(name)] ?? anything });
  return { vscode: new Proxy({}, { get: () => callable(namespace) }), registrations };
}

/** Callable, constructible, iterable (empty), and every member of it is the same again, whatever is assigned to it. */
const anything: unknown = new Proxy(emptyFunction, {
  get: (_, name) => answer(name),
  set: () => true,
  apply: () => anything,
  construct: () => anything as object,
});

/** A namespace of the API that is also a class or an enumeration, for all that its user knows. */
function callable(members: object): unknown {
  return new Proxy(emptyFunction, {
    get: (_, name) => Reflect.get(members, name) as unknown,
    apply: () => anything,
    construct: () => anything as object,
  });
}

function answer(name: string | symbol): unknown {
  // Awaiting it must end, and so must iterating over it.
  if (name === 'then') return undefined;
  if (name === Symbol.iterator) return () => [].values();
  if (name === Symbol.toPrimitive) return () => 'anything';
  return anything;
}

function emptyFunction(): void {
  // The proxies above answer in its place.
}
