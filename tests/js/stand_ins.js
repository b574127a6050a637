// The least of a browser that the modules need to load and run in Node.

const comment = () => ({nodeType: 8, data: ""});

/** Put `catalog` and `lang` on a page that is otherwise empty. */
export function standInDocument({catalog = {}, plural = "", lang = "en", page = null} = {}) {
  const texts = {catalog: JSON.stringify({catalog, plural}), page: JSON.stringify(page)};
  globalThis.document = {
    documentElement: {lang},
    visibilityState: "visible",
    createComment: comment,
    createTreeWalker: () => ({currentNode: null}),
    getElementById: id => (id in texts ? {textContent: texts[id]} : null),
    querySelector: () => ({getAttribute: () => "token"}),
    addEventListener() {},
    removeEventListener() {},
  };
}

/** The attendee's page: every part asked for is there, and empty. */
export function standInAttendeePage(page) {
  standInDocument({page});
  globalThis.window = /** @type {any} */ (globalThis);
  standInStorage();
  const element = {hidden: true, textContent: "", querySelector: () => null, closest: () => null, focus() {}};
  const {getElementById} = document;
  document.getElementById = id => getElementById(id) ?? element;
  globalThis.addEventListener = () => {};
  globalThis.requestAnimationFrame = () => 0;
}

/** A websocket whose other end is the test. */
export class FakeSocket {
  static made = [];
  readyState = 0;
  sent = [];

  constructor(url) {
    this.url = String(url);
    FakeSocket.made.push(this);
  }

  static get last() {
    return FakeSocket.made.at(-1);
  }

  open() {
    this.readyState = 1;
    this.receive({t: "beat"});
  }

  receive(frame) {
    this.onmessage?.({data: JSON.stringify(frame)});
  }

  send(text) {
    this.sent.push(JSON.parse(text));
  }

  close() {
    if (this.readyState === 3) return;
    this.readyState = 3;
    this.onclose?.();
  }
}

/** Events of the window and of the document; `fire` calls whoever listens. */
export function standInEvents() {
  const targets = {window: globalThis, document: globalThis.document};
  /** @type {Map<string, Set<(event: any) => void>>} */ const heard = new Map();
  for (const [where, target] of Object.entries(targets)) {
    const of = name => {
      const key = `${where} ${name}`;
      if (!heard.has(key)) heard.set(key, new Set());
      return heard.get(key);
    };
    target.addEventListener = (name, listener) => void of(name).add(listener);
    target.removeEventListener = (name, listener) => void of(name).delete(listener);
  }
  return {
    /** @param {string} name e.g. "window online" */
    fire: (name, event = {}) => [...heard.get(name) ?? []].forEach(listener => listener(event)),
    /** The names of those that somebody listens to. */
    get names() {
      return [...heard].filter(([, listeners]) => listeners.size).map(([name]) => name).sort();
    },
  };
}

/** Storage that takes everything and gives nothing back. */
export function standInStorage() {
  globalThis.localStorage = /** @type {any} */ ({getItem: () => null, setItem() {}, removeItem() {}});
}
