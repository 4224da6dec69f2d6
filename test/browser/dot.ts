/** Finds the pretend captcha's dot in the picture that the page shows, by its colour. */
const find = `(() => {
  const canvas = document.querySelector("[data-part=picture]");
  if (canvas.width < 2) return undefined;
  const { data, width } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const found = { x: 0, y: 0, count: 0 };
  for (let at = 0; at < data.length; at += 4) {
    const [red, green, blue] = data.subarray(at, at + 3);
    if (Math.abs(red - 214) > 24 || Math.abs(green - 51) > 24 || Math.abs(blue - 108) > 24) continue;
    found.x += (at / 4) % width;
    found.y += Math.floor(at / 4 / width);
    found.count += 1;
  }
  if (found.count < 100) return undefined;
  const { left, top, width: shown } = canvas.getBoundingClientRect();
  const scale = shown / width;
  return { x: left + (found.x / found.count) * scale, y: top + (found.y / found.count) * scale };
})()`;

/** Whether the picture has one. */
export const hasDot = `${find} !== undefined`;

/** Where a mouse must click to meet it. */
export const centreOfDot = find;
