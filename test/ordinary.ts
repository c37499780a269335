/**
 * The files of the panel that a visitor loads who asks, gives an address, and reads the answer: test/e2e/story.test.ts sees that a
 * browser loads these and no others, test/size.ts adds them up. Every other one comes with what asks for it.
 */
export const ORDINARY = ["widget", "conversation", "connecting", "contact-form"] as const;

/** The name of a file of the panel, without the hash. */
export const chunkOf = (path: string): string => /([^/]+)-[\w-]{6}\.js$/.exec(path)?.[1] ?? path;
