/* Drafts: what is typed is kept by the server every few seconds, and offered when the form is opened again. */
(() => {
  "use strict";

  const EVERY = 5000;
  const PATIENCE = 10000; // a save waits for the draft that is on its way
  const KEEPALIVE = 60000; // a browser lets no more outlive its page
  const NOT_KEPT = "[data-fresh], [name=csrfmiddlewaretoken]";
  const locale = document.documentElement.lang || "it";

  const markOf = (form) => form?.querySelector("input[data-keep]");
  const forms = () => [...document.querySelectorAll("input[data-keep]")].map((mark) => mark.form);
  const taken = () => forms().filter((form) => form.missing);

  function report(form, word) {
    const status = form.querySelector("[data-draft-status]");
    if (!status) return;
    const time = new Intl.DateTimeFormat(locale, { hour: "numeric", minute: "2-digit", timeZone: "Europe/Rome" }).format();
    status.textContent = status.dataset[word].replace("{time}", time);
  }

  /* Keeping ----------------------------------------------------------------------------------------- */
  function written(form) {
    const data = new FormData(form);
    form.querySelectorAll(NOT_KEPT).forEach((field) => data.delete(field.name));
    [...data].forEach(([name, value]) => value instanceof File && data.delete(name));
    return new URLSearchParams(data).toString();
  }

  function post(url, said) {
    const body = new URLSearchParams(said);
    const headers = { "X-CSRFToken": ambito.token() };
    const keepalive = body.toString().length < KEEPALIVE;
    const signal = AbortSignal.timeout(PATIENCE);
    return fetch(url, { method: "POST", body, headers, credentials: "same-origin", keepalive, signal });
  }

  async function write(form) {
    const [mark, said] = [markOf(form), written(form)];
    if (said === form.kept || form.hasAttribute("data-sent")) return;
    const page = location.pathname + location.search;
    try {
      const answer = await post(mark.dataset.keep, { draft: mark.value, page, said });
      if (answer.ok) form.kept = said;
      report(form, answer.ok ? "saved" : answer.status === 401 ? "ended" : "failed");
    } catch {
      report(form, "failed");
    }
  }

  /* One at a time: an older text never arrives after a newer one. */
  function keep(form) {
    form.keeping = (form.keeping ?? Promise.resolve()).then(() => write(form));
    return form.keeping;
  }

  /* Taking up and discarding ------------------------------------------------------------------------- */
  function put(field, values) {
    if (field.disabled || field.type === "file") return;
    if (field.type === "checkbox" || field.type === "radio") {
      field.checked = values.includes(field.value);
      if (field.checked) field.closest("details")?.setAttribute("open", "");
    } else if (values.length) {
      field.value = values.shift();
    }
  }

  /* Fields that a choice brings into the form are filled when they come. */
  function fill(form) {
    const { missing } = form;
    const fields = [...form.elements].filter((field) => field.name && !field.matches(NOT_KEPT));
    const names = new Set(fields.map((field) => field.name));
    const begun = [...names].filter((name) => missing.has(name) || !form.filled);
    for (const name of begun) {
      const values = [...(missing.get(name) ?? [])];
      fields.filter((field) => field.name === name).forEach((field) => put(field, values));
      missing.delete(name);
    }
    form.filled = true;
    const chosen = fields.filter((field) => field.type === "hidden" && field.value && begun.includes(field.name));
    chosen.forEach((field) => field.dispatchEvent(new Event("change", { bubbles: true })));
  }

  /* What was typed meanwhile becomes a draft of its own. */
  async function takeUp(form, offer) {
    await keep(form);
    form.missing = new Map();
    form.filled = false;
    new URLSearchParams(offer.dataset.said).forEach((value, name) => {
      form.missing.set(name, [...(form.missing.get(name) ?? []), value]);
    });
    fill(form);
    markOf(form).value = offer.dataset.kept;
    form.kept = written(form);
    close(form, offer, "restored");
  }

  async function discard(form, offer) {
    const answer = await post(markOf(form).dataset.drop, { draft: offer.dataset.kept }).catch(() => null);
    if (answer?.ok) close(form, offer, "dropped");
    else ambito.announce(document.getElementById("toast").dataset.offline);
  }

  function close(form, offer, word) {
    offer.remove();
    report(form, word);
    [...form.elements].find((field) => field.matches("input:not([type=hidden]), select, textarea"))?.focus();
  }

  /* When ---------------------------------------------------------------------------------------------- */
  forms().forEach((form) => {
    form.kept = written(form);
    report(form, "idle");
  });
  setInterval(() => forms().forEach(keep), EVERY);
  document.addEventListener("focusout", (event) => {
    const { form } = event.target;
    if (markOf(form)) keep(form);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") forms().forEach(keep);
  });
  document.addEventListener("click", (event) => {
    const offer = event.target.closest("[data-kept]");
    if (event.target.closest("[data-restore]")) takeUp(offer.closest("form"), offer);
    if (event.target.closest("[data-discard]")) discard(offer.closest("form"), offer);
  });
  document.addEventListener("htmx:after:swap", () => taken().forEach(fill));

  ambito.keepDraft = (form) => (markOf(form) ? keep(form) : Promise.resolve());
})();
