/** From what api-extractor has read of an entry to a page of Markdown: each export with its declaration and its words. */
export interface Item {
  readonly kind: string;
  readonly name?: string;
  readonly docComment?: string;
  readonly excerptTokens?: readonly { readonly text: string }[];
  readonly members?: readonly Item[];
}

/** What the comment says, without its stars. */
function wordsOf({ docComment = "" }: Item): string {
  return docComment
    .replace(/^\/\*\*|\*\/\s*$/g, "")
    .replace(/^[ \t]*\* ?/gm, "")
    .trim();
}

/** The names of which nothing is said. A schema and its type share a name: one of them says it for both. */
export function undocumented(items: readonly Item[]): readonly string[] {
  const said = new Set(items.filter((item) => wordsOf(item) !== "").map(({ name }) => name));
  return [...new Set(items.flatMap(({ name }) => (name === undefined || said.has(name) ? [] : [name])))];
}

const declared = ({ excerptTokens = [] }: Item) =>
  excerptTokens
    .map(({ text }) => text)
    .join("")
    .trim();
/** A cell of a table is one line, and a bar in it would end it. */
const cell = (text: string) => text.replace(/\s+/g, " ").replaceAll("|", "\\|");

export function reference(title: string, items: readonly Item[]): string {
  const sorted = [...items].sort((one, other) => (one.name ?? "").localeCompare(other.name ?? "", "en"));
  return `# ${title}\n\n${sorted.map(section).join("\n\n")}\n`;
}

function section(item: Item): string {
  const members = (item.members ?? []).filter(({ name }) => name !== undefined);
  const rows = members.map((member) => `| \`${cell(declared(member))}\` | ${cell(wordsOf(member))} |`);
  return [
    `## ${item.name} (${item.kind.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase()})`,
    wordsOf(item),
    `\`\`\`ts\n${declared(item)}\n\`\`\``,
    ...(rows.length > 0 ? [`| member | |\n|---|---|\n${rows.join("\n")}`] : []),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}
