import { Component, type ComponentChildren, type ComponentType, h } from 'preact';

/** A component that is drawn again only when one of its properties is another value or object. */
export function memo<P extends object>(Inner: ComponentType<P>): ComponentType<P> {
  return class extends Component<P> {
    override shouldComponentUpdate(next: Readonly<P>): boolean {
      const before: Readonly<Record<string, unknown>> = { ...this.props };
      const after: Readonly<Record<string, unknown>> = { ...next };
      const names = Object.keys(after);
      return names.length !== Object.keys(before).length || names.some((name) => !Object.is(before[name], after[name]));
    }

    override render(): ComponentChildren {
      return h(Inner, this.props);
    }
  };
}
