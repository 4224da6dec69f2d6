import { HEX, type Random } from "../random.ts";

/** A pretend captcha: a spot to click, somewhere else each time. */
export interface Captcha {
  readonly id: string;
  readonly x: number;
  readonly y: number;
}

/** Pretend captchas. Whoever wants a token must have clicked the spot of one; each works once. */
export interface Captchas {
  readonly open: () => Captcha;
  /** A token for a click that met the spot; the captcha is used up either way. */
  readonly solve: (id: string, x: number, y: number) => string | undefined;
  /** Whether a token is one of these, unused until now. */
  readonly take: (token: string) => boolean;
}

/** The size of the field that a spot lies in, and of the spot. */
export const CAPTCHA_FIELD = { width: 280, height: 140, radius: 16 } as const;

const MAX_OPEN = 500;

/** None open yet. */
export function createCaptchas(random: Random): Captchas {
  const { width, height, radius } = CAPTCHA_FIELD;
  const open = new Map<string, Captcha>();
  const tokens = new Set<string>();
  return {
    open: () => {
      const captcha = {
        id: random.text(24, HEX),
        x: random.int(2 * radius, width - 2 * radius),
        y: random.int(2 * radius, height - 2 * radius),
      };
      open.set(captcha.id, captcha);
      const [oldest] = open.keys();
      if (open.size > MAX_OPEN && oldest !== undefined) open.delete(oldest);
      return captcha;
    },
    solve: (id, x, y) => {
      const captcha = open.get(id);
      open.delete(id);
      if (captcha === undefined || !(Math.hypot(captcha.x - x, captcha.y - y) <= radius))
        return undefined;
      const token = random.text(40, HEX);
      tokens.add(token);
      const [oldest] = tokens;
      if (tokens.size > MAX_OPEN && oldest !== undefined) tokens.delete(oldest);
      return token;
    },
    take: (token) => tokens.delete(token),
  };
}
