/* Glue between htmx and the page: token, focus, announcements, dialogs, shortcuts. No framework, no eval. */
(() => {
  "use strict";

  const SAFE = ["GET", "HEAD", "OPTIONS"];
  const toast = () => document.getElementById("toast");
  const token = () => document.querySelector('meta[name="csrf-token"]').content;

  function announce(text) {
    toast().textContent = text;
  }

  function focusOn(element) {
    if (!element.matches("a[href], button, input, select, textarea, [tabindex]")) element.tabIndex = -1;
    element.focus();
  }

  /* After a swap the keyboard never falls back to the top of the page. */
  function keepFocus(target) {
    if (!target || !target.isConnected) return;
    const wanted = target.querySelector(".errors, [data-focus]");
    if (wanted) return focusOn(wanted);
    if (document.activeElement === document.body && hadFocus) focusOn(target.querySelector("h1, h2, h3") || target);
  }

  let hadFocus = false;

  document.addEventListener("htmx:config:request", (event) => {
    const request = event.detail.ctx.request;
    if (!SAFE.includes(request.method)) request.headers["X-CSRFToken"] = token();
    request.headers["HX-Current-URL"] = location.origin + location.pathname;
  });
  document.addEventListener("htmx:before:request", (event) => {
    event.detail.ctx.target?.setAttribute("aria-busy", "true");
  });
  document.addEventListener("htmx:finally:request", (event) => {
    event.detail.ctx.target?.removeAttribute?.("aria-busy");
  });
  document.addEventListener("htmx:before:swap", (event) => {
    hadFocus = Boolean(event.detail.ctx.target?.contains?.(document.activeElement));
  });
  document.addEventListener("htmx:after:swap", (event) => keepFocus(event.detail.ctx.target));
  document.addEventListener("htmx:before:response", (event) => {
    const { ctx } = event.detail;
    if (ctx.response.status !== 401 && ctx.response.status !== 419) return;
    event.preventDefault();
    const form = ctx.request.form || ctx.sourceElement.closest("form");
    document.dispatchEvent(new CustomEvent("ambito:signed-out", { detail: { form } }));
  });
  document.addEventListener("htmx:error", () => announce(toast().dataset.offline));

  /* Dialogs: data-opens="id" opens, data-closes closes, focus returns by itself. */
  function open(id) {
    const dialog = document.getElementById(id);
    if (!dialog) return false;
    if (!dialog.open) dialog.showModal();
    sayOpened(dialog.querySelector("input:not([type=hidden])"));
    return true;
  }

  function sayOpened(field) {
    field?.dispatchEvent(new Event("opened", { bubbles: true }));
  }

  /* A quick hand opens before htmx listens: what was not heard is said again. */
  document.addEventListener("htmx:after:init", ({ target }) => {
    if (target.matches("dialog[open] input")) sayOpened(target);
  });

  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-opens]");
    if (opener && open(opener.dataset.opens)) event.preventDefault();
    if (event.target.closest("[data-closes]")) event.target.closest("dialog")?.close();
    if (event.target.matches("dialog")) event.target.close();
    document.querySelectorAll("details.switch[open]").forEach((details) => {
      if (!details.contains(event.target)) details.open = false;
    });
  });

  document.addEventListener("keydown", (event) => {
    const command = event.ctrlKey || event.metaKey;
    if (command && event.key.toLowerCase() === "k" && open("palette")) event.preventDefault();
    if (command && event.key === "Enter") save(event);
    if (event.key === "Escape") {
      const details = document.querySelector("details.switch[open]");
      if (details) {
        details.open = false;
        details.querySelector("summary").focus();
      }
    }
  });

  /* Ctrl Enter presses the primary button of the form one is writing in. */
  function save(event) {
    const form = event.target.closest?.("form");
    const button = form?.querySelector("button.go[type=submit]:not([disabled])");
    if (!button) return;
    event.preventDefault();
    form.requestSubmit(button);
  }

  const first = document.querySelector(".errors");
  if (first) focusOn(first);

  window.ambito = { announce, open, token };
})();
