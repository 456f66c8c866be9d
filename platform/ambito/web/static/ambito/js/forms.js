/* No text is ever lost: a session that ends in mid-form, a server that is away, a button pressed twice. */
(() => {
  "use strict";

  let waiting = null;

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
      await ambito.keepDraft(form);
      if (!(await pulse())) {
        signedOut({ form, button });
        return;
      }
    } catch {
      ambito.announce(document.getElementById("toast").dataset.offline);
      hold(form, false);
      return;
    }
    form.setAttribute("data-sent", "");
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
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-sending]").forEach((form) => {
      form.removeAttribute("data-sent");
      hold(form, false);
    });
  });

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
