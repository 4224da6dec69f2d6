import { Agent, createServer } from "node:http";
import { createRequire } from "node:module";
import type { ProxyServer } from "http-proxy-3";
import { serve, upstreamUrl } from "./serve.ts";

// http-proxy-3 as its own documentation uses it, with the keep-alive agent everyone adds.
const { createProxyServer } = createRequire(import.meta.url)("http-proxy-3") as {
  createProxyServer: (options: object) => ProxyServer;
};
const proxy = createProxyServer({ target: upstreamUrl(), agent: new Agent({ keepAlive: true }) });
proxy.on("error", (_error, _req, res) => void res.destroy());
serve(
  createServer((req, res) => {
    proxy.web(req, res);
  }),
);
