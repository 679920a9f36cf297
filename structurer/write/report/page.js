"use strict";
// Filters, pages and search. The state is the address behind #, so that a reload or a link brings it back; each
// card is kept as text, escaped when the page was written, and becomes elements when its page is shown.
(() => {
  const byId = (id) => document.getElementById(id);
  const { projects, rowsAPage, rowsAHead, rowsAPiece } = JSON.parse(byId("index").textContent);
  const form = byId("filters"), results = byId("results"), pager = byId("pages"), typed = form.elements.q;
  const names = ["q", "document", "unit", "category", "kind", "severity", "rule", "review", "minor", "project"];
  const whole = new Set(); // projects of which all rows are shown, whatever the filters say
  let pages = [], wait;

  const address = () => new URLSearchParams(location.hash.slice(1));
  const go = (params, quietly) => {
    const hash = "#" + params;
    if (quietly) location.replace(hash); else location.hash = hash;
  };
  const fold = (text) => text.normalize("NFKC").toLowerCase();
  const words = (text) => fold(text).split(/[\s\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]+/).filter(Boolean);

  // What the address asks for, as one test for a project, one for a list of findings.
  function asked(params) {
    const is = (name, value) => !params.get(name) || params.get(name) === String(value);
    const severity = params.get("severity"), rule = params.get("rule"), minor = params.has("minor");
    return {
      terms: words(params.get("q") || ""),
      kind: params.get("kind"),
      review: params.has("review"),
      project: (one, number) =>
        is("document", one.document) && is("unit", one.unit) && is("category", one.category) && is("project", number),
      findings: (found) =>
        !(severity || rule) ||
        found.some(([level, id, shown]) =>
          (!severity || level === severity) && (!rule || id === rule) && (shown || minor || rule)),
    };
  }

  // The projects with something that is asked for, with the numbers (from 0) of the rows that are.
  function select(params) {
    const want = asked(params), found = [];
    projects.forEach((project, at) => {
      if (!want.project(project, at + 1)) return;
      const left = want.terms.filter((term) => !project.text.includes(term));
      const rows = [];
      project.rows.forEach(([kind, review, findings, text], row) => {
        if ((!want.kind || kind === want.kind) && (!want.review || review) && want.findings(findings) &&
            left.every((term) => text.includes(term))) rows.push(row);
      });
      const header = !want.kind && (!want.review || project.review) && want.findings(project.findings) && !left.length;
      if (rows.length || header) found.push({ at, rows, isBrief: !header });
    });
    return found;
  }

  // Divided as the first page was when it was written: whole projects while they fit a page, long ones in pieces.
  function divide(found) {
    const made = [];
    let total = Infinity;
    for (const { at, rows, isBrief } of found) {
      const every = projects[at].rows.map((_, row) => row), shown = whole.has(at) ? every : rows;
      const hidden = every.length - shown.length;
      for (let start = 0; start < Math.max(1, shown.length); start += rowsAPiece) {
        const piece = shown.slice(start, start + rowsAPiece), size = piece.length + rowsAHead;
        if (total + size > rowsAPage) { made.push([]); total = 0; }
        made.at(-1).push({ at, rows: piece, hidden, isBrief: isBrief && !whole.has(at), isLast: start + rowsAPiece >= shown.length });
        total += size;
      }
    }
    return made;
  }

  function elements(html) {
    const template = document.createElement("template");
    template.innerHTML = html;
    return template.content;
  }

  function card({ at, rows, hidden, isBrief, isLast }) {
    const [head, ...all] = byId("card-" + (at + 1)).textContent.split(/(?=<tbody)/);
    const made = elements(head + rows.map((row) => all[row]).join("") + "</table></article>");
    made.firstElementChild.classList.toggle("brief", isBrief);
    if ((hidden || isBrief) && isLast) {
      const button = document.createElement("button");
      Object.assign(button, { type: "button", className: "rest", textContent: isBrief ? "显示项目全部内容" : `列出其余${hidden}行` });
      button.addEventListener("click", () => { whole.add(at); show(); });
      made.firstElementChild.append(button);
    }
    return made;
  }

  function fill(pieces, next) {
    results.replaceChildren();
    let before;
    pieces.forEach((piece, i) => {
      const number = projects[piece.at].document, following = pieces[i + 1] || next;
      if (number !== before) results.append(elements(byId("head-" + number).textContent));
      results.append(card(piece));
      before = number;
      if (!following || projects[following.at].document !== number) {
        results.append(elements(byId("tail-" + number).textContent));
      }
    });
    if (!pieces.length) results.append(elements('<p class="none">没有符合条件的指标。</p>'));
  }

  function show() {
    const params = address(), found = select(params);
    pages = divide(found);
    const page = Math.min(Math.max(1, parseInt(params.get("page"), 10) || 1), Math.max(1, pages.length));
    fill(pages[page - 1] || [], (pages[page] || [])[0]);
    const rows = found.reduce((sum, one) => sum + one.rows.length, 0);
    byId("count").textContent = `${rows.toLocaleString("en")}项指标，${found.length.toLocaleString("en")}个项目`;
    control(params, page);
    highlight(words(params.get("q") || ""));
  }

  function control(params, page) {
    for (const name of names) {
      const element = form.elements[name];
      if (!element || element === document.activeElement && name === "q") continue;
      if (element.type === "checkbox") element.checked = params.has(name);
      else element.value = params.get(name) || "";
      element.classList.toggle("set", params.has(name));
    }
    pager.hidden = pages.length < 2;
    byId("last").textContent = pages.length.toLocaleString("en");
    const [back, on] = pager.querySelectorAll("button"), number = pager.querySelector("input");
    Object.assign(number, { value: page, max: pages.length });
    back.disabled = page === 1;
    on.disabled = page >= pages.length;
    if (params.has("minor")) results.querySelectorAll("details.others").forEach((one) => { one.open = true; });
  }

  // Marks what was searched for without touching the text; browsers that cannot do it show the rows all the same.
  function highlight(terms) {
    if (!window.Highlight) return;
    const ranges = [], walker = document.createTreeWalker(results, NodeFilter.SHOW_TEXT);
    while (terms.length && walker.nextNode()) {
      const node = walker.currentNode, text = fold(node.data);
      if (text.length !== node.data.length) continue;
      for (const term of terms) {
        for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + term.length)) {
          const range = new Range();
          range.setStart(node, at);
          range.setEnd(node, at + term.length);
          ranges.push(range);
        }
      }
    }
    CSS.highlights.set("search", new Highlight(...ranges));
  }

  function change(quietly) {
    const params = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (value) params.set(name, value);
    const project = address().get("project");
    if (project) params.set("project", project);
    whole.clear();
    go(params, quietly);
  }

  function turn(page) {
    const params = address();
    params.set("page", page);
    go(params);
    results.scrollIntoView();
  }

  form.addEventListener("input", (event) => {
    clearTimeout(wait);
    if (event.target === typed) wait = setTimeout(change, 120, true);
    else change();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", (event) => { event.preventDefault(); typed.value = ""; whole.clear(); go(new URLSearchParams()); });
  byId("more").addEventListener("click", ({ currentTarget }) => {
    currentTarget.setAttribute("aria-expanded", byId("choices").classList.toggle("open"));
  });
  pager.addEventListener("click", ({ target }) => {
    if (target.value && target.type === "button") turn(Number(pager.querySelector("input").value) + Number(target.value));
  });
  pager.addEventListener("change", ({ target }) => turn(target.value));
  document.addEventListener("click", ({ target }) => {
    if (target.closest('a[href^="#"]')) { whole.clear(); setTimeout(() => results.scrollIntoView()); }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !event.ctrlKey && !event.metaKey && !event.target.closest("input, select, textarea")) {
      event.preventDefault();
      typed.focus();
      typed.select();
    }
  });
  window.addEventListener("hashchange", show);
  // On paper everything that the filters leave is there, not one page of it, and nothing is folded.
  window.addEventListener("beforeprint", () => {
    fill(pages.flat());
    document.querySelectorAll("details").forEach((one) => { one.open = true; });
  });
  window.addEventListener("afterprint", () => {
    document.querySelectorAll("details").forEach((one) => { one.open = false; });
    show();
  });
  form.hidden = false;
  show();
})();
