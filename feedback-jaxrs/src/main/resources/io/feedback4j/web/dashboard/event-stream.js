// @ts-check

/**
 * Takes server-sent events apart, however the network cuts them up. Only what is used here: data and id.
 *
 * @param {(event: { id: string, data: string }) => void} told
 * @returns {(chunk: string) => void}
 */
export function eventStream(told) {
  let rest = ''
  let id = ''
  /** @type {string[]} */
  let data = []
  const line = (/** @type {string} */ text) => {
    if (text === '') {
      if (data.length > 0) told({ id, data: data.join('\n') })
      data = []
      return
    }
    const colon = text.indexOf(':')
    const name = colon < 0 ? text : text.slice(0, colon)
    const value = colon < 0 ? '' : text.slice(colon + 1).replace(/^ /, '')
    if (name === 'data') data.push(value)
    if (name === 'id') id = value
  }
  return (chunk) => {
    const lines = (rest + chunk).split(/\r\n|\n|\r(?!$)/)
    rest = lines.pop() ?? ''
    lines.forEach(line)
  }
}
