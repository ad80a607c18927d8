/** The variables that VS Code sets in a webview, as far as the dashboard and its controls use them. */
export interface Theme {
  /** Class of the body. */
  readonly kind: string;
  readonly variables: Readonly<Record<string, string>>;
}

export type ThemeName = 'dark' | 'light' | 'hc-dark' | 'hc-light';

const fonts = {
  'font-family': "system-ui, 'Ubuntu', 'Droid Sans', sans-serif",
  'font-size': '13px',
  'font-weight': 'normal',
  'editor-font-family': "'Droid Sans Mono', monospace",
};

const dark = {
  'editor-background': '#1f1f1f',
  foreground: '#cccccc',
  descriptionForeground: '#9d9d9d',
  errorForeground: '#f85149',
  focusBorder: '#0078d4',
  'panel-border': '#2b2b2b',
  'charts-blue': '#3794ff',
  'charts-green': '#89d185',
  'charts-red': '#f14c4c',
  'charts-orange': '#d18616',
  'textLink-foreground': '#4daafc',
  'textCodeBlock-background': '#2b2b2b',
  'list-hoverBackground': '#2a2d2e',
  'list-activeSelectionBackground': '#04395e',
  'list-activeSelectionForeground': '#ffffff',
  'list-focusOutline': '#0078d4',
  'editorHoverWidget-background': '#202020',
  'editorHoverWidget-foreground': '#cccccc',
  'editorHoverWidget-border': '#454545',
  'button-background': '#0078d4',
  'button-foreground': '#ffffff',
  'button-hoverBackground': '#026ec1',
  'button-border': '#ffffff12',
  'button-secondaryBackground': '#313131',
  'button-secondaryForeground': '#cccccc',
  'button-secondaryHoverBackground': '#3c3c3c',
  'progressBar-background': '#0078d4',
  'settings-dropdownBackground': '#313131',
  'settings-dropdownForeground': '#cccccc',
  'settings-dropdownBorder': '#3c3c3c',
  'settings-dropdownListBorder': '#454545',
  'settings-textInputBackground': '#313131',
  'settings-textInputForeground': '#cccccc',
  'settings-textInputBorder': '#3c3c3c',
  'settings-checkboxBackground': '#313131',
  'settings-checkboxForeground': '#cccccc',
  'settings-checkboxBorder': '#3c3c3c',
  'input-placeholderForeground': '#989898',
};

const light = {
  ...dark,
  'editor-background': '#ffffff',
  foreground: '#3b3b3b',
  descriptionForeground: '#3b3b3b',
  errorForeground: '#f85149',
  focusBorder: '#005fb8',
  'panel-border': '#e5e5e5',
  'charts-blue': '#1a85ff',
  'charts-green': '#388a34',
  'charts-red': '#e51400',
  'textLink-foreground': '#005fb8',
  'textCodeBlock-background': '#f8f8f8',
  'list-hoverBackground': '#f2f2f2',
  'list-activeSelectionBackground': '#e8e8e8',
  'list-activeSelectionForeground': '#000000',
  'list-focusOutline': '#005fb8',
  'editorHoverWidget-background': '#f8f8f8',
  'editorHoverWidget-foreground': '#3b3b3b',
  'editorHoverWidget-border': '#c8c8c8',
  'button-background': '#005fb8',
  'button-hoverBackground': '#0258a8',
  'button-border': '#0000001a',
  'button-secondaryBackground': '#e5e5e5',
  'button-secondaryForeground': '#3b3b3b',
  'button-secondaryHoverBackground': '#cccccc',
  'progressBar-background': '#005fb8',
  'settings-dropdownBackground': '#ffffff',
  'settings-dropdownForeground': '#3b3b3b',
  'settings-dropdownBorder': '#cecece',
  'settings-dropdownListBorder': '#cecece',
  'settings-textInputBackground': '#ffffff',
  'settings-textInputForeground': '#3b3b3b',
  'settings-textInputBorder': '#cecece',
  'settings-checkboxBackground': '#f8f8f8',
  'settings-checkboxForeground': '#616161',
  'settings-checkboxBorder': '#cecece',
  'input-placeholderForeground': '#767676',
};

/** High contrast themes leave many colours out and draw borders instead. */
function contrast(
  base: Readonly<Record<string, string>>,
  colours: { ground: string; text: string; border: string; active: string },
): Record<string, string> {
  const left = new Set([
    'list-hoverBackground',
    'list-activeSelectionBackground',
    'list-activeSelectionForeground',
    'textCodeBlock-background',
    'button-background',
    'button-secondaryBackground',
    'button-hoverBackground',
    'button-secondaryHoverBackground',
  ]);
  const { ground, text, border, active } = colours;
  return {
    ...Object.fromEntries(Object.entries(base).filter(([name]) => !left.has(name))),
    'editor-background': ground,
    foreground: text,
    descriptionForeground: text,
    focusBorder: active,
    contrastBorder: border,
    contrastActiveBorder: active,
    'panel-border': border,
    'button-background': ground,
    'button-secondaryBackground': ground,
    'button-foreground': text,
    'button-secondaryForeground': text,
    'button-border': border,
    'editorHoverWidget-background': ground,
    'editorHoverWidget-foreground': text,
    'editorHoverWidget-border': border,
    'settings-dropdownBackground': ground,
    'settings-dropdownForeground': text,
    'settings-dropdownBorder': border,
    'settings-dropdownListBorder': border,
    'settings-textInputBackground': ground,
    'settings-textInputForeground': text,
    'settings-textInputBorder': border,
    'settings-checkboxBackground': ground,
    'settings-checkboxForeground': text,
    'settings-checkboxBorder': border,
    'textLink-foreground': text,
  };
}

function theme(kind: string, colours: Readonly<Record<string, string>>): Theme {
  const all = Object.entries({ ...fonts, ...colours });
  return { kind, variables: Object.fromEntries(all.map(([name, value]) => [`--vscode-${name}`, value])) };
}

export const THEMES: Readonly<Record<ThemeName, Theme>> = {
  dark: theme('vscode-dark', dark),
  light: theme('vscode-light', light),
  'hc-dark': theme(
    'vscode-high-contrast',
    contrast(
      { ...dark, 'charts-blue': '#3794ff', 'charts-red': '#f48771' },
      { ground: '#000000', text: '#ffffff', border: '#6fc3df', active: '#f38518' },
    ),
  ),
  'hc-light': theme(
    'vscode-high-contrast-light',
    contrast(
      { ...light, 'charts-blue': '#1a85ff', 'charts-red': '#b5200d' },
      { ground: '#ffffff', text: '#292929', border: '#0f4a85', active: '#006bbd' },
    ),
  ),
};
