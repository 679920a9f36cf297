// What a person does, and what the server says to it. The server keeps all state; this page keeps where one is.

import { choices, el, listItem, rowView } from "/view.js";

const $ = (id) => document.getElementById(id);
const POLL = 2000; // milliseconds between two looks at what other windows decided
const PAGE = 100;
const KEYS = { kind: [..."1234567890qwe"], grade: [..."asdf"], direction: [..."zxc"], checkable: [..."vb"] };
const state = { row: null, total: 0, at: 0, notes: new Map(), last: null, busy: false, listed: 0, asked: 0, wanted: null };

// ---- the server

async function ask(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Error("连不上本机服务：它可能已停止。没有保存。");
  }
  const said = await response.json().catch(() => ({}));
  if (response.ok || response.status === 409) return { status: response.status, said };
  throw new Error(said.message ?? "服务拒绝了请求；请用 structurer review 给出的网址重新打开。");
}

async function get(path) {
  return (await ask(path)).said;
}

function filter(more = {}) {
  const wanted = new URLSearchParams();
  for (const name of ["document", "reason", "state", "query"]) {
    const value = more[name] ?? $(name).value;
    if (value) wanted.set(name, value);
  }
  for (const name of ["offset", "limit", "after", "back"]) if (name in more) wanted.set(name, more[name]);
  return wanted;
}

// ---- showing

async function show(number) {
  const asked = ++state.asked;
  const row = await get(`/api/rows/${number}`);
  if (asked !== state.asked) return; // a later wish came first
  render(row);
}

function render(row) {
  keepNote();
  const isOther = state.row?.number !== row.number;
  state.row = row;
  $("row").replaceChildren(...rowView(row, state.total, state.notes.get(row.number) ?? ""));
  for (const button of $("row").querySelectorAll("[data-reading]")) {
    button.addEventListener("click", () => decide({ act: "correct", kind: button.dataset.reading }));
  }
  for (const id of ["accept", "correct", "reject"]) $(id).disabled = false;
  $("undo").disabled = !row.ruling && state.last === null;
  if (isOther) {
    $("row").scrollTo(0, 0);
    window.scrollTo(0, 0);
  }
  markList();
  remember();
}

function keepNote() {
  const box = $("note");
  if (box && state.row) state.notes.set(state.row.number, box.value);
}

function empty() {
  state.row = null;
  $("row").replaceChildren(el("div", { class: "done" },
    el("p", { class: "big" }, "这里没有待处理的行"),
    el("p", { class: "hint" }, "换一个筛选条件，或按 U 撤销刚才的决定")));
  for (const id of ["accept", "correct", "reject"]) $(id).disabled = true;
  $("undo").disabled = state.last === null;
  markList();
}

async function list({ more = false } = {}) {
  const wanted = filter({ offset: more ? state.listed : 0, limit: PAGE });
  const key = filter().toString();
  if (!more) state.wanted = key;
  const { rows, total, done, of } = await get(`/api/rows?${wanted}`);
  if (state.wanted !== key) return; // the filter was changed meanwhile
  const items = rows.map((line) => item(line));
  if (more) $("rows").append(...items);
  else $("rows").replaceChildren(...items);
  state.listed = (more ? state.listed : 0) + rows.length;
  $("more").hidden = state.listed >= total;
  $("found").textContent = `${total.toLocaleString()} 行`;
  count(done, of);
  markList();
}

function item(line) {
  return listItem(line, line.number === state.row?.number, () => { closeList(); run(() => show(line.number)); });
}

function markList() {
  for (const button of $("rows").querySelectorAll("[aria-current]")) button.removeAttribute("aria-current");
  const here = state.row && $("rows").querySelector(`[data-number="${state.row.number}"]`);
  here?.firstChild.setAttribute("aria-current", "true");
  here?.scrollIntoView({ block: "nearest" });
}

function updateItem(line) {
  $("rows").querySelector(`[data-number="${line.number}"]`)?.replaceWith(item(line));
}

function count(done, of) {
  $("progress").max = Math.max(of, 1);
  $("progress").value = done;
  $("count").textContent = `${done.toLocaleString()} / ${of.toLocaleString()}`;
}

async function recount() {
  const { done, of } = await get(`/api/rows?${filter({ limit: 0 })}`);
  count(done, of);
}

