// What the forms of polls can hold. What was kept may be of an earlier round, of another poll, or anything.

/** Whether these are some of the options, each once. @param {any} ids @param {any} poll */
export const areOptions = (ids, {options}) => Array.isArray(ids) && new Set(ids).size === ids.length
  && ids.every(id => options.some((/** @type {any} */ option) => option.id === id));

/** @param {unknown} value */
export const isText = value => typeof value === "string";
