import { main } from "../gateway/main.ts";
import plugins from "./index.ts";

// The gateway never imports plugins: what `npm start` runs gives it the list.
await main(plugins);
