import { main } from "../gateway/main.ts";

// The gateway never imports plugins: what `npm start` runs lends it the list.
await main(async () => (await import("./index.ts")).default);
