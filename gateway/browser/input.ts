import { Type, type Static } from "typebox";
import { Check } from "typebox/value";

const place = {
  x: Type.Number({ minimum: 0, maximum: 4_096 }),
  y: Type.Number({ minimum: 0, maximum: 4_096 }),
};
const modifiers = Type.Integer({ minimum: 0, maximum: 15 });

const inputSchema = Type.Union([
  Type.Object({ t: Type.Literal("ack"), frame: Type.Integer({ minimum: 0 }) }),
  Type.Object({
    t: Type.Literal("size"),
    width: Type.Integer({ minimum: 200, maximum: 2_048 }),
    height: Type.Integer({ minimum: 200, maximum: 2_048 }),
    scale: Type.Number({ minimum: 1, maximum: 3 }),
    isTouch: Type.Boolean(),
    isDark: Type.Boolean(),
  }),
  Type.Object({
    t: Type.Literal("pointer"),
    type: Type.Enum(["mousePressed", "mouseMoved", "mouseReleased"]),
    ...place,
    button: Type.Enum(["none", "left", "middle", "right"]),
    buttons: Type.Integer({ minimum: 0, maximum: 7 }),
    clicks: Type.Integer({ minimum: 0, maximum: 3 }),
    modifiers,
  }),
  Type.Object({
    t: Type.Literal("wheel"),
    ...place,
    dx: Type.Number({ minimum: -5_000, maximum: 5_000 }),
    dy: Type.Number({ minimum: -5_000, maximum: 5_000 }),
    modifiers,
  }),
  Type.Object({
    t: Type.Literal("touch"),
    type: Type.Enum(["touchStart", "touchMove", "touchEnd", "touchCancel"]),
    points: Type.Array(Type.Object({ ...place, id: Type.Integer({ minimum: 0, maximum: 31 }) }), {
      maxItems: 5,
    }),
  }),
  Type.Object({
    t: Type.Literal("key"),
    isDown: Type.Boolean(),
    key: Type.String({ minLength: 1, maxLength: 32 }),
    code: Type.String({ maxLength: 32 }),
    keyCode: Type.Integer({ minimum: 0, maximum: 255 }),
    isRepeat: Type.Boolean(),
    modifiers,
  }),
  // One character a message: a password that is pasted is never a whole text in this process.
  Type.Object({ t: Type.Literal("text"), text: Type.String({ minLength: 1, maxLength: 2 }) }),
]);

/** What a viewer sends: what a person does, and how far their screen has come. */
export type Input = Static<typeof inputSchema>;

/** Reads a viewer's message; `undefined` if it is none. What it holds goes nowhere but to the browser. */
export function readInput(message: string): Input | undefined {
  try {
    const value: unknown = JSON.parse(message);
    return Check(inputSchema, value) ? value : undefined;
  } catch {
    return undefined;
  }
}
