/** Moving the stage from the big screen: a second connection, there only where this browser is a moderator's too. */
import {connectInTurn} from "../live/in_turn.js";
import {gettext} from "../live/kit.js";
import {apply, start} from "../live/store.js";

/** @param {any} page
 * @param {{onRefused: (message: string) => void, onDone: (command: import("../remote/acts.js").Command, act: number | undefined, before: any) => void}} handlers
 *   `act`: the number by which it can be undone; `before`: the state it was pressed in
 * @returns {{has: () => boolean, undo: (act: number) => void, do: (commandOf: (state: any) => import("../remote/acts.js").Command | null, shown: any) => void}} `shown`: the page's
 *   own model; whoever presses a key means what is on the screen, which this connection may not have heard of yet */
export function power(page, {onRefused, onDone}) {
  if (!page.urls.remote_socket) return {has: () => false, undo: () => {}, do: () => {}};
  let model = start({...page, rev: 0});
  /** @type {string} */ let line = "";
  const urls = {
    socket: page.urls.remote_socket,
    command: page.urls.remote_command,
    state: page.urls.remote_state,
  };
  const connection = connectInTurn({...page, rev: 0, urls}, {
    onFrame: frame => void (model = apply(model, frame)),
    onStatus(status) {
      line = status;
    },
  });
  return {
    has: () => line !== "closed" && model.state.session.open,
    undo: act => void connection.send("act.undo", {act}).catch(({message}) => onRefused(message)),
    do(commandOf, shown) {
      const stage = (shown.rev > model.rev ? shown : model).state.stage;
      const before = {...model.state, stage};
      // A key that waits for the line would move the hall minutes after it was pressed.
      if (line === "reconnecting" || !line) return onRefused(gettext("Not connected: nothing was changed."));
      const command = commandOf(before);
      if (!command) return;
      connection.send(...command, undefined, Math.max(shown.rev, model.rev)).then(({act}) => onDone(command, act, before), ({message}) => onRefused(message));
    },
  };
}
