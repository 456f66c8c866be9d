/* No text is ever lost: drafts by themselves, a session that ends in mid-form, a button pressed twice. */
(() => {
  "use strict";

  const DRAFT_EVERY = 5000;
  const NOT_KEPT = ["csrfmiddlewaretoken", "idempotency_key"];
  const locale = document.documentElement.lang || "it";
  let waiting = null;

  /* Drafts ---------------------------------------------------------------------------------------- */
  function written(form) {
    const data = new FormData(form);
    NOT_KEPT.forEach((name) => data.delete(name));
    [...data].forEach(([name, value]) => value instanceof File && data.delete(name));
    return new URLSearchParams(data).toString();
  }

  function report(form, text) {
    const status = form.querySelector("[data-draft-status]");
    if (status && text) status.textContent = text;
  }

  function now() {
    return new Intl.DateTimeFormat(locale, { hour: "numeric", minute: "2-digit", timeZone: "Europe/Rome" }).format();
  }

  async function keep(form) {
    const text = written(form);
    const words = form.querySelector("[data-draft-status]")?.dataset ?? {};
    if (form.kept === undefined) form.kept = text;
    if (text === form.kept || form.keeping) return;
    form.keeping = true;
    try {
      const answer = await post(form.dataset.draftUrl, text);
      if (!answer.ok) throw new Error(String(answer.status));
      form.kept = text;
      report(form, words.saved?.replace("{time}", now()));
    } catch {
      report(form, words.failed);
    } finally {
      form.keeping = false;
    }
  }

  function post(url, body) {
    const headers = { "X-CSRFToken": ambito.token(), "Content-Type": "application/x-www-form-urlencoded" };
    return fetch(url, { method: "POST", body, headers, credentials: "same-origin" });
  }

  const drafts = () => document.querySelectorAll("form[data-draft-url]");
  drafts().forEach((form) => (form.kept = written(form)));
  setInterval(() => drafts().forEach(keep), DRAFT_EVERY);
  document.addEventListener("focusout", (event) => {
    const form = event.target.closest?.("form[data-draft-url]");
    if (form) keep(form);
  });

  /* Before a guarded form leaves the page ----------------------------------------------------------- */
  async function pulse() {
    const answer = await fetch(document.body.dataset.pulse, { credentials: "same-origin" });
    if (answer.status === 401 || answer.status === 419) return false;
    if (!answer.ok) throw new Error(String(answer.status));
    const { token } = await answer.json();
    document.querySelector('meta[name="csrf-token"]').content = token;
    document.querySelectorAll("input[name=csrfmiddlewaretoken]").forEach((field) => (field.value = token));
    return true;
  }

  function hold(form, held) {
    form.querySelectorAll("button[type=submit]").forEach((button) => {
      button.disabled = held;
    });
    form.toggleAttribute("data-sending", held);
  }

  async function send(form, button) {
    if (form.hasAttribute("data-sending")) return;
    hold(form, true);
    try {
      if (!(await pulse())) {
        signedOut({ form, button });
        return;
      }
    } catch {
      ambito.announce(document.getElementById("toast").dataset.offline);
      hold(form, false);
      return;
    }
    form.kept = written(form);
    button && (button.disabled = false);
    form.setAttribute("data-cleared", "");
    form.requestSubmit(button);
    hold(form, true);
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-guard]") || event.defaultPrevented) return;
    if (form.hasAttribute("data-cleared")) {
      form.removeAttribute("data-cleared");
      return;
    }
    event.preventDefault();
    send(form, event.submitter || undefined);
  });
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sending]").forEach((form) => hold(form, false)));

  /* The session ended: the text stays, one signs in elsewhere and saves again ------------------------- */
  function signedOut(what) {
    waiting = what;
    if (what.form) hold(what.form, false);
    ambito.open("session");
  }

  document.addEventListener("ambito:signed-out", (event) => signedOut(event.detail));
  document.addEventListener("click", async (event) => {
    if (!event.target.closest("[data-resend]")) return;
    const dialog = document.getElementById("session");
    if (!(await pulse().catch(() => false))) {
      dialog.querySelector("[data-session-status]").textContent = dialog.dataset.again;
      return;
    }
    dialog.close();
    if (waiting?.form) waiting.form.requestSubmit(waiting.button);
    waiting = null;
  });
})();
