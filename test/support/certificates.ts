import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A self-signed certificate, which is its own authority, and its key; PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

const CONFIG = `
[ca]
default_ca = self
[self]
database = index.txt
serial = serial
new_certs_dir = .
default_md = sha256
policy = any
copy_extensions = copy
[any]
commonName = supplied
`;

/** Whether the openssl command is there to make certificates with. */
export function hasOpenssl(): boolean {
  try {
    execFileSync("openssl", ["version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** Makes a certificate for a DNS name that is valid in the years given, the last one excluded. */
export function createCertificate(name: string, fromYear = 2020, toYear = 2049): Certificate {
  const folder = mkdtempSync(join(tmpdir(), "certificate-"));
  const openssl = (...args: string[]) =>
    execFileSync("openssl", args, { cwd: folder, stdio: "pipe" });
  try {
    writeFileSync(join(folder, "ca.conf"), CONFIG);
    writeFileSync(join(folder, "index.txt"), "");
    writeFileSync(join(folder, "serial"), "01");
    const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
    const subject = ["-subj", `/CN=${name}`, "-addext", `subjectAltName=DNS:${name}`];
    openssl("req", "-new", ...curve, "-keyout", "key.pem", "-out", "csr.pem", ...subject);
    const dates = ["-startdate", `${fromYear}0101000000Z`, "-enddate", `${toYear}0101000000Z`];
    const files = ["-keyfile", "key.pem", "-in", "csr.pem", "-out", "cert.pem", "-notext"];
    openssl("ca", "-batch", "-selfsign", "-config", "ca.conf", ...files, ...dates);
    return {
      cert: readFileSync(join(folder, "cert.pem"), "utf8"),
      key: readFileSync(join(folder, "key.pem"), "utf8"),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
