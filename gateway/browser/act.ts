import type { Target } from "./devtools.ts";
import type { Input } from "./input.ts";

/** Does in a page what a person did on its picture; the page sees events as real as any. */
export async function act(
  page: Target,
  input: Exclude<Input, { t: "ack" } | { t: "size" }>,
): Promise<void> {
  switch (input.t) {
    case "pointer": {
      const { type, x, y, button, buttons, clicks: clickCount, modifiers } = input;
      const event = { type, x, y, button, buttons, clickCount, modifiers };
      await page.send("Input.dispatchMouseEvent", event);
      return;
    }
    case "wheel": {
      const { x, y, dx: deltaX, dy: deltaY, modifiers } = input;
      const event = { type: "mouseWheel", x, y, deltaX, deltaY, modifiers } as const;
      await page.send("Input.dispatchMouseEvent", event);
      return;
    }
    case "touch": {
      const { type, points: touchPoints } = input;
      await page.send("Input.dispatchTouchEvent", { type, touchPoints });
      return;
    }
    case "key":
      await page.send("Input.dispatchKeyEvent", keyEvent(input));
      return;
    case "text":
      await page.send("Input.insertText", { text: input.text });
  }
}

const CONTROL_OR_META = 2 | 4;

function keyEvent(input: Extract<Input, { t: "key" }>) {
  const { isDown, key, code, keyCode, isRepeat, modifiers } = input;
  const text = (modifiers & CONTROL_OR_META) !== 0 ? "" : textOf(key);
  return {
    type: isDown ? (text === "" ? "rawKeyDown" : "keyDown") : "keyUp",
    key,
    code,
    windowsVirtualKeyCode: keyCode,
    autoRepeat: isRepeat,
    modifiers,
    ...(isDown && text !== "" && { text }),
  } as const;
}

function textOf(key: string): string {
  if (key === "Enter") return "\r";
  return /^.$/u.test(key) ? key : "";
}
