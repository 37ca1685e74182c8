import { editor } from './monaco';
import { strings } from './strings';

/** A read-only editor for a log: everything that guesses about a programming language is off. */
export function createLogEditor(container: HTMLElement): editor.IStandaloneCodeEditor {
  return editor.create(container, {
    model: null,
    readOnly: true,
    domReadOnly: true,
    ariaLabel: strings.logLabel,
    accessibilitySupport: 'auto',
    automaticLayout: true,
    largeFileOptimizations: false,
    ...fonts(),
    bracketPairColorization: { enabled: false },
    colorDecorators: false,
    contextmenu: false,
    copyWithSyntaxHighlighting: false,
    cursorBlinking: 'solid',
    dragAndDrop: false,
    dropIntoEditor: { enabled: false },
    foldingMaximumRegions: 65_000,
    guides: { indentation: false },
    lineDecorationsWidth: 6,
    links: false,
    matchBrackets: 'never',
    minimap: { enabled: false },
    occurrencesHighlight: 'off',
    padding: { top: 2, bottom: 2 },
    quickSuggestions: false,
    renderControlCharacters: true,
    renderLineHighlight: 'all',
    renderWhitespace: 'none',
    scrollBeyondLastLine: false,
    selectionHighlight: false,
    showFoldingControls: 'always',
    stickyScroll: { enabled: false },
    tabFocusMode: true,
    unicodeHighlight: { ambiguousCharacters: false, invisibleCharacters: false, nonBasicASCII: false },
    wordBasedSuggestions: 'off',
    // A wrapped line goes on under its text, not under the time that begins every line.
    wrappingIndent: 'deepIndent',
  });
}

/** The reader's own editor font, which VS Code hands to webviews as style variables. */
function fonts(): Pick<editor.IEditorOptions, 'fontFamily' | 'fontSize' | 'fontWeight'> {
  const style = getComputedStyle(document.documentElement);
  const variable = (name: string): string => style.getPropertyValue(`--vscode-editor-${name}`).trim();
  return {
    fontFamily: variable('font-family') || 'monospace',
    fontSize: parseFloat(variable('font-size')) || 14,
    fontWeight: variable('font-weight') || 'normal',
  };
}
