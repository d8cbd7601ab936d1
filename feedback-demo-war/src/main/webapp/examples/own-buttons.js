import { takeBack, vote } from '../api/feedback/thumbs.js'

const target = { sessionId: 'demo', messageId: 'aia_msg_3' }
const buttons = document.querySelector('.own-buttons')
const status = buttons.querySelector('[role=status]')
let receipt

buttons.addEventListener('click', async ({ target: { dataset } }) => {
  if (dataset.undo !== undefined) {
    await takeBack(target, receipt)
    status.textContent = 'Taken back.'
  } else if (dataset.score) {
    receipt = await vote(target, { score: Number(dataset.score) })
    status.textContent = 'Thank you. '
    status.append(Object.assign(document.createElement('button'), { type: 'button', textContent: 'Undo' }))
    status.lastChild.dataset.undo = ''
  }
})
