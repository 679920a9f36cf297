// Data to elements. Every text goes in as text: nothing here reads HTML.

export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "onclick") element.addEventListener("click", value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

const MARKS = { target: "读作目标值", rule: "规则依据", model: "模型引文", finding: "审核意见所指" };

// Printed text: isolated, so that a text that turns the direction of writing turns itself alone.
export function printed(pieces) {
  const parts = pieces.map((piece) =>
    piece.marks.length
      ? el("mark", { class: piece.marks.join(" "), title: piece.marks.map((mark) => MARKS[mark]).join("、") }, piece.text)
      : piece.text);
  return el("bdi", { class: "printed" }, ...parts);
}

export function listItem(line, isHere, onclick) {
  const state = line.act ? { accept: "✓", correct: "✎", reject: "✗" }[line.act] : line.doubtful ? "?" : "";
  const said = line.act ? { accept: "已接受", correct: "已更正", reject: "已驳回" }[line.act] : line.doubtful ? "存疑" : "";
  return el("li", { "data-number": line.number },
    el("button", { type: "button", class: "item", "aria-current": isHere ? "true" : null, onclick },
      el("span", { class: `state ${line.act ?? (line.doubtful ? "open" : "")}`, "aria-label": said, role: "img" }, state),
      el("span", { class: "names" },
        el("bdi", { class: "name" }, line.level3 || "（未填指标名）"),
        el("bdi", { class: "value" }, line.text || "（未填指标值）"))));
}

export function rowView(row, total, note) {
  return [
    el("div", { class: "source" }, crumbs(row, total), source(row)),
    el("div", { class: "judgement" }, ruling(row), guess(row), model(row), findings(row), noteBox(note), log(row)),
  ];
}

function crumbs(row, total) {
  return el("header", { class: "crumbs" },
    el("p", {}, el("span", { class: "number" }, `第 ${row.number + 1} 行，共 ${total} 行`), " · ",
      el("bdi", {}, row.document), " · ", el("bdi", {}, row.project)),
    el("h2", {}, el("bdi", {}, row.level3 || "（未填指标名）")),
    el("p", { class: "big" }, printed(row.cells.find((cell) => cell.field === "value").pieces)),
    row.reasons.length
      ? el("ul", { class: "reasons", "aria-label": "存疑原因" }, ...row.reasons.map((one) => el("li", {}, one.label)))
      : null,
    row.place ? el("p", { class: "place" }, row.place) : null);
}

function source(row) {
  return el("div", {},
    section("本行", definitions(row.cells)),
    section("上下行", neighbours(row)),
    section("项目", definitions(row.header)));
}

function section(title, ...children) {
  return el("section", {}, el("h3", {}, title), ...children);
}

function definitions(cells) {
  return el("dl", { class: "cells" }, ...cells.map((cell) =>
    el("div", { "data-field": cell.field }, el("dt", {}, el("bdi", {}, cell.label)), el("dd", {}, printed(cell.pieces)))));
}

function neighbours(row) {
  const rows = row.neighbours.map((one) =>
    el("tr", { class: one.is_here ? "here" : null, "aria-current": one.is_here ? "true" : null },
      el("th", { scope: "row" }, String(one.row)),
      ...one.cells.map((cell) => el("td", { "data-field": cell.field }, printed(cell.pieces)))));
  const heads = ["行", "一级", "二级", "三级指标", "指标值"].map((text) => el("th", { scope: "col" }, text));
  return el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "上下行" },
    el("table", {}, el("thead", {}, el("tr", {}, ...heads)), el("tbody", {}, ...rows)));
}

function told(reading) {
  const parts = [reading.grade_label, reading.direction_label, reading.checkable_label].filter(Boolean);
  return el("p", { class: "told" },
    el("strong", {}, reading.kind_label ?? "无读法"),
    ...reading.targets.filter(Boolean).map((target) => el("bdi", { class: "goal" }, target)),
    parts.length ? el("span", { class: "hint" }, parts.join(" · ")) : null);
}

