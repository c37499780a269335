/** The few signs the console draws, in the colour of their text. Each stands beside or inside something that has a name. */
import type { ComponentChildren } from "preact";

function Sign({ children }: { children: ComponentChildren }) {
  return (
    <svg class="sign" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false">
      <g fill="none" stroke="currentColor" stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round">
        {children}
      </g>
    </svg>
  );
}

export const ChevronDown = () => (
  <Sign>
    <path d="m6 8 4 4 4-4" />
  </Sign>
);
/** Points back; the style sheet mirrors it where one reads from right to left. */
export const ArrowBack = () => (
  <Sign>
    <path d="M16 10H4m5-5-5 5 5 5" />
  </Sign>
);
export const ArrowDown = () => (
  <Sign>
    <path d="M10 4v12m5-5-5 5-5-5" />
  </Sign>
);
export const Cross = () => (
  <Sign>
    <path d="m5 5 10 10M15 5 5 15" />
  </Sign>
);
export const Check = () => (
  <Sign>
    <path d="m4.5 10.5 3.5 3.5 7.5-8" />
  </Sign>
);
export const Card = () => (
  <Sign>
    <rect x="3" y="4" width="14" height="12" rx="2.5" />
    <path d="M12.5 4v12" />
  </Sign>
);
export const Envelope = () => (
  <Sign>
    <rect x="3" y="4.5" width="14" height="11" rx="2" />
    <path d="m3.5 6 6.5 5 6.5-5" />
  </Sign>
);
