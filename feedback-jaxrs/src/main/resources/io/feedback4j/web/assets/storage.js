// @ts-check

/**
 * What a browser keeps for us, and what is kept in memory where it keeps nothing: storage may be forbidden or full.
 *
 * @param {() => Storage} where
 */
function shelf(where) {
  /** @type {Map<string, string>} */
  const memory = new Map()
  return {
    /** @param {string} name @returns {any} */
    read(name) {
      try {
        return JSON.parse(memory.get(name) ?? where().getItem(name) ?? 'null')
      } catch {
        return null
      }
    },
    /** @param {string} name @param {unknown} value - nothing is kept of what is null */
    write(name, value) {
      memory.delete(name)
      try {
        if (value == null) where().removeItem(name)
        else where().setItem(name, JSON.stringify(value))
      } catch {
        if (value != null) memory.set(name, JSON.stringify(value))
      }
    },
  }
}

/** Shared by all tabs, and there after the browser was closed. */
export const lasting = shelf(() => localStorage)

/** This tab's. */
export const passing = shelf(() => sessionStorage)
