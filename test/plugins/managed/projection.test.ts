import assert from "node:assert/strict";
import { test } from "node:test";
import { Type } from "typebox";
import type { Links } from "../../../plugins/managed/media-urls.ts";
import { createProjection } from "../../../plugins/managed/projection.ts";
import { AnyObject, nullable } from "../../../plugins/managed/shapes/fields.ts";

const FILE = "https://cdn.test/a.jpg";
const links: Links = {
  write: (url, sources) => (url === FILE ? `link:${sources.join("+")}` : url),
  sources: ["/here"],
};

test("an answer's text is JSON whatever the upstream's values are", () => {
  const write = createProjection(
    Type.Object({
      id: Type.Number(),
      price: Type.Optional(Type.Number()),
      'odd "name"': Type.String(),
      text: nullable(Type.String()),
      rows: Type.Array(Type.Object({ at: Type.String() })),
    }),
  );
  const odd = 'a "quoted" \\ line\n\u2028 \ud800 é';
  const upstream = JSON.parse('{"id":1e999,"price":"1e999","text":7,"rows":[1,{}]}') as object;
  assert.deepEqual(JSON.parse(write({ ...upstream, 'odd "name"': odd }, links) ?? ""), {
    id: 0,
    'odd "name"': odd,
    text: "7",
    rows: [{ at: "" }],
  });
  assert.equal(write([], links), undefined);
});

test("an object is whole whichever of its fields are there, whatever their names", () => {
  const number = Type.Optional(Type.Number());
  const names = ["a", '"] + ${links} //`', "__proto__", "\u2028"] as const;
  const optional = Type.Object(Object.fromEntries(names.map((name) => [name, number])));
  const [first, ...others] = names;
  const withSure = Type.Object({ [first]: number, sure: Type.Number(), ...optional.properties });
  for (let which = 0; which < 2 ** names.length; which++) {
    const given = names.filter((_, index) => (which >> index) & 1);
    const text = `{${given.map((name) => `${JSON.stringify(name)}:1`).join(",")}}`;
    const value = JSON.parse(text) as object;
    assert.equal(createProjection(optional)(value, links), text);
    const expected = given.filter((name) => others.includes(name as never));
    const sure = [...given.filter((name) => name === first), "sure", ...expected];
    assert.deepEqual(
      Object.keys(JSON.parse(createProjection(withSure)(value, links) ?? "") as object),
      sure,
    );
  }
});

test("media addresses become links in declared and in unknown places, people's words do not", () => {
  const write = createProjection(
    Type.Object({
      id: Type.Number(),
      responseType: Type.String(),
      text: Type.String(),
      avatar: nullable(Type.String()),
      rows: Type.Array(Type.String()),
      more: AnyObject,
    }),
  );
  const more = { text: FILE, thumb: FILE, list: [FILE, { id: "7", files: { url: FILE } }] };
  const post = { id: "5", responseType: "post", text: FILE, avatar: FILE, rows: [FILE], more };
  const link = "link:/api2/v2/posts/5?skip_users=all+/here";
  assert.deepEqual(JSON.parse(write(post, links) ?? ""), {
    ...post,
    id: 5,
    avatar: link,
    rows: [link],
    more: {
      text: FILE,
      thumb: link,
      list: [link, { id: "7", files: { url: `${link}+/api2/v2/vault/media/7` } }],
    },
  });
  const strange = { ...post, id: "5/../../me" };
  assert.match(write(strange, links) ?? "", /"avatar":"link:\/here"/);
});
