/** An e-mail address somebody wrote into the chat. Linear in the length of what was written. */

/** What stands around an address in a sentence, and in none. */
const AROUND = /[\s<>()[\]{},;:"“”„«»]+/u;
const LONGEST_ADDRESS = 254;

/** The last one written; `read` says what is an address, as the form does. */
export function addressIn(said: readonly string[], read: (text: string) => string | undefined): string | undefined {
  for (const text of [...said].reverse()) {
    for (const part of text.split(AROUND).reverse()) {
      // A sentence ends right behind it.
      const address = part.length <= LONGEST_ADDRESS && part.includes("@") ? read(part.replace(/[.!?'’…]+$/, "")) : undefined;
      if (address !== undefined) return address;
    }
  }
  return undefined;
}
