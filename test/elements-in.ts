/** What is drawn, without a word of its text: each element with the names of its attributes, as `a href rel`. */
export function elementsIn(place: ParentNode): string[] {
  return [...place.querySelectorAll("*")].map((element) => [element.localName, ...element.getAttributeNames().sort()].join(" "));
}
