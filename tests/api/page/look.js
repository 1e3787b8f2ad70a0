// Everything on the page that a reader would stumble over, as texts: what is wider than the window, cut off, too pale, empty
// or without a name.
(() => {
  const wrong = [];
  const shown = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const place = (element) => element.tagName.toLowerCase() + (element.id ? "#" + element.id : "") + (element.className && element.className.baseVal === undefined ? "." + element.className : "") +
    " `" + element.textContent.trim().slice(0, 40) + "`";

  // Nothing is wider than the window; only what may be scrolled by itself is.
  if (document.documentElement.scrollWidth > innerWidth) wrong.push("the page is wider than the window: " + document.documentElement.scrollWidth + " of " + innerWidth);
  const all = [...document.body.querySelectorAll("*")].filter(shown);

  // No text is cut, but for cells that say all of it to whoever asks.
  for (const element of all) {
    const style = getComputedStyle(element);
    const hides = ["hidden", "clip"].includes(style.overflowX) || style.textOverflow === "ellipsis";
    const isCut = hides && element.scrollWidth > element.clientWidth + 1 && element.textContent.trim();
    const isTold = element.tagName === "SELECT" || element.getAttribute("title") || element.querySelector("[title]");
    if (isCut && !isTold) wrong.push("cut off: " + place(element));
  }

  // Contrast, as WCAG 2.2 AA asks for: 4.5 to 1, and 3 to 1 for large texts.
  const parse = (colour) => {
    const numbers = colour.match(/[\d.]+/g).map(Number);
    return numbers.length > 3 ? numbers : [...numbers, 1];
  };
  const over = (top, below) => [0, 1, 2].map((at) => top[at] * top[3] + below[at] * (1 - top[3])).concat(1);
  const luminance = (colour) => {
    const [r, g, b] = colour.slice(0, 3).map((value) => value / 255).map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (one, other) => {
    const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
  };
  const behind = (element) => {
    const layers = [];
    for (let at = element; at; at = at.parentElement) {
      const colour = parse(getComputedStyle(at).backgroundColor);
      layers.push(colour);
      if (colour[3] === 1) break;
    }
    return layers.reduceRight((below, colour) => over(colour, below), [255, 255, 255, 1]);
  };
  for (const element of all) {
    const says = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    const isControl = ["INPUT", "SELECT"].includes(element.tagName);
    if ((!says && !isControl) || ["SCRIPT", "STYLE", "OPTION", "title"].includes(element.tagName)) continue;
    const box = element.getBoundingClientRect();
    // What stands beside the page is for those who hear it.
    if (box.right < 0) continue;
    const style = getComputedStyle(element);
    const size = parseFloat(style.fontSize);
    const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const found = ratio(over(parse(style.color), behind(element)), behind(element));
    if (found < (isLarge ? 3 : 4.5)) wrong.push("contrast of " + found.toFixed(2) + ": " + place(element));
  }

  // Every section says something, and everything that can be used has a name.
  for (const section of document.querySelectorAll("main > section")) {
    const own = [...section.children].slice(1).map((child) => child.innerText || "").join("").trim();
    if (!own && !section.querySelector("svg *")) wrong.push("empty: " + place(section));
  }
  for (const element of all.filter((element) => element.matches("a, button, input, select, summary, [role=region], [role=group], nav, svg"))) {
    const by = element.getAttribute("aria-labelledby");
    const name = [element.getAttribute("aria-label"), by && document.getElementById(by).innerText, element.innerText, element.closest("label") && element.closest("label").innerText];
    const own = element.tagName === "svg" || element.matches("[role=group]") ? name.slice(0, 2) : name;
    if (!own.some((text) => text && text.trim())) wrong.push("without a name: " + place(element));
  }
  return wrong;
})()
