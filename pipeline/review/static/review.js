// Keys and dragging. Everything hangs on the document, so it goes on working when htmx puts a new page in place.
"use strict";
(() => {
  const $ = (selector, within = document) => within.querySelector(selector);
  const typing = (node) => node && /^(INPUT|TEXTAREA|SELECT)$/.test(node.tagName);
  let field = null; // the field that was last stood in: a place that is pointed out belongs to it
  let drag = null;
  let met = null; // the form that is shown

  document.addEventListener("focusin", (event) => {
    if (event.target.dataset && event.target.dataset.field) field = event.target;
  });

  // Keys: the button or link that shows the key is pressed.
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.metaKey) return;
    if (event.ctrlKey) {
      const form = event.key === "Enter" && $("form.change");
      if (form) { event.preventDefault(); form.requestSubmit(); }
      return;
    }
    if (typing(event.target) && event.key !== "Escape") return;
    if (event.key === "Escape" && hidePointed()) return;
    if (event.key === "j" || event.key === "k") return step(event.key === "j" ? 1 : -1);
    if (event.key === "Enter" && !event.target.closest("a, button")) {
      const row = $("#queue tr.at .go");
      if (row) row.click();
      return;
    }
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const button = $(`[data-key="${CSS.escape(key)}"]`);
    if (button) { event.preventDefault(); button.click(); }
  });

  function step(by) {
    const rows = [...document.querySelectorAll("#queue tbody tr")];
    if (!rows.length) return;
    const at = rows.findIndex((row) => row.classList.contains("at"));
    const next = Math.min(Math.max(at + by, 0), rows.length - 1);
    rows.forEach((row, i) => row.classList.toggle("at", i === next));
    $(".go", rows[next]).focus();
    rows[next].scrollIntoView({ block: "nearest" });
  }

  // Dragging: a box on the page, in points.
  const point = (svg, event) => new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());

  document.addEventListener("pointerdown", (event) => {
    const svg = event.target.closest && event.target.closest("#sheet");
    if (!svg || event.button !== 0) return;
    drag = { svg, from: point(svg, event), rect: null };
  });

  document.addEventListener("pointermove", (event) => {
    if (!drag) return;
    const to = point(drag.svg, event);
    if (!drag.rect) {
      if (Math.hypot(to.x - drag.from.x, to.y - drag.from.y) < 4) return;
      drag.svg.querySelectorAll(".drag").forEach((old) => old.remove());
      drag.rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      drag.rect.setAttribute("class", "drag");
      drag.svg.append(drag.rect);
    }
    const box = boxOf(drag.svg, drag.from, to);
    for (const [name, value] of [["x", box[0]], ["y", box[1]], ["width", box[2] - box[0]], ["height", box[3] - box[1]]]) drag.rect.setAttribute(name, value);
    drag.box = box;
    event.preventDefault();
  });

  document.addEventListener("pointerup", () => {
    const done = drag;
    drag = null;
    if (!done || !done.rect) return;
    // The click that ends a drag must not follow the link of a mark under it.
    window.addEventListener("click", (event) => { event.preventDefault(); event.stopPropagation(); }, { capture: true, once: true });
    setTimeout(() => window.dispatchEvent(new Event("click")), 0);
    pointed(done.svg, done.box);
  });

  document.addEventListener("dragstart", (event) => { if (event.target.closest("#sheet")) event.preventDefault(); });

  function boxOf(svg, a, b) {
    const { width, height } = svg.viewBox.baseVal;
    const within = (x, most) => Math.round(Math.min(Math.max(x, 0), most) * 100) / 100;
    return [within(Math.min(a.x, b.x), width), within(Math.min(a.y, b.y), height), within(Math.max(a.x, b.x), width), within(Math.max(a.y, b.y), height)];
  }

  async function pointed(svg, box) {
    const page = Number(svg.dataset.page);
    const asked = new URLSearchParams({ sida: page, x0: box[0], top: box[1], x1: box[2], bottom: box[3] });
    let text = "";
    try {
      const answer = await fetch(`${svg.dataset.words}?${asked}`);
      if (answer.ok) text = (await answer.json()).text;
    } catch { /* the place counts without its words */ }
    const place = { page, box, text };
    const form = $("form.change");
    if (form) return fillIn(form, place);
    const panel = $("#pointed");
    if (!panel) return;
    $("#pointed-text").textContent = text || "Inga ord lästes här. Skriv värdet själv.";
    panel.querySelectorAll("input[name=place]").forEach((input) => { input.value = JSON.stringify([place]); });
    panel.querySelectorAll("input[name=value], input[name=action]").forEach((input) => { input.value = text; });
    $("input[name=action]", panel).form.hidden = !text;
    panel.hidden = false;
    panel.scrollIntoView({ block: "nearest" });
  }

  // In a form: the place goes to the field that was stood in, and the words into it where they can be its value.
  function fillIn(form, place) {
    const target = field && form.contains(field) ? field : $("[data-field=action]", form);
    if (!target) return;
    const hidden = form.elements[`place.${target.dataset.field}`] || form.elements.place;
    const earlier = hidden.value ? JSON.parse(hidden.value) : [];
    hidden.value = JSON.stringify([...earlier, place]);
    const free = target.tagName === "TEXTAREA" || (target.tagName === "INPUT" && !("exact" in target.dataset));
    if (free && place.text) target.value = earlier.length ? `${target.value} ${place.text}` : place.text;
    target.classList.add("pointedat");
    target.focus();
  }

  // What was typed is not left behind by a slip of the hand.
  function unsaved() {
    const form = $("form.change");
    if (!form) return false;
    const differs = (node) => {
      if (node.tagName !== "SELECT") return node.type !== "hidden" && "defaultValue" in node && node.value !== node.defaultValue;
      const was = [...node.options].find((option) => option.defaultSelected) || node.options[0];
      return node.selectedOptions.length > 0 && node.selectedOptions[0] !== was;
    };
    return Boolean($(".right > [role=alert]")) || [...form.elements].some(differs);
  }

  document.addEventListener("click", (event) => {
    const leaves = event.target.closest && event.target.closest("a[href]:not(.sheetbar a), .keys button:not([form])");
    if (!leaves || event.ctrlKey || !unsaved() || confirm("Det du har skrivit är inte sparat. Lämna det ändå?")) return;
    event.preventDefault();
    event.stopPropagation();
  }, true);
  window.addEventListener("beforeunload", (event) => { if (unsaved()) event.preventDefault(); });

  function hidePointed() {
    const panel = $("#pointed");
    if (!panel || panel.hidden) return false;
    panel.hidden = true;
    document.querySelectorAll(".drag").forEach((rect) => rect.remove());
    return true;
  }

  function arrived() {
    const form = $("form.change");
    if (form !== met) field = null;
    if (form && form !== met) {
      const wanted = form.dataset.focus ? $(`[data-field="${CSS.escape(form.dataset.focus.split(".")[0])}"]`, form) : null;
      const first = $("[aria-invalid]", form) || wanted || $("textarea, select, input:not([type=hidden])", form);
      if (first) first.focus();
      offerSubareas(form);
    }
    met = form;
    if ($(".said")) window.scrollTo(0, 0); // a long form was scrolled: what was done is said at the top
    if ($("[role=alert]") && !$("[aria-invalid]")) $("[role=alert]").scrollIntoView({ block: "center" });
    const mark = $(".mark.focus") || $(".mark.own");
    const desk = $("#desk");
    if (mark && desk) {
      const [seen, frame] = [mark.getBoundingClientRect(), desk.getBoundingClientRect()];
      if (seen.top < frame.top || seen.bottom > frame.bottom) desk.scrollTop += seen.top - frame.top - frame.height / 3;
    }
    const next = $('.sheetbar a[data-key="ArrowRight"]');
    const image = $("#sheet image");
    if (next && image) new Image().src = image.getAttribute("href").replace(/\d+\.png$/, (name) => `${parseInt(name, 10) + 1}.png`);
  }

  // Only the subareas of the chosen area are offered; one that stands there of another area stays until the area is chosen anew.
  function offerSubareas(form) {
    const [area, subarea] = [form.elements.area, form.elements.subarea];
    if (!area || !subarea) return;
    const kept = subarea.selectedOptions[0].parentElement;
    for (const group of subarea.querySelectorAll("optgroup")) {
      group.hidden = group.disabled = Boolean(area.value) && group.dataset.area !== area.value && group !== kept;
    }
  }

  document.addEventListener("change", (event) => {
    const form = event.target.name === "area" && event.target.form;
    if (!form || !form.elements.subarea) return;
    const options = [...form.elements.subarea.options];
    const fitting = (option) => option.value && option.parentElement.dataset.area === event.target.value;
    const chosen = form.elements.subarea.selectedOptions[0];
    if (!fitting(chosen)) (options.find((o) => o.defaultSelected && fitting(o)) || options[0]).selected = true;
    offerSubareas(form);
  });

  document.addEventListener("htmx:afterSettle", arrived);
  document.addEventListener("htmx:beforeSwap", (event) => {
    // What went wrong is said in words on a page of its own: show it, whatever its number.
    if (event.detail.xhr.status >= 400) { event.detail.shouldSwap = true; event.detail.isError = false; }
  });
  document.addEventListener("htmx:sendError", () => {
    const said = $("#silent") || document.createElement("p");
    said.id = "silent";
    said.className = "note error";
    said.setAttribute("role", "alert");
    said.textContent = "Programmet svarar inte. Inget är sparat; det du skrev står kvar. Starta det igen (atgarder review) och skicka en gång till.";
    ($(".right") || $("main")).prepend(said);
    said.scrollIntoView({ block: "center" });
  });
  document.addEventListener("DOMContentLoaded", arrived);
})();
