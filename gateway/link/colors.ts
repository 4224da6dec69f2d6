/** A colour as `#rrggbb`. */
export type Color = string;

/** What text needs on its ground (WCAG 2.2, 1.4.3). */
export const MIN_CONTRAST = 4.5;

/** The contrast ratio of two colours, 1 to 21 (WCAG 2.2). */
export function contrast(a: Color, b: Color): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

/** One colour over another, with this share of the first. */
export function mix(over: Color, under: Color, share: number): Color {
  const below = partsOf(under);
  const parts = partsOf(over).map((part, index) =>
    Math.round(part * share + (below[index] ?? 0) * (1 - share)),
  );
  return `#${parts.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

function luminance(color: Color): number {
  const [red = 0, green = 0, blue = 0] = partsOf(color).map((part) => {
    const value = part / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function partsOf(color: Color): number[] {
  return [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16));
}
