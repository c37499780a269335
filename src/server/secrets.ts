/** Unguessable strings and the form in which they are kept. Who may hold which is decided where they are handed out. */
import { createHash, randomBytes } from "node:crypto";

const SECRET = /^[A-Za-z0-9_-]{43}$/;

/** 256 random bits in base64url: a visitor's token, an agent's cookie, the secret of a link. */
export const newSecret = (): string => randomBytes(32).toString("base64url");

/** Opaque, and not worth guessing: ids of visitors and agents stand in addresses and events. */
export const newId = (): string => randomBytes(12).toString("base64url");

/** What is stored instead of a secret: whoever reads the database cannot sign in with it. No salt is needed for 256 random bits. */
export const hashed = (secret: string): string => createHash("sha256").update(secret).digest("hex");

export const looksLikeSecret = (text: string): boolean => SECRET.test(text);
