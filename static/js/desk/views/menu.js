/** The menu of further acts, see menus.js. */

import {html, icon, nothing} from "../../live/kit.js";
import {choose, menuKey} from "../menus.js";

const item = ({words, icon: name, act, keys, tone}) =>
  html`<button type="button" role="menuitem" tabindex="-1" class="menu__item ${tone ? `tone-${tone}` : ""}" @click=${() => choose(act)}>
    ${icon(name)} <span class="menu__words">${words}</span>
    ${keys ? html`<kbd class="menu__keys" aria-hidden="true">${keys}</kbd>` : nothing}
  </button>`;

export const menu = ({look}) =>
  html`<div id="menu" class="menu" popover role="menu" aria-label=${look.menu?.label ?? nothing} @keydown=${menuKey}>
    ${look.menu ? look.menu.items().map(item) : nothing}
  </div>`;
