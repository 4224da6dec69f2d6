import httpProxy from "@fastify/http-proxy";
import fastify from "fastify";
import type { AddressInfo } from "node:net";
import { report, upstreamUrl } from "./serve.ts";

const app = fastify();
await app.register(httpProxy, { upstream: upstreamUrl() });
await app.listen({ port: 0, host: "127.0.0.1" });
report({ port: (app.server.address() as AddressInfo).port, prefix: "", fields: {} });
