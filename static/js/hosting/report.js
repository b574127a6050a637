// On paper nothing can be unfolded. Browsers that can do this in CSS alone (css/report.css) need no script.
const folded = () => /** @type {NodeListOf<HTMLDetailsElement>} */ (document.querySelectorAll(".report details:not([open])"));

if (!CSS.supports("selector(::details-content)")) {
  /** @type {HTMLDetailsElement[]} */ let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...folded()];
    for (const details of opened) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
  });
}
