import type { Page } from "playwright-core";
import { until } from "../end-to-end/until.ts";

/** Finds what has a colour in the picture that the page shows, where there is enough of it. */
const find = (red: number, green: number, blue: number) => `(() => {
  const canvas = document.querySelector("[data-part=picture]");
  if (canvas.width < 2) return undefined;
  const { data, width } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const found = { x: 0, y: 0, count: 0, first: 0, last: 0 };
  for (let at = 0; at < data.length; at += 4) {
    const [red, green, blue] = data.subarray(at, at + 3);
    const isNear = Math.abs(red - ${red}) <= 24 && Math.abs(green - ${green}) <= 24 && Math.abs(blue - ${blue}) <= 24;
    if (!isNear) continue;
    found.x += (at / 4) % width;
    found.y += Math.floor(at / 4 / width);
    found.count += 1;
    found.first ||= at / 4 / width;
    found.last = at / 4 / width;
  }
  if (found.count < 100) return undefined;
  const { left, top, width: shown } = canvas.getBoundingClientRect();
  const scale = shown / width;
  return {
    x: left + (found.x / found.count) * scale,
    y: top + (found.y / found.count) * scale,
    top: top + found.first * scale,
    bottom: top + found.last * scale,
  };
})()`;

const dot = find(214, 51, 108);

/** Whether the picture has the pretend captcha's dot. */
export const hasDot = `${dot} !== undefined`;

/** Where a mouse must click to meet it. */
export const centreOfDot = dot;

const button = find(37, 88, 196);

/** Whether the picture has a form's button, in the light scheme: the captcha has none. */
export const hasButton = `${button} !== undefined`;

/** Where it ends below, and where the ring around a field above it begins: both have one colour. */
export const extentOfForm = button;

/** A form is higher than its button by more than this where a field has the focus, with the ring around it. */
const RING_ABOVE = 100;

/** Resolves once the picture has a form whose first field has the focus: what is typed before goes nowhere. */
export async function seeForm(page: Page): Promise<void> {
  await page.locator("[data-shown]").waitFor();
  await until("the form is shown", async () => {
    const form = await page.evaluate<{ top: number; bottom: number } | undefined>(extentOfForm);
    return form !== undefined && form.bottom - form.top > RING_ABOVE;
  });
}
