/** What the scripts find in a browser; to be imported before them. */
globalThis.document = { baseURI: 'https://host/chat' }

/** The other tabs of this browser. */
export const otherTabs = { heard: [], tell: () => {} }
globalThis.BroadcastChannel = class {
  constructor() {
    otherTabs.tell = (news) => this.onmessage({ data: news })
  }

  postMessage(news) {
    otherTabs.heard.push(structuredClone(news))
  }
}

/** A stand-in for the network: answers in the order given, and remembers what was asked. */
export class Service {
  asked = []
  #answers = []

  constructor() {
    globalThis.fetch = async (url, init) => {
      this.asked.push({ url: String(url), ...init, body: init.body && JSON.parse(init.body) })
      const answer = this.#answers.shift() ?? { status: 599 }
      if (answer instanceof Error) throw answer
      await answer.until
      const body = answer.status === 204 ? null : JSON.stringify(answer.body ?? {})
      return new Response(body, { status: answer.status, headers: answer.headers })
    }
  }

  /** @param {...(number | Error | {status: number, body?: object, headers?: object, until?: Promise<void>})} answers */
  answers(...answers) {
    this.#answers.push(...answers.map((answer) => (typeof answer === 'number' ? { status: answer } : answer)))
  }

  get keys() {
    return this.asked.map(({ headers }) => headers['Idempotency-Key'])
  }

  get scores() {
    return this.asked.map(({ method, body }) => (method === 'POST' ? body.score : method))
  }
}

/** Waits are over at once, and how long they were to be is remembered, but for the looks at the lease. */
export function withoutWaiting(context) {
  const waits = []
  const later = globalThis.setTimeout
  context.mock.method(globalThis, 'setTimeout', (act, millis) => {
    if (millis > 25) waits.push(millis)
    return later(act)
  })
  return waits
}

export const accepted = (id) => ({ status: 202, body: { id, undo: `undo-${id}`, score: 1 } })