let fading;
function toast(message, isError = false) {
  $("toast").textContent = message;
  $("toast").className = isError ? "error" : "";
  $("toast").hidden = false;
  clearTimeout(fading);
  fading = setTimeout(() => { $("toast").hidden = true; }, isError ? 8000 : 3000);
}

function run(work) {
  return work().catch((error) => toast(error.message, true));
}

// ---- where one is, for a reload

function remember() {
  const where = filter();
  if (state.row) where.set("row", state.row.number + 1);
  history.replaceState(null, "", `/#${where}`);
}

function recall() {
  const where = new URLSearchParams(location.hash.slice(1));
  for (const name of ["document", "reason", "state", "query"]) {
    const value = where.get(name);
    if (value === null) continue;
    $(name).value = value;
    if ($(name).selectedIndex === -1) $(name).selectedIndex = 0;
  }
  return Number(where.get("row")) || null;
}

// ---- deciding

async function decide(wish, { row = state.row, seen = row?.seen, stays = false } = {}) {
  if (!row || state.busy) return;
  state.busy = true;
  try {
    keepNote();
    const note = state.notes.get(row.number)?.trim() || null;
    const { status, said } = await ask(`/api/rows/${row.number}/decisions`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ ...wish, note, seen: seen ?? null }),
    });
    if (status === 409) {
      render(said.row);
      updateItem(said.row);
      toast(said.message, true);
      return;
    }
    state.notes.delete(row.number);
    if ($("note")) $("note").value = "";
    state.last = wish.act === "undo" ? null : said;
    updateItem(said);
    await recount();
    if (stays || $("state").value === "decided") render(said);
    else await step({ after: row.number, state: $("state").value === "all" ? "all" : "todo" });
    toast(wish.act === "undo" ? "已撤销" : `${said.ruling.act_label}：${said.level3} · 按 U 撤销`);
  } finally {
    state.busy = false;
  }
}

async function undo() {
  const row = state.row?.ruling ? state.row : state.last;
  if (!row) return toast("没有可撤销的决定");
  await decide({ act: "undo" }, { row, stays: true });
}

async function step(wanted) {
  const { number } = await get(`/api/next?${filter(wanted)}`);
  if (number === null) empty();
  else await show(number);
}

const here = () => state.row?.number ?? -1;

async function refresh() {
  const { at, rows } = await get(`/api/changes?since=${state.at}`);
  state.at = at;
  if (!rows.length || state.busy) return;
  for (const number of rows.slice(0, PAGE)) {
    if (number !== here() && !$("rows").querySelector(`[data-number="${number}"]`)) continue;
    const row = await get(`/api/rows/${number}`);
    updateItem(row);
    if (number === here() && row.seen !== state.row.seen && !$("correction").open) render(row);
  }
  await recount();
}

async function look() {
  if (document.hidden) return;
  try {
    await refresh();
    $("offline").hidden = true;
  } catch {
    $("offline").hidden = false;
  }
}

// ---- the correction

function openCorrection() {
  const row = state.row;
  if (!row) return;
  $("correction").dataset.seen = row.seen ?? "";
  $("correction-of").textContent = `${row.level3}：${row.text}`;
  const now = row.meaning ?? {};
  for (const name of Object.keys(KEYS)) {
    for (const input of document.getElementsByName(name)) input.checked = input.value === String(now[name]);
  }
  gradeFits();
  $("correction").showModal();
  (document.querySelector("#kinds :checked") ?? $("kinds").querySelector("input")).focus();
}

const picked = (name) => document.querySelector(`#correction [name=${name}]:checked`)?.value ?? null;

function gradeFits() {
  $("grades").disabled = picked("kind") !== "graded";
}

function saveCorrection() {
  const dialog = $("correction");
  const checkable = picked("checkable");
  const wish = {
    act: "correct",
    kind: picked("kind"),
    grade: picked("kind") === "graded" ? picked("grade") : null,
    direction: picked("direction"),
    checkable: checkable === null ? null : checkable === "true",
  };
  dialog.close();
  run(() => decide(wish, { seen: dialog.dataset.seen || null }));
}

// ---- keys

