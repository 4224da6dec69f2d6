import { definePlugin, Type } from "countersign/plugin";

/** The smallest plugin there is: it says something on every answer. */
export default definePlugin({
  name: "header-tagger",
  summary: "Sets one header field on every answer, errors included.",
  config: Type.Object({
    name: Type.String({
      pattern: "^[a-z0-9-]+$",
      default: "x-served-by",
      description: "Name of the field, in lower case.",
    }),
    value: Type.String({ pattern: "^[ -~]*$", description: "Value of the field." }),
  }),
  setup: ({ name, value }) => ({
    onRequest: ({ answerHeaders }) => {
      answerHeaders[name] = value;
    },
  }),
});
