import {
  createHash,
  createHmac,
  generateKeyPairSync,
  sign as signWith,
  type KeyObject,
} from "node:crypto";

/** JSON of a part of a token. */
type Part = Readonly<Record<string, unknown>>;

const encoded = (text: string | Buffer): string => Buffer.from(text).toString("base64url");

/** A key pair with its public half as a JSON Web Key, and what signs a text with it. */
export interface Signer {
  readonly algorithm: string;
  readonly jwk: Part;
  sign(text: string): Buffer;
}

/** Signs with RSA; nothing of it comes from the libraries that services verify with. */
export function rsaSigner(kid?: string): Signer {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return {
    algorithm: "RS256",
    jwk: { ...publicKey.export({ format: "jwk" }), ...(kid === undefined ? {} : { kid }) },
    sign: (text) => signWith("sha256", Buffer.from(text), privateKey),
  };
}

/** Signs with the curve P-256. */
export function ellipticSigner(kid?: string): Signer {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const key: { key: KeyObject; dsaEncoding: "ieee-p1363" } = {
    key: privateKey,
    dsaEncoding: "ieee-p1363",
  };
  return {
    algorithm: "ES256",
    jwk: { ...publicKey.export({ format: "jwk" }), alg: "ES256", ...(kid && { kid }) },
    sign: (text) => signWith("sha256", Buffer.from(text), key),
  };
}

/** Signs with a secret that both sides know. */
export const secretSigner = (secret: string, kid?: string): Signer => ({
  algorithm: "HS256",
  jwk: { kty: "oct", k: encoded(secret), alg: "HS256", ...(kid === undefined ? {} : { kid }) },
  sign: (text) => createHmac("sha256", secret).update(text).digest(),
});

/** A token of these claims; `header` adds to its header, or takes the place of what is said there. */
export function tokenOf(signer: Signer, claims: Part, header: Part = {}): string {
  const head = { alg: signer.algorithm, typ: "JWT", kid: signer.jwk["kid"], ...header };
  const text = `${encoded(JSON.stringify(head))}.${encoded(JSON.stringify(claims))}`;
  return `${text}.${encoded(signer.sign(text))}`;
}

/** An API key as services are told of it. */
export const apiKeyOf = (name: string, key: string, scopes: readonly string[]): Part => ({
  name,
  sha256: createHash("sha256").update(key).digest("hex"),
  scopes,
});
