/** Which column a phone or tablet shows. Back returns to the one before, and does not leave the desk. */

const phone = matchMedia("(max-width: 44.99rem)");

/** Phones show one column, tablets Live and one of the others. */
export const shownColumn = ({look}) => (phone.matches ? look.column : look.side);

const look = (desk, column) => desk.show(column === "live" ? {column} : {column, side: column});

/** A button was pressed. Going back and forth between two columns goes through the same two entries. */
export function showColumn(desk, column) {
  const before = shownColumn(desk);
  if (column === before) return;
  if (history.state?.before === column) return history.back();
  history.replaceState({...history.state, column: before}, "");
  history.pushState({column, before}, "");
  look(desk, column);
}

/** Listen to Back and Forward, and show again what was shown before a reload. */
export function watchBack(desk) {
  const show = () => history.state?.column && look(desk, history.state.column);
  addEventListener("popstate", show);
  show();
}
