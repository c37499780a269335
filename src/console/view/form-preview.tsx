/** The contact form as visitors see it, while it is being edited: the very same drawing, in a shadow root with the widget's looks. */
import { h, render } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Form, FormFacts } from "../../contact-form/form.js";
import { readAnswer } from "../../contact-form/read.js";
import type { Availability, ContactForm } from "../../protocol/index.js";
import { css, drawForm, formEn, notice, UNASKED } from "../../widget/contact-form.js";
import { adoptSheets, type Sheets } from "../../widget/sheets.js";
import type { Edited } from "../edited-settings.js";
import { asForm } from "../own-questions.js";
import { words } from "../words.js";

export function FormPreview({ edited }: { edited: Edited }) {
  const host = useRef<HTMLDivElement>(null);
  const sheets = useRef<Sheets>(undefined);
  const form = asForm(edited);
  // While everybody is away it asks more strictly, as a rule: that is shown, unless only somebody online asks at all.
  const availability = form.whenAway === "never" ? "online" : "away";
  const { accent } = edited;
  const asText = JSON.stringify([form, accent]);
  useEffect(() => {
    const root = host.current?.shadowRoot ?? host.current?.attachShadow({ mode: "open" });
    if (!root) return;
    sheets.current ??= adoptSheets(root);
    sheets.current.paint(accent);
    if (root.childElementCount === 0) {
      sheets.current.add(css);
      root.append(document.createElement("div"));
    }
    const place = root.firstElementChild;
    if (place) show(place, form, availability);
  }, [asText]);
  return (
    <figure class="preview">
      <figcaption>{words.preview[availability]}</figcaption>
      <div ref={host} />
    </figure>
  );
}

function show(place: Element, form: ContactForm, availability: Availability): void {
  place.className = "recado";
  place.setAttribute("data-theme", matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  const rule = availability === "online" ? form.whenOnline : form.whenAway;
  const facts: FormFacts = {
    ...{
      form,
      read: readAnswer,
      availability,
      contact: undefined,
      rule,
      isKnown: false,
      written: 1,
      wroteEarlier: false,
      asked: 0,
    },
    held: rule === "required" ? 1 : 0,
  };
  let shown: Form = notice(UNASKED, facts);
  const again = () => {
    const drawn = drawForm(h, {
      ...{ form: shown, asked: form, held: facts.held, answersByEmail: true, words: formEn, read: readAnswer },
      desk: {
        step(next) {
          shown = next(shown, facts);
          again();
        },
        // A sound answer goes nowhere: the form begins anew.
        async give() {
          shown = notice(UNASKED, facts);
          again();
          return undefined;
        },
      },
      phrase: (of) => form.phrases?.find((one) => one.of === of && one.language === "en")?.text,
      said: [],
      face: null,
      onLeft: () => {},
    });
    render(drawn ?? h("p", { class: "aside" }, words.previewNever), place);
  };
  again();
}
