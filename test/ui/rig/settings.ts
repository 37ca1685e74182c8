export type ThemeKind = 'light' | 'dark' | 'hc-dark' | 'hc-light';

/** VS Code's own theme of each kind, and the class by which the workbench says that it is in force. */
export const themes: Readonly<Record<ThemeKind, { readonly label: string; readonly cssClass: string }>> = {
  light: { label: 'Light Modern', cssClass: 'vs' },
  dark: { label: 'Dark Modern', cssClass: 'vs-dark' },
  'hc-dark': { label: 'Dark High Contrast', cssClass: 'hc-black' },
  'hc-light': { label: 'Light High Contrast', cssClass: 'hc-light' },
};

export type UserSettings = Readonly<Record<string, unknown>>;

/** A quiet VS Code: nothing opens, asks or moves by itself. */
export function quietSettings(theme: ThemeKind): UserSettings {
  return {
    'workbench.colorTheme': themes[theme].label,
    'workbench.startupEditor': 'none',
    'workbench.reduceMotion': 'on',
    'workbench.secondarySideBar.defaultVisibility': 'hidden',
    'workbench.tips.enabled': false,
    'chat.disableAIFeatures': true,
    'files.simpleDialog.enable': true,
    'security.workspace.trust.enabled': false,
    'terminal.integrated.gpuAcceleration': 'off',
    'window.autoDetectColorScheme': false,
    'extensions.ignoreRecommendations': true,
  };
}
