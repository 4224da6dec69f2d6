// The reference's own part in the browser: Swagger UI, loaded before, shows the gateway's own document.

const dark = matchMedia("(prefers-color-scheme: dark)");
const paint = () => document.documentElement.classList.toggle("dark-mode", dark.matches);
dark.addEventListener("change", paint);
paint();

const spec = await (await fetch("/openapi.json")).json();
SwaggerUIBundle({
  spec: askedOnce(spec),
  dom_id: "#reference",
  deepLinking: true,
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  docExpansion: "list",
  filter: true,
  // What is authorized and tried is the reader's to say, and not a link's.
  queryConfigEnabled: false,
  syntaxHighlight: { theme: "obsidian" },
  validatorUrl: null,
});

/** The same document, in which the Connection ID is said once, beside the key, and not with every call. */
function askedOnce(document) {
  const { securitySchemes } = document.components;
  const connection = { type: "apiKey", in: "header", name: "x-connection-id" };
  return {
    ...document,
    paths: mapValues(document.paths, (methods) =>
      mapValues(methods, (operation) => withoutConnection(operation, document.security)),
    ),
    components: { ...document.components, securitySchemes: { ...securitySchemes, connection } },
  };
}

function withoutConnection(operation, security) {
  const parameters = operation.parameters.filter(({ name }) => name !== "x-connection-id");
  if (parameters.length === operation.parameters.length) return operation;
  const own = operation.security ?? security;
  return { ...operation, parameters, security: own.map((each) => ({ ...each, connection: [] })) };
}

function mapValues(object, map) {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name, map(value)]));
}
