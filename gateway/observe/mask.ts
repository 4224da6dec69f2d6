/** Text with everything that looks like a secret replaced by `***`: a second net, for what should not have been said. */
export function mask(text: string): string {
  // Two cheap looks spare nearly every text the replacements.
  if (!possible.test(text) || !suspicious.test(text)) return text;
  let masked = text;
  for (const [pattern, replacement] of patterns) masked = masked.replace(pattern, replacement);
  return masked;
}

// Cookies and parameters whose value is a secret: of a session, of a client, of the signing rules.
const names =
  "sess|auth_[a-z0-9_]*|fp|st|csrf|x-bc|bcTokenSha|api[-_]?key|x-api-key|password|passwd|secret|" +
  "client_secret|token|access_token|refresh_token|static_param|checksum_constants?|" +
  "checksum_indexes|signature|sign";
const headers = "set-cookie|cookie|proxy-authorization|authorization";
const before = "(?<![A-Za-z0-9])";
const assigned = "\\\\?[\"']?\\s*[:=]\\s*";
const value = "(?:\\[[^\\]]*\\]?|\\\\?\"[^\"]*\"?|'[^']*'?|[^\\s;,&\"']+)";

const patterns: readonly (readonly [RegExp, string])[] = [
  [/\b(ck_(?:live|sandbox)_|cs_|adm_)[A-Za-z0-9]{16,}/g, "$1***"],
  // A link to media needs no key: whoever has it gets the file.
  [/(\/v2\/media\/)[\w-]+/g, "$1***"],
  // Userinfo up to the last `@` of the authority: a password may hold one itself.
  [/\/\/[^/?#\s"'<>]*@/g, "//***@"],
  [/\b(bearer|basic)\s+[A-Za-z0-9+/._~=-]{6,}/gi, "$1 ***"],
  // A header's value goes on to the end of its line: further cookies follow the first.
  [new RegExp(`${before}(${headers})(${assigned}).+`, "gi"), "$1$2***"],
  [new RegExp(`${before}(${names})(${assigned})${value}`, "gi"), "$1$2***"],
];

const possible = /[=:@ ]|ck_|cs_|adm_|\/media\//;

const suspicious = new RegExp(
  `ck_|cs_|adm_|/media/|@|bearer|basic|${before}(?:${headers}|${names})${assigned}`,
  "i",
);
