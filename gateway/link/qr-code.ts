import { encode, renderUnicodeCompact } from "uqr";

/** A QR code as the path of dark squares, one unit wide each, in a square of `size` units. */
export interface QrCode {
  readonly size: number;
  readonly path: string;
}

/** A text as a QR code to draw. */
export function qrCode(text: string): QrCode {
  const { size, data } = encode(text, { ecc: "M", border: 2 });
  const path = data.flatMap((row, y) =>
    row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : "")),
  );
  return { size, path: path.join("") };
}

/** A text as a QR code of letters, for a terminal with light letters on dark ground. */
export function qrText(text: string): string {
  return renderUnicodeCompact(text, { ecc: "M", border: 2 });
}
