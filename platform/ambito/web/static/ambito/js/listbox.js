/* Palette and lookups: a text field that drives a list drawn by the server. The keyboard stays in the field. */
(() => {
  "use strict";

  const listOf = (input) => document.getElementById(input.getAttribute("aria-controls"));
  const optionsOf = (list) => [...list.querySelectorAll('[role="option"]:not([aria-disabled])')];
  const activeOf = (list) => list.querySelector('[role="option"][aria-selected="true"]');

  function activate(input, option) {
    const list = listOf(input);
    optionsOf(list).forEach((other) => other.setAttribute("aria-selected", String(other === option)));
    if (option) {
      input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  }

  function move(input, step) {
    const options = optionsOf(listOf(input));
    if (!options.length) return;
    const at = options.indexOf(activeOf(listOf(input)));
    activate(input, options[(at + step + options.length) % options.length]);
  }

  function close(input) {
    listOf(input).replaceChildren();
    input.setAttribute("aria-expanded", "false");
    activate(input, null);
  }

  /* An option either leads somewhere or fills the hidden field of its lookup. */
  function choose(input, option) {
    if (!option) return false;
    if (option.dataset.href) {
      location.assign(option.dataset.href);
      return true;
    }
    input.value = option.dataset.shown || option.textContent.trim();
    const hidden = input.parentElement.querySelector("input[type=hidden]");
    hidden.value = option.dataset.value;
    hidden.dispatchEvent(new Event("change", { bubbles: true }));
    close(input);
    return true;
  }

  document.addEventListener("keydown", (event) => {
    const input = event.target;
    if (!input.matches?.('[role="combobox"]')) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(input, event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && !event.ctrlKey) {
      if (choose(input, activeOf(listOf(input))) || input.getAttribute("aria-expanded") === "true") event.preventDefault();
    } else if (event.key === "Escape" && !input.closest("dialog")) {
      close(input);
    }
  });

  document.addEventListener("click", (event) => {
    const option = event.target.closest('[role="option"]:not([aria-disabled])');
    const list = option?.closest('[role="listbox"]');
    const input = list && document.querySelector(`[role="combobox"][aria-controls="${list.id}"]`);
    if (input) choose(input, option);
  });

  /* Typing again means that nobody is chosen yet, and that the lines below answer something else. */
  document.addEventListener("input", (event) => {
    const input = event.target;
    if (!input.matches?.('[role="combobox"]')) return;
    const hidden = input.parentElement.querySelector(":scope > input[type=hidden]");
    if (hidden) hidden.value = "";
    activate(input, null);
  });

  document.addEventListener("htmx:after:swap", (event) => {
    const list = event.detail.ctx.target;
    if (list?.getAttribute?.("role") !== "listbox") return;
    const input = document.querySelector(`[role="combobox"][aria-controls="${list.id}"]`);
    const options = optionsOf(list);
    input.setAttribute("aria-expanded", String(options.length > 0));
    activate(input, activeOf(list) || options[0]);
  });
})();
