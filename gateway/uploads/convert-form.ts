/**
 * The form by which a joined file is handed to the upstream. Names and `of_beta` as clients send them; the other values follow from their names.
 */
export function convertForm(
  userId: string,
  filename: string,
  joined: Readonly<Record<string, unknown>>,
): { readonly type: string; readonly body: Buffer } {
  const boundary = `----countersign${filename.length}${userId}`;
  const fields: readonly (readonly [name: string, value: unknown])[] = [
    ["preset", "of_beta"],
    ["protected_preset", "of_drm"],
    ["preset_png", "of_beta_png"],
    ["isDelay", "false"],
    ["needThumbs", "true"],
    ["additional[user]", userId],
    ...["ETag", "Location", "Key", "Bucket"].map(
      (name) => [`file[${name}]`, joined[name] ?? ""] as const,
    ),
    ["file[name]", filename],
    ["file[secure]", "false"],
  ];
  const text = fields
    .map(([name, value]) => {
      const line = String(value)
        .replace(/[\r\n]/g, " ")
        .replaceAll(boundary, "");
      return `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${line}\r\n`;
    })
    .join("");
  return {
    type: `multipart/form-data; boundary=${boundary}`,
    body: Buffer.from(`${text}--${boundary}--\r\n`),
  };
}
