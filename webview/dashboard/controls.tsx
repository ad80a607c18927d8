/** VS Code's own controls, as components. Each import defines one custom element; the bundle has no others. */
import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-checkbox/index.js';
import '@vscode-elements/elements/dist/vscode-option/index.js';
import '@vscode-elements/elements/dist/vscode-progress-bar/index.js';
import '@vscode-elements/elements/dist/vscode-single-select/index.js';
import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import { type ComponentChildren, h, type VNode } from 'preact';

/** A custom element; properties that the element has are set as such, the others as attributes. */
function element(tag: string, properties: Readonly<Record<string, unknown>>, children?: ComponentChildren): VNode {
  return h(tag, { ...properties, children });
}

export interface ButtonProps {
  readonly onPress: () => void;
  readonly primary?: boolean;
  readonly disabled?: boolean;
  /** Shown on hover. */
  readonly title?: string | undefined;
  readonly pressed?: boolean;
  readonly children: ComponentChildren;
}

export function Button({ onPress, primary = false, disabled = false, title, pressed, children }: ButtonProps): VNode {
  const press = (): void => {
    if (!disabled) onPress();
  };
  const properties = {
    secondary: !primary,
    disabled,
    title,
    'aria-disabled': disabled ? 'true' : undefined,
    'aria-pressed': pressed === undefined ? undefined : String(pressed),
    onClick: press,
    // The element presses itself by the space bar; the page must not scroll as well.
    onKeyDown: (event: KeyboardEvent) => event.key === ' ' && event.preventDefault(),
  };
  return element('vscode-button', properties, children);
}

export interface SelectProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly title: string }[];
  readonly onChoose: (value: T) => void;
}

export function Select<T extends string>({ label, value, options, onChoose }: SelectProps<T>): VNode {
  const choose = (event: Event): void => {
    const chosen = options.find((option) => option.value === (event.target as HTMLInputElement).value);
    if (chosen !== undefined) onChoose(chosen.value);
  };
  return element(
    'vscode-single-select',
    { label, value, onChange: choose },
    options.map((option) =>
      element(
        'vscode-option',
        { key: option.value, value: option.value, selected: option.value === value },
        option.title,
      ),
    ),
  );
}

export interface CheckboxProps {
  readonly label: string;
  readonly checked: boolean;
  readonly disabled?: boolean;
  readonly title?: string;
  readonly onToggle: (checked: boolean) => void;
}

export function Checkbox({ label, checked, disabled = false, title, onToggle }: CheckboxProps): VNode {
  const toggle = (event: Event): void => onToggle((event.target as HTMLInputElement).checked);
  return element('vscode-checkbox', { label, checked, disabled, title, onChange: toggle });
}

export interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly placeholder: string;
  readonly onInput: (value: string) => void;
}

export function TextField({ label, value, placeholder, onInput }: TextFieldProps): VNode {
  const input = (event: Event): void => onInput((event.currentTarget as HTMLInputElement).value);
  return element('vscode-textfield', { label, value, placeholder, type: 'search', onInput: input });
}

/** @param fraction 0 … 1; undefined: nobody knows */
export function ProgressBar({ label, fraction }: { label: string; fraction: number | undefined }): VNode {
  const properties = fraction === undefined ? { indeterminate: true } : { value: Math.round(100 * fraction) };
  return element('vscode-progress-bar', { 'aria-label': label, ...properties });
}
