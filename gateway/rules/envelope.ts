import { createPrivateKey, createPublicKey, sign, verify, type KeyObject } from "node:crypto";
import { RulesProblem } from "./problem.ts";
import { decodeJson, parseStrictJson } from "./strict-json.ts";

/** Whose signatures a document needs before anything in it is looked at. */
export interface Signers {
  /** Ed25519 public keys: the line between BEGIN and END of their PEM form. */
  readonly keys: readonly string[];
  /** How many of them must have signed. */
  readonly needed: number;
}

interface Envelope {
  readonly payloadType: string;
  readonly payload: string;
  readonly signatures: readonly { readonly sig: string }[];
}

/** What is signed names its kind, so that a signature made for something else is worth nothing here. */
const TYPE = "application/vnd.countersign.rules+json";
const MAX_SIGNATURES = 16;

/**
 * The document inside a signed envelope (DSSE 1.0), byte for byte as it was signed.
 * @throws RulesProblem if it is none, or too few of the keys have signed it.
 */
export function openEnvelope(text: string, { keys, needed }: Signers): string {
  const envelope = asEnvelope(parseStrictJson(text));
  if (envelope === undefined)
    throw new RulesProblem({ place: "", reason: "it is not signed, and this feed must be" });
  const payload = Buffer.from(envelope.payload, "base64");
  const message = signedBytes(payload);
  const signatures = envelope.signatures.map(({ sig }) => Buffer.from(sig, "base64"));
  const signers = [...new Set(keys)]
    .map(toPublicKey)
    .filter((key) => signatures.some((signature) => verify(null, message, key, signature)));
  if (signers.length < needed)
    throw new RulesProblem({
      place: "/signatures",
      reason: `${signers.length} of the keys in \`signedBy\` have signed it, and ${needed} must`,
    });
  return decodeJson(payload);
}

/**
 * The document in an envelope signed with one key; an envelope that is there gets one more signature.
 * @throws RulesProblem if `privateKey`, in PEM form, is no Ed25519 key.
 */
export function endorse(text: string, privateKey: string): string {
  const key = toPrivateKey(privateKey);
  const before = asEnvelope(parseStrictJson(text));
  const payload = before === undefined ? Buffer.from(text) : Buffer.from(before.payload, "base64");
  const sig = sign(null, signedBytes(payload), key).toString("base64");
  const others = (before?.signatures ?? []).filter((other) => other.sig !== sig);
  const envelope: Envelope = {
    payloadType: TYPE,
    payload: payload.toString("base64"),
    signatures: [...others, { sig }],
  };
  return `${JSON.stringify(envelope, null, 2)}\n`;
}

/** The public half of a private key, as `signedBy` takes it. */
export function publicKeyOf(privateKey: string): string {
  return createPublicKey(toPrivateKey(privateKey))
    .export({ format: "der", type: "spki" })
    .toString("base64");
}

/** DSSE's pre-authentication encoding: kind and content, each with its length. */
function signedBytes(payload: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`DSSEv1 ${TYPE.length} ${TYPE} ${payload.length} `), payload]);
}

function asEnvelope(value: unknown): Envelope | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { payloadType, payload, signatures } = value as Readonly<Record<string, unknown>>;
  if (payloadType !== TYPE || typeof payload !== "string") return undefined;
  if (!Array.isArray(signatures) || signatures.length > MAX_SIGNATURES) return undefined;
  const sigs = signatures.map((each: unknown) =>
    typeof each === "object" && each !== null && "sig" in each ? each.sig : undefined,
  );
  if (!sigs.every((sig) => typeof sig === "string")) return undefined;
  return { payloadType, payload, signatures: sigs.map((sig) => ({ sig })) };
}

function toPublicKey(base64: string): KeyObject {
  return createPublicKey({ key: Buffer.from(base64, "base64"), format: "der", type: "spki" });
}

function toPrivateKey(pem: string): KeyObject {
  let key: KeyObject | undefined;
  try {
    key = createPrivateKey(pem);
  } catch {
    // Its own message could quote the key.
  }
  if (key?.asymmetricKeyType === "ed25519") return key;
  throw new RulesProblem({ place: "", reason: "the key is no Ed25519 private key in PEM form" });
}
