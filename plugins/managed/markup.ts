import MarkdownIt from "markdown-it";

/** A caller's text, and whether it is Markdown, which it is unless the caller says otherwise. */
export interface Text {
  readonly text?: string | undefined;
  readonly isMarkdown?: boolean | null | undefined;
}

/** What a message carries: always the upstream's markup, plain text as one paragraph. */
export function messageText({ text = "", isMarkdown }: Text): string {
  if (text.trim() === "") return "";
  return (isMarkdown ?? true) ? fromMarkdown(text) : paragraph(text);
}

/** What a post carries: the upstream's markup, or plain text as it is. */
export function postText({ text = "", isMarkdown }: Text): string {
  if (text.trim() === "") return "";
  return (isMarkdown ?? true) ? fromMarkdown(text) : text;
}

/**
 * What of Markdown the upstream can show: emphasis, links and line breaks. All else stays the text it
 * is, so that "1. hello" or "# one" arrives as typed, and HTML arrives as text.
 */
const markdown = new MarkdownIt("zero", { html: false, breaks: true, xhtmlOut: true }).enable([
  "emphasis",
  "strikethrough",
  "link",
  "autolink",
  "newline",
  "escape",
]);

function fromMarkdown(text: string): string {
  return markdown
    .render(text)
    .trim()
    .replaceAll("<br />\n", "<br />")
    .replaceAll("</p>\n<p>", "</p><p>");
}

function paragraph(text: string): string {
  const escaped = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  return `<p>${escaped.replace(/\r?\n/g, "<br />")}</p>`;
}
