// The browser's half of a passkey: fetch the options, ask the authenticator, send its answer.
(function () {
  "use strict";

  async function options(box) {
    const token = box.querySelector("[name=csrfmiddlewaretoken]").value;
    const next = box.querySelector("[name=next]");
    const body = new URLSearchParams({ next: next ? next.value : "/" });
    const answer = await fetch(box.dataset.options, {
      method: "POST", headers: { "X-CSRFToken": token }, body, credentials: "same-origin",
    });
    if (!answer.ok) throw new Error(answer.statusText);
    return (await answer.json()).publicKey;
  }

  async function ceremony(box) {
    const asked = await options(box);
    if (box.dataset.passkey === "create") {
      const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(asked);
      return navigator.credentials.create({ publicKey });
    }
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(asked);
    return navigator.credentials.get({ publicKey });
  }

  function prepare(box) {
    const form = box.querySelector("form");
    const trouble = box.querySelector("[role=alert]");
    box.hidden = false;
    form.querySelector("button").addEventListener("click", async () => {
      trouble.hidden = true;
      try {
        form.elements.credential.value = JSON.stringify(await ceremony(box));
        form.submit();
      } catch {
        trouble.hidden = false;
      }
    });
  }

  if (window.PublicKeyCredential && PublicKeyCredential.parseRequestOptionsFromJSON) {
    document.querySelectorAll("[data-passkey]").forEach(prepare);
  }
})();
