"use strict";
(() => {
  const root = document.documentElement;
  const byId = (id) => document.getElementById(id);

  // Theme: what the reader chose for this visit, else what the system asks for.
  const theme = byId("theme");
  const isDark = () => (root.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  theme.hidden = false;
  theme.addEventListener("click", () => { root.dataset.theme = isDark() ? "light" : "dark"; });

  // A link into a closed box opens the box.
  const reveal = () => {
    const target = byId(decodeURIComponent(location.hash.slice(1)));
    for (let box = target && target.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
    if (target) target.scrollIntoView({ block: "nearest" });
  };
  addEventListener("hashchange", reveal);
  if (location.hash) reveal();

  // The panel shows in place what a figure rests on.
  const panel = byId("panel"), body = byId("panel-body"), onward = byId("panel-entry");
  let opener = null;
  const close = () => {
    panel.hidden = true;
    if (opener) opener.focus({ preventScroll: true });
  };
  const show = (target, link) => {
    body.replaceChildren(...[...target.cloneNode(true).childNodes]);
    onward.href = "#" + target.id;
    if (!panel.contains(link)) opener = link;
    panel.hidden = false;
    panel.scrollTop = 0;
    panel.focus({ preventScroll: true });
  };
  byId("panel-close").addEventListener("click", close);
  addEventListener("keydown", (event) => { if (event.key === "Escape" && !panel.hidden) close(); });
  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target.closest('a[href^="#"]');
    if (!link) return;
    const target = byId(decodeURIComponent(link.getAttribute("href").slice(1)));
    if (!target || link === onward || link.closest("tbody th")) { if (panel.contains(link)) panel.hidden = true; return; }
    if (target.matches(".entry, .claims tr")) { event.preventDefault(); show(target, link); return; }
    if (panel.contains(link) && matchMedia("(max-width: 68rem)").matches) panel.hidden = true;
  });

  // Filters of the table of all claims.
  const form = byId("filters"), table = byId("claims-table");
  if (form && table) {
    const rows = [...table.tBodies[0].rows], count = byId("filter-count");
    const texts = rows.map((row) => row.textContent.toLowerCase());
    const filter = () => {
      const wanted = Object.fromEntries(new FormData(form));
      const needle = wanted.words.trim().toLowerCase();
      let shown = 0;
      rows.forEach((row, index) => {
        const fits = ["kind", "place", "modality", "source"].every((key) => !wanted[key] || row.dataset[key] === wanted[key]);
        row.hidden = !(fits && texts[index].includes(needle));
        shown += !row.hidden;
      });
      count.textContent = shown + " of " + rows.length + " claims";
    };
    form.hidden = false;
    form.addEventListener("input", filter);
    form.addEventListener("submit", (event) => event.preventDefault());
    filter();
  }

  // The table of contents follows the reader.
  const entries = new Map([...document.querySelectorAll(".contents a")].map((link) => [link.getAttribute("href").slice(1), link]));
  const watcher = new IntersectionObserver((seen) => {
    for (const section of seen) {
      if (!section.isIntersecting) continue;
      entries.forEach((link) => link.removeAttribute("aria-current"));
      entries.get(section.target.id).setAttribute("aria-current", "true");
    }
  }, { rootMargin: "-10% 0px -80% 0px" });
  entries.forEach((_, id) => watcher.observe(byId(id)));
})();
