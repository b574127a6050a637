// Runs frames through the store of the pages: one line of JSON in ({page, frames}), the model out.

import {createInterface} from "node:readline";
import {apply, start} from "../../static/js/live/store.js";

for await (const line of createInterface({input: process.stdin})) {
  const {page, frames} = JSON.parse(line);
  console.log(JSON.stringify(frames.reduce(apply, start(page))));
}
