import tseslint from "typescript-eslint";

/** Which room may import which: the lines of the architecture that a folder rule can say. */
const room = (files, forbidden, message) => ({
  files,
  rules: {
    "no-restricted-imports": ["error", { patterns: [{ group: forbidden, message }] }],
  },
});

export default tseslint.config(
  {
    ignores: [
      "node_modules/",
      "data/",
      "test/.artifacts/",
      // Generated: `npm run docs` writes them, and a test keeps them fresh.
      "gateway/client/api.d.ts",
      "gateway/client/declarations/",
    ],
  },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/no-floating-promises": [
        "error",
        {
          allowForKnownSafeCalls: [
            { from: "package", package: "node:test", name: ["test", "describe", "it"] },
          ],
        },
      ],
      // Hooks may return nothing: `Reply | void` lets a one-line hook return what it calls.
      "@typescript-eslint/no-invalid-void-type": "off",
      "@typescript-eslint/no-confusing-void-expression": [
        "error",
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      "@typescript-eslint/method-signature-style": ["error", "property"],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-unnecessary-condition": [
        "error",
        { allowConstantLoopConditions: "only-allowed-literals" },
      ],
      "@typescript-eslint/no-dynamic-delete": "off",
      // `Facts` is empty until plugins augment it; every room then sees their types.
      "@typescript-eslint/no-generated-empty-object-type": "off",
    },
  },
  room(
    ["gateway/**"],
    ["**/plugins/*"],
    "The engine is given its plugins by plugins/start.ts; it never imports them.",
  ),
  room(
    ["gateway/http/**", "gateway/chain/**"],
    ["**/upstream/*", "**/sandbox/*", "**/api/*", "**/store/*"],
    "http/ and chain/ know nothing of OnlyFans or of storage.",
  ),
  room(
    ["gateway/sandbox/**"],
    ["**/rules/*"],
    "The sandbox checks signatures with code of its own.",
  ),
  { files: ["**/*.js"], ...tseslint.configs.disableTypeChecked },
);
