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
  const nameOf = (at) => (data.nodes[at][1] ? data.nodes[at][0] + " " + data.nodes[at][1] : data.nodes[at][0]);
  const kindOf = (at) => word(data.kinds[data.nodes[at][2]]);
  const percent = (share) => (share[1] ? ((share[0] * 100) / share[1]).toFixed(1) + " %" : "—");

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
  const NAMES = 200, LEVELS = 4, ROW = 46, LEAST = 6, LEGIBLE = 34;
  const drawHierarchy = () => {
    const colour = choose(byId("colour"), colours(), state.get("colour") || "q0");
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
      const text = nameOf(cell.at) + ", " + kindOf(cell.at) + "; " + colour.text + ": " + told;
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
      const path = svg("path", { d: shape.path, fill, class: "shape" }, svg("title", {}, nameOf(shape.at) + ", " + kindOf(shape.at) + "; " + colour.text + ": " + told));
      if (unitOf.has(shape.at)) path.addEventListener("click", () => go(shape.at === top ? unitOf.get(top).above : shape.at));
      box.append(path);
    }
    for (const shape of shapes) if (holds.has(shape.at)) box.append(svg("path", { d: shape.path, class: "outline" }));
    const defects = data.map.defects.filter((defect) => numberOf.has(defect.parent) && within(numberOf.get(defect.parent), top));
    const tell = (defect) => word(defect.kind) + ": " + defect.codes.join(", ") + "; " + defect.area + " m², " + defect.width + " m";
    for (const defect of defects) box.append(svg("path", { d: defect.path, class: "defect" }, svg("title", {}, tell(defect))));
    const listed = defects.slice(0, NAMES).map((defect) => make("li", {}, make("code", {}, defect.parent), " " + tell(defect)));
    if (defects.length > NAMES) listed.push(make("li", {}, "+ " + (defects.length - NAMES)));
    byId("defects").replaceChildren(...(listed.length ? listed : [make("li", {}, label("seamless"))]));
  };
  const go = (at) => {
    top = at;
    keep("at", at >= 0 ? data.nodes[at][0] : "");
    drawHierarchy();
    if (byId("only-here").checked) drawFindings();
    const first = byId("icicle").querySelector("button[data-at]");
    if (first) first.focus();
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

  // --- coverage ---
  const drawCoverage = () => {
    const open = new Set((state.get("open") || "").split("."));
    byId("coverage-rows").replaceChildren(...data.coverage.map((row, number) => {
      const share = [row.covered, row.total];
      const bar = make("i");
      bar.style.width = row.total ? (row.covered * 100) / row.total + "%" : "0";
      const details = make("details", { open: open.has(String(number)), ontoggle: () => {
        if (details.open) { open.add(String(number)); fill(); } else open.delete(String(number));
        keep("open", [...open].filter(Boolean).join("."));
      } }, make("summary", {},
        make("span", {}, word(data.kinds[row.kind]) + " · " + word(data.questions[row.question])),
        make("span", { class: "bar", "aria-hidden": "true" }, bar),
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
      details.append(make("p", { class: "hint" }, label("left_out") + ": " + row.left.length), list, more);
      if (details.open) fill();
      return details;
    }));
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
  let waiting = 0;
  addEventListener("resize", () => { clearTimeout(waiting); waiting = setTimeout(drawHierarchy, 100); });
  byId("search").value = state.get("q") || "";
  byId("only-here").checked = state.get("here") === "1";
  speak();
  root.dataset.ready = "1";
})();
