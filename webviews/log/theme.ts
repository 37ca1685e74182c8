import { editor } from './monaco';

const themeName = 'vmcore-log';

/** Gives the editor the colours of VS Code, now and whenever they change; `onChange` is told of changes. */
export function followTheme(onChange: () => void): void {
  applyTheme();
  const observer = new MutationObserver(() => {
    applyTheme();
    onChange();
  });
  observer.observe(document.documentElement, { attributeFilter: ['style'] });
  observer.observe(document.body, { attributeFilter: ['class'] });
}

function applyTheme(): void {
  editor.defineTheme(themeName, { base: baseTheme(), inherit: true, rules: [], colors: themeColors() });
  editor.setTheme(themeName);
}

function baseTheme(): editor.BuiltinTheme {
  const { classList } = document.body;
  if (classList.contains('vscode-high-contrast-light')) return 'hc-light';
  if (classList.contains('vscode-high-contrast')) return 'hc-black';
  return classList.contains('vscode-light') ? 'vs' : 'vs-dark';
}

/** VS Code hands colour `editor.background` to a webview as `--vscode-editor-background` of its root element. */
function themeColors(): Record<string, string> {
  const { style } = document.documentElement;
  const colors: Record<string, string> = {};
  for (const variable of style) {
    const color = variable.startsWith('--vscode-') ? hexColor(style.getPropertyValue(variable)) : undefined;
    if (color) colors[variable.slice('--vscode-'.length).replaceAll('-', '.')] = color;
  }
  // Level and time stand in the place of line numbers, whose own grey is too faint to be read (3.6:1 in dark).
  const { descriptionForeground } = colors;
  if (descriptionForeground !== undefined) colors['editorLineNumber.foreground'] = descriptionForeground;
  return colors;
}

const functional = /^rgba?\((\d+), ?(\d+), ?(\d+)(?:, ?([\d.]+))?\)$/;

/** Monaco reads hex alone; VS Code writes hex and `rgba()`. Undefined for what is no colour. */
function hexColor(value: string): string | undefined {
  const text = value.trim();
  if (/^#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/i.test(text)) return text;
  const [, red, green, blue, alpha = '1'] = functional.exec(text) ?? [];
  if (red === undefined || green === undefined || blue === undefined) return undefined;
  const bytes = [Number(red), Number(green), Number(blue), Math.round(Number(alpha) * 255)];
  return '#' + bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
