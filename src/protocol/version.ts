/**
 * The wire's version and its history. A change of any schema changes the fingerprint, and the test that compares it asks
 * for a decision: compatible (record the new fingerprint) or not (raise VERSION and keep answering the old one).
 *
 * versions.test.ts lets an old tab and an old server talk to today's.
 *
 * 1 (0.1.0): first; long polls added, which only a client that cannot stream asks for.
 */
export const VERSION = 1;