function guess(row) {
  if (!row.guess) return null;
  const others = row.readings.length > 1;
  return card("规则", row.model || row.ruling ? null : "当前读法", told(row.guess),
    row.guess.reason ? el("p", { class: "hint" }, row.guess.reason) : null,
    others ? el("p", { class: "hint" }, "可选读法") : null,
    others
      ? el("ol", { class: "readings" }, ...row.readings.map((reading, at) =>
        el("li", {}, el("button", { type: "button", "data-reading": reading.kind },
          el("kbd", {}, String(at + 1)), told(reading),
          reading.kind === row.meaning?.kind ? el("span", { class: "badge" }, "当前") : null))))
      : null);
}

function model(row) {
  if (!row.model) return null;
  const { confidence, confidence_label: label } = row.model;
  return card("模型", row.ruling ? null : "当前读法", told(row.model),
    el("p", {}, el("bdi", {}, row.model.reason)),
    el("ul", { class: "quotes", "aria-label": "引文" }, ...row.model.evidence.map((one) =>
      el("li", {}, el("span", { class: "hint" }, one.field), el("q", {}, el("bdi", {}, one.quote))))),
    el("p", { class: "hint" }, label ? el("span", { class: `confidence ${confidence}` }, `把握：${label}`) : null,
      row.model.name ? el("bdi", {}, ` · ${row.model.name}`) : null));
}

function findings(row) {
  if (!row.findings.length) return null;
  return card("审核意见", null, el("ul", { class: "findings" }, ...row.findings.map((one) =>
    el("li", {},
      el("p", {}, el("span", { class: `severity ${one.severity}` }, one.severity_label), el("b", {}, one.rule), " ",
        el("bdi", {}, one.message)),
      one.suggestion ? el("p", { class: "hint" }, el("bdi", {}, one.suggestion)) : null))));
}

function ruling(row) {
  if (!row.ruling) return null;
  const one = row.ruling;
  return el("section", { class: `card ruling ${one.act}`, id: "ruling" },
    el("h3", {}, `已${one.act_label}`, el("span", { class: "by" }, by(one))),
    one.meaning ? told(one.meaning) : el("p", { class: "told" }, "哪种读法都不成立，请填报单位改写"),
    one.note ? el("p", {}, el("bdi", {}, `备注：${one.note}`)) : null);
}

function by(one) {
  const when = new Date(one.when).toLocaleString("zh-CN", { dateStyle: "short", timeStyle: "short" });
  return el("bdi", {}, `${one.who} ${when}`);
}

function noteBox(note) {
  const box = el("textarea", { id: "note", rows: "2", maxlength: "2000", placeholder: "随下一个决定保存" });
  box.value = note;
  return el("section", { class: "card" }, el("h3", {}, el("label", { for: "note" }, "备注"), el("kbd", {}, "M")), box);
}

function log(row) {
  if (row.entries.length < 2) return null;
  return card("记录", null, el("ol", { class: "log" }, ...row.entries.map((one) =>
    el("li", {}, el("b", {}, one.act_label), " ", one.meaning?.kind_label ?? "", " ", by(one),
      one.note ? el("bdi", { class: "hint" }, ` ${one.note}`) : null))));
}

function card(title, badge, ...children) {
  return el("section", { class: "card" }, el("h3", {}, title, badge ? el("span", { class: "badge" }, badge) : null), ...children);
}

export function choices(fieldset, name, labels, keys) {
  Object.entries(labels).forEach(([value, label], at) => {
    const id = `${name}-${value}`;
    fieldset.append(
      el("span", { class: "choice" },
        el("input", { type: "radio", name, id, value, "data-key": keys[at] }),
        el("label", { for: id }, label, " ", el("kbd", {}, keys[at].toUpperCase()))));
  });
}
