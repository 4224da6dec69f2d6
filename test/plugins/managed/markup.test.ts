import assert from "node:assert/strict";
import { test } from "node:test";
import { messageText, postText } from "../../../plugins/managed/markup.ts";

test("Markdown becomes the markup that the upstream shows, and nothing else of it means anything", () => {
  const cases = [
    ["**b** *i* ~~s~~", "<p><strong>b</strong> <em>i</em> <s>s</s></p>"],
    ["one\ntwo\n\nthree", "<p>one<br />two</p><p>three</p>"],
    ["[a](https://x.example/y?a=1&b=2)", '<p><a href="https://x.example/y?a=1&amp;b=2">a</a></p>'],
    ["[a](javascript:alert(1))", "<p>[a](javascript:alert(1))</p>"],
    ["<b onclick=x>&amp;</b>", "<p>&lt;b onclick=x&gt;&amp;amp;&lt;/b&gt;</p>"],
    ["1. hello", "<p>1. hello</p>"],
    ["# one", "<p># one</p>"],
    ["    code", "<p>code</p>"],
    ["5 * 3 * 2 = 30", "<p>5 * 3 * 2 = 30</p>"],
    ["\\*as it is\\*", "<p>*as it is*</p>"],
  ] as const;
  for (const [text, markup] of cases) {
    assert.equal(messageText({ text }), markup);
    assert.equal(postText({ text, isMarkdown: true }), markup);
    assert.equal(postText({ text, isMarkdown: null }), markup);
  }
});

test("text that is no Markdown stays what it is: a paragraph of a message, a post as it was written", () => {
  const plain = { text: "**1** < 2\n& more", isMarkdown: false };
  assert.equal(messageText(plain), "<p>**1** &lt; 2<br />&amp; more</p>");
  assert.equal(postText(plain), plain.text);
  for (const text of [undefined, "", "  \n "])
    assert.deepEqual([messageText({ text }), postText({ text })], ["", ""]);
});
