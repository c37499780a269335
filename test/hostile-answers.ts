/** Answers written to take long to read: a megabyte each of what a careless expression or tree would go back and forth over. */

const MEGABYTE = 1_048_576;
const DEEP = 100_000;

const all = (piece: string) => piece.repeat(Math.ceil(MEGABYTE / piece.length)).slice(0, MEGABYTE);

export const HOSTILE_TEXTS: Readonly<Record<string, string>> = {
  "one line of >": all(">"),
  "lines of >": all(">\n"),
  "quoted and not, in turns": all("> a\nb\n"),
  "On On On": all("On "),
  "lines that begin a date": all("On Mon, 3 May 2026\n"),
  "introductions without an end": all("On Mon, 3 May 2026 at 10:00 Ana <ana@example.com> "),
  "names and addresses": all("Ana <ana@example.com>\n"),
  "half addresses": all("<a@"),
  "introductions over quotations": all("x\nAna wrote:\n> y\n"),
  "header fields": all("From: a\nTo: b\n"),
  "empty header fields": all("From:\n"),
  "one line of spaces": all(" "),
  "empty lines": all("\n"),
  "carriage returns": all("\r"),
  dashes: all("-"),
  "signature delimiters": all("--\n"),
  "devices on one line": all("Sent from my "),
  "devices on many": all("Sent from my iPhone\n"),
  "marker bars": all("\u2015\u2015\u2015 "),
  colons: all(":"),
  "Chinese verbs": all("写道"),
  "joined emoji": all("👩‍👩‍👧"),
  words: all("word "),
};

export const HOSTILE_HTML: Readonly<Record<string, string>> = {
  "nested div": `${"<div>".repeat(DEEP)}x${"</div>".repeat(DEEP)}`,
  "nested blockquote": `${"<blockquote>".repeat(DEEP)}x`,
  "quoted lines at depth": `${"<blockquote>".repeat(5_000)}${"a<br>".repeat(DEEP)}`,
  "unclosed tags": all("<p>"),
  "unclosed cells": all("<table><tr><td>a"),
  "ends without a beginning": `${"<a>".repeat(19_000)}${"</b>".repeat(2 * DEEP)}`,
  "crossed tags": all("<b><div></b></div>"),
  "holders of quotations": all("<div class=gmail_quote>"),
  attributes: `<a ${all("x=1 ")}`,
  "one long attribute": `<p class="${all("gmail_quote ")}`,
  entities: all("&amp;"),
  "half entities": all("&#x"),
  "half tags": all("<"),
  comments: all("<!--"),
  "one line of pieces": all("<span>a"),
  "lines of preformatted text": `<pre>${all("\n")}`,
  links: all('<a href="https://example.com/">x</a>'),
  spaces: all(" "),
};
