/** A component that is drawn again only when something it was given is another: in a long log most of it is what it was. It reads no signal itself. */
import type { Component, ComponentChildren } from "preact";

export function steady<Props extends object>(Draw: (props: Props) => ComponentChildren) {
  return function Steady(this: Component<Props>, props: Props): ComponentChildren {
    const names = Object.keys(props) as (keyof Props)[];
    this.shouldComponentUpdate = (next: Readonly<Props>) => names.some((name) => next[name] !== props[name]);
    return Draw(props);
  };
}
