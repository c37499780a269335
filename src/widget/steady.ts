/** A component that is drawn again only when something it was given is another: in a long log most of it is what it was. It reads no signal itself. */
import type { Component, ComponentChildren } from "preact";

export function steady<Props extends object>(Draw: (props: Props) => ComponentChildren) {
  return function Steady(this: Component<Props>, props: Props): ComponentChildren {
    this.shouldComponentUpdate = isAnother;
    return Draw(props);
  };
}

function isAnother<Props extends object>(this: Component<Props>, next: Readonly<Props>): boolean {
  return (Object.keys(next) as (keyof Props)[]).some((name) => next[name] !== this.props[name]);
}
