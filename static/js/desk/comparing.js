// Texts as the server compares them: sessions/core/texts.py; both read tests/cases/texts.json.

/** @param {string} text The same for all spellings of what people call the same text. */
export const comparisonKey = text => text
  .replace(/[\ufb00-\ufdc7\ufe70-\ufefc\uff00-\uffef]+/g, found => found.normalize("NFKC"))
  .replace(/(?!\u200d\p{ExtPict}|[\u{e0020}-\u{e007f}])\p{DI}/gu, "")
  .toLowerCase().replace(/i\u0307/g, "i")
  .replace(/[\u2018\u2019\u02bc\u02bb\u2032]/g, "'").replace(/[\u2010\u2011]/g, "-").replace(/ς/g, "σ")
  .normalize("NFC");
