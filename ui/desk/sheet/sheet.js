// The speech on its sheet. Everything shown comes in as data and is put on the page as text, never as markup.
const SIGNS = { supported: "", derived: "", known: "", unclear: "?", unsupported: "✗", contradicted: "✗", wording: "!", unchecked: "…" };

function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === "on") Object.entries(value).forEach(([event, handler]) => element.addEventListener(event, handler));
    else if (value !== undefined && value !== null) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

const button = (text, handler, properties = {}) => make("button", { type: "button", ...properties, on: { click: handler } }, text);

class Sheet {
  constructor(root, data, send) {
    Object.assign(this, { root, data, words: data.words });
    this.send = (act) => send({ stamp: data.stamp, ...act });
    this.marks = [];
  }

  render() {
    const paper = make("article", { class: "paper", lang: "zh-CN", "aria-label": this.words.sheet });
    this.data.lines.forEach((line, place) => paper.append(this.line(line, place)));
    paper.addEventListener("keydown", (event) => event.key === "Escape" && this.close(true));
    paper.addEventListener("click", (event) => event.target.closest(".card, [data-opens]") || this.close(false));
    this.paper = paper;
    this.root.replaceChildren(this.legend(), paper);
  }

  // One entry for each kind of mark, with its number and its name; pressed, it goes to the next mark of the kind.
  legend() {
    const entries = this.data.legend.map(({ kind, label, count }) =>
      button(`${SIGNS[kind]}${label} ${count}`, () => this.next(kind), { class: `kind ${kind}`, title: this.words.next }),
    );
    return make("div", { class: "legend", role: "group", "aria-label": this.words.legend }, ...entries);
  }

  next(kind) {
    const found = this.marks.filter((mark) => mark.dataset.kind === kind);
    const at = found.indexOf(this.root.activeElement ?? null);
    const last = found.indexOf(this.last ?? null);
    this.last = found[((at >= 0 ? at : last) + 1) % found.length];
    this.last.scrollIntoView({ block: "center" });
    this.last.focus();
  }

  line(line, place) {
    const element = make("p", { class: `line ${line.role}` }, ...line.runs.map((run) => this.run(run)));
    if (line.tools && this.data.editable) element.append(this.handle(element, line, place));
    return element;
  }

  run(run) {
    if (run.mark === undefined) return document.createTextNode(run.text);
    const said = this.data.marks[run.mark];
    const open = () => this.card(mark, said, run.mark);
    const mark = make(
      "span",
      {
        class: `mark ${said.kind}`, role: "button", tabindex: "0", "data-kind": said.kind, "data-opens": "",
        "aria-haspopup": "dialog", "aria-label": `${run.text}，${said.label}`,
        on: { click: open, keydown: (event) => ["Enter", " "].includes(event.key) && (event.preventDefault(), open()) },
      },
      run.text,
      SIGNS[said.kind] ? make("sup", { "aria-hidden": "true" }, SIGNS[said.kind]) : null,
    );
    this.marks.push(mark);
    return mark;
  }

  // What is known about a number, and what can be done about it.
  card(mark, said, number) {
    const told = said.told.map(([name, text]) => make("div", { class: "told" }, make("dt", {}, name), make("dd", {}, text)));
    const act = (what, more = {}) => () => this.send({ do: what, mark: number, ...more });
    const offers = [];
    if (said.expected) offers.push(button(`${this.words.correct} ${said.expected}`, act("correct"), { class: "main" }));
    else if (said.turn) offers.push(button(this.words.turn, act("correct"), { class: "main" }));
    if (said.offers) offers.push(button(this.words.drop, act("drop")));
    this.open(mark, said.label, [
      make("div", { class: `verdict ${said.kind}` }, `${SIGNS[said.kind]}${said.label}`),
      make("dl", {}, ...told),
      offers.length ? make("div", { class: "offers" }, ...offers) : null,
      said.offers ? this.vouching(number) : null,
    ]);
  }

  vouching(number) {
    const source = make("input", { type: "text", maxlength: "200", "aria-label": this.words.source, placeholder: this.words.source });
    const vouch = (event) => {
      event.preventDefault();
      if (source.value.trim()) this.send({ do: "vouch", mark: number, text: source.value });
      else source.focus();
    };
    return make("form", { class: "vouch", on: { submit: vouch } }, source, make("button", { type: "submit" }, this.words.vouch));
  }

  // The handle of a paragraph: what can be asked for this paragraph alone.
  handle(paragraph, line, place) {
    const name = `${this.words.paragraph.replace("N", line.number)}`;
    const open = () => {
      const asked = ["shorten", "expand", "reword"].map((what) =>
        button(this.words[what], () => this.send({ do: what, line: place }), { class: "item" }),
      );
      const edit = button(this.words.edit, () => this.edit(paragraph, line, place), { class: "item" });
      this.open(handle, name, [make("div", { class: "verdict" }, name), make("div", { class: "menu" }, ...asked, edit)]);
    };
    const handle = button("⋯", open, { class: "handle", "aria-label": name, title: name, "aria-haspopup": "dialog", "data-opens": "" });
    return handle;
  }

  edit(paragraph, line, place) {
    this.close(false);
    const text = line.runs.map((run) => run.text).join("");
    const field = make("textarea", { "aria-label": this.words.edit, rows: Math.max(3, Math.ceil(text.length / 36)) });
    field.value = text;
    const back = () => (this.render(), this.root.querySelectorAll(".handle")[line.number - 1]?.focus());
    const save = () => (field.value === text ? back() : this.send({ do: "edit", line: place, text: field.value }));
    const keys = (event) => {
      if (event.key === "Escape") back();
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) save();
    };
    field.addEventListener("keydown", keys);
    const offers = make("div", { class: "offers" }, button(this.words.save, save, { class: "main" }), button(this.words.cancel, back));
    paragraph.replaceWith(make("div", { class: "editing" }, field, offers));
    field.focus();
  }

  open(anchor, name, content) {
    this.close(false);
    const shut = button("×", () => this.close(true), { class: "shut", "aria-label": this.words.close });
    const card = make("div", { class: "card", role: "dialog", "aria-label": name }, shut, ...content);
    this.paper.append(card);
    const sheet = this.paper.getBoundingClientRect();
    const place = anchor.getClientRects()[0];
    const left = Math.min(Math.max(place.left - sheet.left, 8), sheet.width - card.offsetWidth - 8);
    card.style.left = `${Math.max(left, 8)}px`;
    card.style.top = `${place.bottom - sheet.top + 6}px`;
    this.shown = { card, anchor };
    (card.querySelector("button:not(.shut)") ?? shut).focus({ preventScroll: true });
    card.scrollIntoView({ block: "nearest" });
  }

  close(back) {
    if (!this.shown) return;
    const { card, anchor } = this.shown;
    this.shown = undefined;
    card.remove();
    if (back) anchor.focus({ preventScroll: true });
  }
}

const drawn = new WeakMap();

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".sheet");
  if (drawn.get(root) === data.stamp) return; // another part of the page has changed: an open card stays open
  drawn.set(root, data.stamp);
  new Sheet(root, data, (act) => setTriggerValue("act", act)).render();
}
