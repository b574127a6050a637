// The poster prints without this too; the button only spares people the menu.
const button = /** @type {HTMLButtonElement} */ (document.getElementById("print"));
button.hidden = false;
button.addEventListener("click", () => window.print());