const ACTIONS = {
  a: () => decide({ act: "accept" }),
  c: async () => openCorrection(),
  x: () => decide({ act: "reject" }),
  u: undo,
  m: async () => $("note")?.focus(),
  n: () => step({ after: here(), state: "todo" }),
  p: () => step({ after: here(), back: true, state: "todo" }),
  j: () => step({ after: here() }),
  k: () => step({ after: here(), back: true }),
  ArrowRight: () => step({ after: here() }),
  ArrowLeft: () => step({ after: here(), back: true }),
  g: async () => { $("jump").showModal(); $("jump-to").select(); },
  "/": async () => { openList(); $("query").focus(); },
  f: async () => { $("state").focus(); },
  "?": async () => $("help").showModal(),
};
const BUTTONS = { accept: "a", correct: "c", reject: "x", undo: "u", previous: "k", following: "j", next: "n", "open-help": "?" };

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const isTyping = event.target.matches("input:not([type=radio]), textarea, select");
  if (event.key === "Escape") {
    if (isTyping) {
      event.preventDefault(); // a search box would lose its text
      event.target.blur();
    }
    if (!document.querySelector("dialog[open]")) closeList();
    return;
  }
  if (isTyping || document.querySelector("dialog[open]")) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const reading = /^[1-9]$/.test(key) && $("row").querySelectorAll("[data-reading]")[key - 1];
  const action = reading ? async () => reading.click() : ACTIONS[key];
  if (!action || event.repeat && !"jkArrowRightArrowLeft".includes(key)) return;
  event.preventDefault();
  run(action);
}

function onCorrectionKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const choice = $("correction").querySelector(`fieldset:enabled [data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (choice) {
    event.preventDefault();
    choice.checked = true;
    choice.focus();
    gradeFits();
  } else if (event.key === "Enter" && !event.target.matches("[data-close]")) {
    event.preventDefault();
    saveCorrection();
  }
}

// ---- the list on a small screen

function openList() {
  document.body.classList.add("listing");
  $("open-list").setAttribute("aria-expanded", "true");
}

function closeList() {
  document.body.classList.remove("listing");
  $("open-list").setAttribute("aria-expanded", "false");
}

// ---- beginning

function offer(select, first, options) {
  select.append(el("option", { value: "" }, first), ...options.map(([value, text]) => el("option", { value }, text)));
}

function listen() {
  for (const [id, key] of Object.entries(BUTTONS)) $(id).addEventListener("click", () => run(ACTIONS[key]));
  for (const close of document.querySelectorAll("[data-close]")) {
    close.addEventListener("click", () => close.closest("dialog").close());
  }
  document.addEventListener("keydown", onKey);
  $("correction").addEventListener("keydown", onCorrectionKey);
  $("correction").addEventListener("change", gradeFits);
  $("correction").addEventListener("submit", (event) => { event.preventDefault(); saveCorrection(); });
  $("jump").addEventListener("submit", (event) => {
    event.preventDefault();
    $("jump").close();
    const number = Math.trunc(Number($("jump-to").value));
    if (number >= 1 && number <= state.total) run(() => show(number - 1));
    else toast(`请输入 1 到 ${state.total} 之间的数`, true);
  });
  $("open-list").addEventListener("click", () => (document.body.classList.contains("listing") ? closeList() : openList()));
  $("more").addEventListener("click", () => run(() => list({ more: true })));
  new IntersectionObserver(([seen]) => { if (seen.isIntersecting && !$("more").hidden) run(() => list({ more: true })); })
    .observe($("more"));
  $("filters").addEventListener("submit", (event) => { event.preventDefault(); $("query").blur(); });
  let typing;
  $("filters").addEventListener("input", () => { clearTimeout(typing); typing = setTimeout(() => run(refilter), 150); });
}

async function refilter() {
  await list();
  await step({ after: here() - 1 });
}

async function begin() {
  const desk = await get("/api/desk");
  state.at = desk.at;
  state.total = desk.rows;
  offer($("document"), "全部文件", desk.documents.map((name) => [name, name]));
  offer($("reason"), "全部原因", desk.reasons.map((one) => [one.code, `${one.label}（${one.count}）`]));
  choices($("kinds"), "kind", desk.words.kinds, KEYS.kind);
  choices($("grades"), "grade", desk.words.grades, KEYS.grade);
  choices($("directions"), "direction", desk.words.directions, KEYS.direction);
  choices($("checkables"), "checkable", { true: "可核查", false: "不可核查" }, KEYS.checkable);
  $("problems").hidden = !desk.problems.length;
  $("problems").textContent = desk.problems.join("\n");
  $("jump-to").max = state.total;
  listen();
  const number = recall();
  await list();
  if (number !== null && number <= state.total) await show(number - 1);
  else await step({ after: -1 });
  setInterval(look, POLL);
}

run(begin);
