import { contrast, MIN_CONTRAST, mix, type Color } from "./colors.ts";

/** An app's colours: one for light pages, and one for dark ones unless it is to be made from the first. */
export interface BrandColors {
  readonly accent: Color;
  readonly accentDark?: Color | undefined;
}

interface Ground {
  readonly name: string;
  readonly paper: Color;
  readonly behind: Color;
}

const LIGHT: Ground = { name: "light", paper: "#ffffff", behind: "#eef1f4" };
const DARK: Ground = { name: "dark", paper: "#161d24", behind: "#0c1116" };
const INKS = ["#ffffff", "#0c1116"] as const;
const TINT = 0.1;

/** Which of the colours cannot be read on the pages, in a sentence with the ratio; `undefined` if all can. */
export function checkColors({ accent, accentDark }: BrandColors): string | undefined {
  return (
    unreadable("colors.accent", accent, LIGHT) ??
    (accentDark === undefined ? undefined : unreadable("colors.accentDark", accentDark, DARK))
  );
}

/** The colours as a style sheet over the pages' own. */
export function brandStyle({ accent, accentDark = lighter(accent) }: BrandColors): string {
  const dark = variables(accentDark, DARK);
  return (
    `:root{${variables(accent, LIGHT)}}[data-theme=dark]{${dark}}` +
    `@media (prefers-color-scheme:dark){[data-theme=auto]{${dark}}}`
  );
}

function unreadable(name: string, color: Color, ground: Ground): string | undefined {
  const ratio = worstContrast(color, ground);
  if (ratio >= MIN_CONTRAST) return undefined;
  // Cut, not rounded: 4.46 must not read as 4.5.
  const shown = Math.floor(ratio * 10) / 10;
  return `\`${name}\` ${color} has a contrast of ${shown}:1 on the ${ground.name} pages; text needs ${MIN_CONTRAST}:1.`;
}

/** Text of this colour stands on the paper, and on the paper tinted with it. */
function worstContrast(color: Color, { paper }: Ground): number {
  return Math.min(contrast(color, paper), contrast(color, mix(color, paper, TINT)));
}

function lighter(color: Color): Color {
  for (let share = 1; share > 0; share -= 0.05) {
    const made = mix(color, "#ffffff", share);
    if (worstContrast(made, DARK) >= MIN_CONTRAST) return made;
  }
  return "#ffffff";
}

function variables(color: Color, { paper, behind }: Ground): string {
  const [light, dark] = INKS;
  const ink = contrast(color, light) >= contrast(color, dark) ? light : dark;
  const tint = mix(color, paper, TINT);
  return `--accent:${color};--accent-ink:${ink};--accent-tint:${tint};--ring:${color}66;--glow:${mix(color, behind, TINT)}`;
}
