/** Moving the stage from the big screen: a second connection, there only where this browser is a moderator's too. */
import {connect} from "../live/socket.js";
import {apply, start} from "../live/store.js";

/** @param {any} page
 * @param {{onChange: () => void, onRefused: (message: string) => void}} handlers
 * @returns {{has: () => boolean, do: (commandOf: (state: any) => import("../remote/acts.js").Command | null, shown: any) => void}} `shown`: the page's
 *   own model; whoever presses a key means what is on the screen, which this connection may not have heard of yet */
export function power(page, {onChange, onRefused}) {
  if (!page.urls.remote_socket) return {has: () => false, do: () => {}};
  let model = start({...page, rev: 0});
  let mayAct = true;
  const urls = {
    socket: page.urls.remote_socket,
    command: page.urls.remote_command,
    state: page.urls.remote_state,
  };
  const connection = connect({...page, rev: 0, urls}, {
    onFrame: frame => void (model = apply(model, frame)),
    onStatus(status) {
      mayAct = status !== "closed";
      onChange();
    },
  });
  return {
    has: () => mayAct && model.state.session.open,
    do(commandOf, shown) {
      const stage = (shown.rev > model.rev ? shown : model).state.stage;
      const command = commandOf({...model.state, stage});
      if (command) connection.send(...command).catch(({message}) => onRefused(message));
    },
  };
}
