/** Modules as one file carries them: gathered by their imports, and run from there. */

// How our modules name what lies beside them: imports, and workers.
const NAMED = /\b(from |import |new URL\()"\.\/([\w.]+)"(?:, import\.meta\.url)?/g;

/** The same for `unpack`, which runs where there is no other code. */
export const PATTERN = NAMED.source;

/**
 * A module and all that it names, by name.
 * @param {string} entry
 * @param {(name: string) => Promise<string>} read
 */
export async function modulesFrom(entry, read) {
  /** @type {Record<string, string>} */
  const sources = {};
  /** @param {string} name */
  const gather = async (name) => {
    if (name in sources) return;
    sources[name] = "";
    sources[name] = await read(name);
    await Promise.all(namedIn(sources[name]).map(gather));
  };
  await gather(entry);
  return sources;
}

/** @param {string} source */
export function namedIn(source) {
  return [...source.matchAll(NAMED)].map(([, , name]) => name);
}

/**
 * What a live page carries, in JSON, compressed, in base 64.
 * @typedef {object} Packed
 * @property {Record<string, string>} files
 * @property {string} pattern
 * @property {string} entry a module; its `open` is called
 * @property {unknown} opening what that is given
 */

/**
 * Opens what a live page carries. It stands there as its own source, so it uses nothing from here.
 * @param {string} text
 */
export async function unpack(text) {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  /** @type {Packed} */
  const { files, pattern, entry, opening } = await new Response(stream).json();
  /** @type {Map<string, string>} */
  const addresses = new Map();
  /** @type {(name: string, source: string) => string} */
  const addressOf = (name, source) => {
    const type = name.endsWith(".css") ? "text/css" : "text/javascript";
    const address = URL.createObjectURL(new Blob([source], { type }));
    addresses.set(name, address);
    return address;
  };
  // A page from a disk has no origin, and so its workers may import nothing: it stands in them.
  /** @type {(name: string) => string} */
  const alone = (name) =>
    files[name]
      .replace(/^import .* from "\.\/([\w.]+)";$/gm, (_, other) => alone(other))
      .replace(/^export /gm, "");
  /** @type {(name: string) => string} */
  const carried = (name) => {
    const known = addresses.get(name);
    if (known) return known;
    // Modules import no circle: what one names has its address before it.
    const source = files[name].replace(new RegExp(pattern, "g"), (_, before, other) => {
      const isWorker = before.startsWith("new");
      return `${before}"${isWorker ? addressOf(`${other} alone`, alone(other)) : carried(other)}"`;
    });
    return addressOf(name, source);
  };
  Reflect.set(window, "carried", carried);
  const { open } = await import(carried(entry));
  await open(opening);
}
