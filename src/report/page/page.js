"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const root = document.documentElement;
  const byId = (id) => document.getElementById(id);

  // What is shown stands in the address behind "#": lang, at, colour, size, q, severity, rule, here, open, rows.
  const state = new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : "");
  const keep = (name, value) => {
    if (value === "" || value === null || value === undefined) state.delete(name);
    else state.set(name, value);
    history.replaceState(null, "", "#" + state.toString());
  };

  let language = state.get("lang") || root.dataset.language;
  const word = (both) => both[language === "zh" ? 1 : 0];
  const label = (name) => word(data.labels[name]);

  // What stands between parts of a text.
  const comma = () => word([", ", "、"]), semicolon = () => word(["; ", "；"]), colon = () => word([": ", "："]);

  /** An element with attributes and content; texts become text, never markup. */
  const make = (tag, attributes, ...content) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else if (value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...content.filter((part) => part !== undefined && part !== null));
    return element;
  };
  /** Fills a list with the first items, and a button for more; with a text where there are none. */
  const LISTED = 20, NAMES = 200;
  const fillList = (box, items, itemOf, nothing) => {
    let filled = 0;
    const next = make("li", {}, make("button", { type: "button", onclick: () => {
      const from = filled;
      fill(NAMES);
      (box.children[from] || box).focus();
    } }, label("more")));
    const fill = (count) => {
      next.remove();
      box.append(...items.slice(filled, filled + count).map((item) => { const element = itemOf(item); element.tabIndex = -1; return element; }));
      filled += count;
      if (filled < items.length) box.append(next);
    };
    box.replaceChildren(...(items.length ? [] : [make("li", {}, nothing)]));
    fill(LISTED);
  };
  const full = (code, name) => (name && name !== code ? code + " " + name : code);
  const nameOf = (at) => full(data.nodes[at][0], data.nodes[at][1]);
  const kindOf = (at) => word(data.kinds[data.nodes[at][2]]);
  // In tenths of a percent, halves up, as the other reports round.
  const percent = (share) => (share[1] ? (Math.round((share[0] * 1000) / share[1]) / 10).toFixed(1) + " %" : "—");

  // --- the tree of areas and grids ---
  const unitOf = new Map(data.units.map((unit) => [unit.node, unit]));
  const below = new Map([[-1, []]]);
  for (const unit of data.units) {
    let above = data.nodes[unit.node][3];
    while (above >= 0 && !unitOf.has(above)) above = data.nodes[above][3];
    unit.above = above;
    if (!below.has(above)) below.set(above, []);
    below.get(above).push(unit.node);
    unit.size = unit.counts.reduce((sum, [, count]) => sum + count, 0);
  }
  const children = (at) => below.get(at) || [];
  const numberOf = new Map(data.nodes.map((node, at) => [node[0], at]));

  // Findings at a node and below it.
  const found = new Map();
  data.findings.forEach(([at]) => {
    for (let up = at; up >= 0; up = data.nodes[up][3]) found.set(up, (found.get(up) || 0) + 1);
  });
  const within = (at, top) => {
    for (let up = at; up >= 0; up = data.nodes[up][3]) if (up === top) return true;
    return top === -1;
  };

  let top = state.has("at") && numberOf.has(state.get("at")) ? numberOf.get(state.get("at")) : -1;
  if (top >= 0 && !unitOf.has(top)) top = -1;

  // --- colours: a share from orange to blue, an amount from light to dark; both read without telling red from green ---
  const mix = (from, to, t) => "rgb(" + from.map((a, i) => Math.round(a + (to[i] - a) * t)).join(",") + ")";
  const ramp = (t) => (t < 0.5 ? mix([230, 126, 34], [247, 240, 220], t * 2) : mix([247, 240, 220], [96, 165, 220], t * 2 - 1));
  const shade = (t) => mix([238, 243, 248], [88, 148, 200], t);
  const plain = "#cfd6e0";

  const colours = () => [
    ...data.questions.map((question, q) => ({ id: "q" + q, text: word(question), share: (unit) => unit.shares[q] })),
    { id: "f", text: label("findings"), amount: (unit) => found.get(unit.node) || 0 },
    ...data.measures.map((measure, m) => ({ id: "m" + m, text: word(measure), amount: (unit) => (unit.sums[m] === null ? null : Number(unit.sums[m])) })),
  ];
  const sizes = () => [
    { id: "n", text: label("nodes"), of: (unit) => unit.size },
    { id: "e", text: label("alike"), of: () => 1 },
    ...data.measures.map((measure, m) => ({ id: "m" + m, text: word(measure), of: (unit) => Math.max(0, Number(unit.sums[m] || 0)) })),
  ];
  const choose = (select, options, chosen) => {
    select.replaceChildren(...options.map((option) => make("option", { value: option.id, selected: option.id === chosen }, option.text)));
    if (options.some((option) => option.id === chosen)) select.value = chosen;
    return options.find((option) => option.id === select.value) || options[0];
  };

  // --- the hierarchy: a row for each level, a cell for each area or grid ---
  const LEVELS = 4, ROW = 46, LEAST = 6, LEGIBLE = 34;
  // Of what may be asked, the first that has an answer anywhere.
  const asked = data.questions.findIndex((question, q) => data.units.some((unit) => unit.shares[q]));
  const firstColour = asked >= 0 ? "q" + asked : "f";
  const drawHierarchy = () => {
    const colour = choose(byId("colour"), colours(), state.get("colour") || firstColour);
    const size = choose(byId("size"), sizes(), state.get("size") || "n");
    const box = byId("icicle");
    const width = box.clientWidth || 900;
    const firsts = top >= 0 ? [top] : children(-1);
    // The greatest amount on screen is the darkest.
    let most = 0;
    const cells = [];
    const lay = (nodes, depth, x, w) => {
      const total = nodes.reduce((sum, at) => sum + size.of(unitOf.get(at)), 0);
      let small = 0, from = x;
      const alike = total === 0;
      for (const at of nodes) {
        const part = alike ? w / nodes.length : (w * size.of(unitOf.get(at))) / total;
        if (part < LEAST) { small += part; continue; }
        cells.push({ at, depth, x: from, w: part });
        if (colour.amount) most = Math.max(most, colour.amount(unitOf.get(at)) || 0);
        if (depth + 1 < LEVELS) lay(children(at), depth + 1, from, part);
        from += part;
      }
      if (small >= 1) cells.push({ at: -1, depth, x: from, w: small });
    };
    lay(firsts, 0, 0, width);
    const deepest = cells.reduce((depth, cell) => Math.max(depth, cell.depth), 0);
    box.style.height = (deepest + 1) * ROW + "px";
    box.replaceChildren(...cells.map((cell) => {
      const place = "left:" + cell.x.toFixed(1) + "px;top:" + cell.depth * ROW + "px;width:" + cell.w.toFixed(1) + "px;height:" + ROW + "px;";
      if (cell.at < 0) {
        return make("button", { class: "small", style: place, disabled: true, title: label("small"), "aria-label": label("small") });
      }
      const [fill, told] = fillOf(colour, most, cell.at);
      const text = nameOf(cell.at) + comma() + kindOf(cell.at) + semicolon() + colour.text + colon() + told;
      return make("button", {
        type: "button", style: place + "background:" + fill, title: text, "aria-label": text, "data-at": cell.at, "data-depth": cell.depth,
        onclick: () => go(cell.at === top ? unitOf.get(top).above : cell.at),
      }, ...(cell.w < LEGIBLE ? [] : [data.nodes[cell.at][1] || data.nodes[cell.at][0], make("br"), told]));
    }));
    const legend = byId("legend");
    const swatch = (fill) => { const i = make("i"); i.style.background = fill; return i; };
    const scale = colour.share ? ramp : shade;
    legend.replaceChildren(colour.share ? "0 %" : label("legend_low"), ...[0, 0.25, 0.5, 0.75, 1].map((t) => swatch(scale(t))),
      colour.share ? "100 %" : label("legend_high"), swatch(plain), label("no_value"));
    drawPath();
    drawUnit();
    drawMap(colour);
    drawRecords();
  };
  const fillOf = (colour, most, at) => {
    const unit = unitOf.get(at);
    if (!unit) return [plain, "—"];
    if (colour.share) {
      const share = colour.share(unit);
      return share ? [ramp(share[0] / share[1]), percent(share) + " (" + share[0] + " / " + share[1] + ")"] : [plain, "—"];
    }
    const amount = colour.amount(unit);
    if (amount === null) return [plain, "—"];
    return [shade(most ? Math.min(1, Math.max(0, amount) / most) : 0), colour.id === "f" ? String(amount) : unit.sums[Number(colour.id.slice(1))]];
  };

  // --- the map: the lowest polygons are filled, those above are outlines ---
  const svg = (tag, attributes, ...content) => {
    const element = document.createElementNS(byId("drawing").namespaceURI, tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...content);
    return element;
  };
  const drawMap = (colour) => {
    const box = byId("drawing");
    if (!box || !data.map) return;
    const shapes = data.map.shapes.map((shape) => ({ ...shape, at: numberOf.get(shape.code) })).filter((shape) => shape.at !== undefined && within(shape.at, top));
    const holds = new Set();
    for (const shape of shapes) for (let up = data.nodes[shape.at][3]; up >= 0; up = data.nodes[up][3]) holds.add(up);
    const lowest = shapes.filter((shape) => !holds.has(shape.at));
    const most = colour.amount ? Math.max(0, ...lowest.map((shape) => (unitOf.get(shape.at) ? colour.amount(unitOf.get(shape.at)) || 0 : 0))) : 0;
    const bounds = shapes.reduce((all, { bounds: b }) => [Math.min(all[0], b[0]), Math.min(all[1], b[1]), Math.max(all[2], b[2]), Math.max(all[3], b[3])], [Infinity, Infinity, -Infinity, -Infinity]);
    if (!shapes.length) { box.replaceChildren(); byId("defects").replaceChildren(make("li", {}, label("none"))); return; }
    const rim = Math.max(bounds[2] - bounds[0], bounds[3] - bounds[1], 1) / 50;
    const view = [bounds[0] - rim, bounds[1] - rim, bounds[2] - bounds[0] + 2 * rim, bounds[3] - bounds[1] + 2 * rim].join(" ");
    box.setAttribute("viewBox", view);
    box.setAttribute("aria-label", label("map"));
    box.replaceChildren();
    for (const shape of lowest) {
      const [fill, told] = fillOf(colour, most, shape.at);
      const path = svg("path", { d: shape.path, fill, class: "shape" }, svg("title", {}, nameOf(shape.at) + comma() + kindOf(shape.at) + semicolon() + colour.text + colon() + told));
      if (unitOf.has(shape.at)) path.addEventListener("click", () => go(shape.at === top ? unitOf.get(top).above : shape.at, "map"));
      box.append(path);
    }
    for (const shape of shapes) if (holds.has(shape.at)) box.append(svg("path", { d: shape.path, class: "outline" }));
    const defects = data.map.defects.filter((defect) => numberOf.has(defect.parent) && within(numberOf.get(defect.parent), top));
    const tell = (defect) => word(defect.kind) + colon() + defect.codes.join(comma()) + semicolon() + defect.area + " m²" + word([", ", "，"]) + defect.width + " m";
    for (const defect of defects) box.append(svg("path", { d: defect.path, class: "defect" }, svg("title", {}, tell(defect))));
    fillList(byId("defects"), defects, (defect) => make("li", {}, make("code", {}, defect.parent), " " + tell(defect)), label("seamless"));
  };
  /** Chooses a node; the focus stays where it was chosen. */
  const go = (at, where) => {
    top = at;
    recordLimit = NAMES;
    keep("at", at >= 0 ? data.nodes[at][0] : "");
    drawHierarchy();
    if (byId("only-here").checked) drawFindings();
    const first = where === "records" ? byId("record-rows").querySelector("button") : byId("icicle").querySelector("button[data-at]");
    if (first) first.focus({ preventScroll: where === "map" });
  };
  const drawPath = () => {
    const path = [];
    for (let at = top; at >= 0; at = unitOf.get(at).above) path.unshift(at);
    byId("path").replaceChildren(
      make("button", { type: "button", onclick: () => go(-1), "aria-current": top < 0 ? "true" : undefined }, label("all")),
      ...path.map((at) => make("button", { type: "button", onclick: () => go(at), "aria-current": at === top ? "true" : undefined }, nameOf(at))));
  };
  const drawUnit = () => {
    const box = byId("unit");
    if (top < 0) { box.replaceChildren(); return; }
    const unit = unitOf.get(top);
    const row = (name, value) => make("div", {}, make("dt", {}, name), make("dd", {}, value));
    box.replaceChildren(make("h3", {}, nameOf(top) + " · " + kindOf(top)), make("dl", {},
      ...unit.counts.concat(unit.engaged).map(([kind, count]) => row(word(data.kinds[kind]), String(count))),
      ...data.measures.map((measure, m) => row(word(measure), unit.sums[m] === null ? "—" : unit.sums[m])),
      ...data.questions.map((question, q) => unit.shares[q] && row(word(question), unit.shares[q].join(" / ") + " · " + percent(unit.shares[q]))).filter(Boolean),
      row(label("findings"), String(found.get(top) || 0))));
  };
  byId("icicle").addEventListener("keydown", (event) => {
    const here = event.target.closest("button[data-at]");
    if (!here) return;
    const at = Number(here.dataset.at), depth = Number(here.dataset.depth);
    const cells = [...byId("icicle").querySelectorAll("button[data-at]")];
    const level = cells.filter((cell) => Number(cell.dataset.depth) === depth);
    const beside = (step) => level[level.indexOf(here) + step];
    const next = {
      ArrowLeft: () => beside(-1), ArrowRight: () => beside(1),
      ArrowUp: () => cells.find((cell) => Number(cell.dataset.at) === unitOf.get(at).above),
      ArrowDown: () => cells.find((cell) => unitOf.get(Number(cell.dataset.at)).above === at),
    }[event.key];
    const to = next && next();
    if (to) { event.preventDefault(); to.focus(); }
  });

  // --- records: the node that is chosen and what is directly below it, in a period ---
  const cases = data.records && data.records.rows.length ? data.records : null;
  const TAKEN = 0, CLOSED = 1, OPEN = 2, IN_TIME = 3, LATE = 4, UNDECIDABLE = 5, ASKED = 6, SATISFIED = 7;
  const rowOf = new Map();
  const territoryOf = new Map();
  const ofOtherMaps = [];
  if (cases) {
    for (const row of cases.rows) rowOf.set(row[0] + " " + row[1], row);
    cases.territories.forEach(([code], territory) => {
      const at = numberOf.get(code);
      if (at !== undefined && unitOf.has(at)) territoryOf.set(at, territory); else ofOtherMaps.push(territory);
    });
  }
  let recordLimit = NAMES;
  // What is closed of what was taken is not known where only what was closed is listed.
  const closedRate = (row) => (cases.only_closed ? label("undecidable") : percent([row[2][CLOSED], row[2][TAKEN]]));
  const inTimeRate = (row) => percent([row[2][IN_TIME], row[2][IN_TIME] + row[2][LATE]]);
  const bar = (parts, whole) => make("span", { class: "bar", "aria-hidden": "true" },
    ...parts.filter(([, count]) => count).map(([kind, count]) => { const i = make("i", { class: kind }); i.style.width = (count * 100) / whole + "%"; return i; }));
  const drawRecords = () => {
    if (!cases) return;
    const period = choose(byId("period"), cases.periods.map((text, at) => ({ id: text, text, at })).reverse(), state.get("period") || cases.periods[cases.periods.length - 1]);
    const number = (text) => (text === null ? -1 : Number(text));
    const order = choose(byId("order"), [
      { id: "c", text: label("by_code"), key: () => 0 },
      { id: "t", text: label("taken"), key: (row) => row[2][TAKEN] },
      { id: "o", text: label("open"), key: (row) => row[2][OPEN] },
      { id: "l", text: label("late"), key: (row) => row[2][LATE] },
      { id: "m", text: label("median"), key: (row) => number(row[3]) },
    ], state.get("order") || "c");
    // Themselves, or the roots and what stands on other maps only.
    const own = top >= 0 ? [territoryOf.get(top)] : [];
    const below = children(top).map((at) => territoryOf.get(at));
    const shown = [...own, ...below, ...(top >= 0 ? [] : ofOtherMaps)].filter((territory) => territory !== undefined);
    const here = shown.map((territory) => rowOf.get(territory + " " + period.at)).filter(Boolean);
    const first = top >= 0 && here.length && here[0][0] === territoryOf.get(top) ? here.splice(0, 1) : [];
    here.sort((one, other) => order.key(other) - order.key(one));
    const rows = [...first, ...here];
    const heads = ["territory", "taken", "closed", "open", "late", "in_time", "undecidable", "median", "p90", "satisfied"].map(label).map((head) => head[0].toUpperCase() + head.slice(1));
    byId("record-head").replaceChildren(make("tr", {}, ...heads.map((head, at) => make("th", { scope: "col", class: at ? "number" : undefined }, head))));
    byId("record-rows").replaceChildren(...rows.slice(0, recordLimit).map((row) => {
      const [code, name] = cases.territories[row[0]];
      const at = numberOf.get(code);
      const counts = row[2];
      const text = full(code, name);
      const who = at !== undefined && unitOf.has(at)
        ? make("button", { type: "button", class: "link", onclick: () => { go(at === top ? unitOf.get(top).above : at, "records"); } }, text)
        : text + word([" (", "（"]) + label("other_map") + word([")", "）"]);
      const cells = [counts[TAKEN], counts[CLOSED] + " · " + closedRate(row), counts[OPEN], counts[LATE], inTimeRate(row), counts[UNDECIDABLE],
        row[3] === null ? "—" : row[3], row[4] === null ? "—" : row[4], percent([counts[SATISFIED], counts[ASKED]])];
      return make("tr", { class: first.includes(row) ? "sum" : undefined }, make("th", { scope: "row" }, who),
        ...cells.map((cell, column) => make("td", { class: "number" + (column === 3 && counts[LATE] ? " fails" : ""), "data-label": heads[column + 1] }, String(cell))));
    }));
    if (!rows.length) byId("record-rows").replaceChildren(make("tr", {}, make("td", { colspan: heads.length }, label("none"))));
    const more = byId("record-more");
    more.textContent = label("more");
    more.hidden = rows.length <= recordLimit;
    // The trend and the classes are those of the chosen node, or of the only root.
    const of = top >= 0 ? territoryOf.get(top) : (below.filter((territory) => territory !== undefined).length === 1 && !ofOtherMaps.length ? below.find((territory) => territory !== undefined) : undefined);
    const trend = cases.periods.map((text, at) => [text, rowOf.get(of + " " + at)]).filter(([, row]) => row);
    const most = Math.max(1, ...trend.map(([, row]) => row[2][TAKEN]));
    byId("record-periods").replaceChildren(...(trend.length ? [make("ul", { class: "bars" }, ...trend.map(([text, row]) => {
      const counts = row[2];
      return make("li", {}, make("span", {}, text), bar([["good", counts[TAKEN] - counts[OPEN]], ["open", counts[OPEN]]], most),
        make("span", { class: "figures" }, label("taken") + " " + counts[TAKEN] + " · " + label("open") + " " + counts[OPEN]));
    }))] : [make("p", {}, label(of === undefined ? "choose_one" : "none"))]));
    const classes = of === undefined || !rowOf.has(of + " " + period.at) ? [] : [...rowOf.get(of + " " + period.at)[5]].sort((one, other) => other[1] - one[1] || one[0] - other[0]);
    const largest = classes.length ? classes[0][1] : 1;
    const CLASSES = 12;
    const listed = classes.slice(0, CLASSES).map(([of, count]) => make("li", {}, make("span", {}, cases.classes[of] || "—"), bar([["plain", count]], largest), make("span", { class: "figures" }, String(count))));
    if (classes.length > CLASSES) listed.push(make("li", {}, "+ " + (classes.length - CLASSES)));
    byId("record-classes").replaceChildren(...(listed.length ? [make("ul", { class: "bars" }, ...listed)] : [make("p", {}, label(of === undefined ? "choose_one" : "none"))]));
    const overdue = data.rules.findIndex(([id]) => id === "record.overdue");
    const late = data.findings.filter(([at, rule]) => rule === overdue && within(at, top));
    fillList(byId("record-late"), late, ([at, , english, chinese]) => make("li", {}, at >= 0 ? make("strong", {}, nameOf(at)) : "",
      at >= 0 ? colon() : "", data.texts[language === "zh" ? chinese : english]), label("none"));
  };

  // --- coverage ---
  const drawCoverage = () => {
    const open = new Set((state.get("open") || "").split("."));
    const detailsOf = (row, number) => {
      const share = [row.covered, row.total];
      const filling = make("i");
      filling.style.width = row.total ? (row.covered * 100) / row.total + "%" : "0";
      const details = make("details", { open: open.has(String(number)), ontoggle: () => {
        if (details.open) { open.add(String(number)); fill(); } else open.delete(String(number));
        keep("open", [...open].filter(Boolean).join("."));
      } }, make("summary", {},
        make("span", {}, word(data.kinds[row.kind]) + " · " + word(data.questions[row.question])),
        make("span", { class: "bar", "aria-hidden": "true" }, filling),
        make("span", { class: "figures" }, percent(share) + " · " + row.covered + " / " + row.total +
          (row.unrecorded ? " · " + label("unrecorded") + " " + row.unrecorded : ""))));
      let filled = 0;
      const list = make("ol", { class: "left" });
      const more = make("button", { type: "button", onclick: () => fill(true) }, label("more"));
      const fill = (again) => {
        if (filled && !again) return;
        const part = row.left.slice(filled, filled + NAMES);
        list.append(...part.map((at) => make("li", {}, make("code", {}, data.nodes[at][0]), " " + data.nodes[at][1])));
        filled += part.length || 1;
        more.hidden = filled >= row.left.length;
      };
      details.append(make("p", { class: "hint" }, label("left_out") + colon() + row.left.length), list, more);
      if (details.open) fill();
      return details;
    };
    const rows = data.coverage.map((row, number) => [row, detailsOf(row, number)]);
    const silent = rows.filter(([row]) => !row.total);
    byId("coverage-rows").replaceChildren(...rows.filter(([row]) => row.total).map(([, details]) => details));
    if (!rows.length) byId("coverage-rows").append(make("p", {}, label("no_coverage")));
    if (!silent.length) return;
    const items = silent.map(([row]) => make("li", {}, word(data.kinds[row.kind]) + " · " + word(data.questions[row.question]) + colon() + row.unrecorded));
    byId("coverage-rows").append(make("details", {}, make("summary", {}, make("span", {}, label("silent")), make("span", { class: "figures" }, String(silent.length))),
      make("ul", { class: "left" }, ...items)));
  };

  // --- findings ---
  const PAGE = 100;
  let limit = Number(state.get("rows")) || PAGE;
  const others = new Map(data.others.map(([row, code, name, kind]) => [row, [code, name, kind]]));
  const drawFindings = () => {
    const any = { id: "", text: label("any") };
    const severity = choose(byId("severity"), [any, ...data.severities.map(([id, both]) => ({ id, text: word(both) })).reverse()], state.get("severity") || "").id;
    const rule = choose(byId("rule"), [any, ...data.rules.map(([id, both]) => ({ id, text: id + " · " + word(both) }))], state.get("rule") || "").id;
    const search = byId("search").value.trim().toLowerCase();
    const here = byId("only-here").checked;
    const chosen = [];
    data.findings.forEach((finding, row) => {
      const [at, of, english, chinese] = finding;
      const [id, , grade] = data.rules[of];
      if (severity && data.severities[grade][0] !== severity) return;
      if (rule && id !== rule) return;
      if (here && !(at >= 0 && within(at, top))) return;
      const subject = at >= 0 ? data.nodes[at] : others.get(row);
      const text = data.texts[language === "zh" ? chinese : english];
      if (search && !(subject[0] + " " + subject[1] + " " + text + " " + id).toLowerCase().includes(search)) return;
      chosen.push([subject, data.rules[of], text]);
    });
    const shown = chosen.slice(0, limit);
    byId("finding-rows").replaceChildren(...shown.map(([subject, [id, both, grade], text]) => make("tr", {},
      make("td", { class: data.severities[grade][0] }, word(data.severities[grade][1])),
      make("td", {}, make("code", {}, subject[0]), " " + subject[1], make("br"), word(data.kinds[subject[2]])),
      make("td", {}, text),
      make("td", {}, make("code", { title: word(both) }, id)))));
    byId("found").textContent = shown.length + " / " + chosen.length + " " + label("shown");
    byId("more").hidden = shown.length >= chosen.length;
  };

  // --- the language ---
  const speak = () => {
    root.dataset.language = language;
    root.lang = language === "zh" ? "zh-CN" : "en";
    document.title = document.querySelector("h1 [lang='" + language + "']").textContent;
    byId("contents").setAttribute("aria-label", label("contents"));
    byId("path").setAttribute("aria-label", label("path"));
    drawCoverage();
    drawHierarchy();
    drawFindings();
  };
  byId("language").addEventListener("click", () => { language = language === "zh" ? "en" : "zh"; keep("lang", language); speak(); });
  byId("colour").addEventListener("change", (event) => { keep("colour", event.target.value); drawHierarchy(); });
  byId("size").addEventListener("change", (event) => { keep("size", event.target.value); drawHierarchy(); });
  const filter = (name) => (event) => { keep(name, event.target.value); limit = PAGE; drawFindings(); };
  byId("search").addEventListener("input", filter("q"));
  byId("severity").addEventListener("change", filter("severity"));
  byId("rule").addEventListener("change", filter("rule"));
  byId("only-here").addEventListener("change", (event) => { keep("here", event.target.checked ? "1" : ""); drawFindings(); });
  byId("more").addEventListener("click", () => { limit += PAGE; keep("rows", String(limit)); drawFindings(); });
  if (cases) {
    byId("period").addEventListener("change", (event) => { keep("period", event.target.value); drawRecords(); });
    byId("order").addEventListener("change", (event) => { keep("order", event.target.value); drawRecords(); });
    byId("record-more").addEventListener("click", () => { recordLimit += NAMES; drawRecords(); });
    byId("record-findings").addEventListener("click", () => {
      byId("search").value = "record.";
      keep("q", "record.");
      limit = PAGE;
      drawFindings();
      byId("findings").scrollIntoView();
      byId("search").focus({ preventScroll: true });
    });
  }
  let waiting = 0;
  addEventListener("resize", () => { clearTimeout(waiting); waiting = setTimeout(drawHierarchy, 100); });
  byId("search").value = state.get("q") || "";
  byId("only-here").checked = state.get("here") === "1";
  speak();
  root.dataset.ready = "1";
})();
