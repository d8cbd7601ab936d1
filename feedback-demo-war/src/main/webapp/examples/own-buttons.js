import { takeBack, vote } from '../api/feedback/thumbs.js'

const target = { sessionId: 'demo', messageId: 'aia_msg_3' }
const buttons = document.querySelector('.own-buttons')
const undo = buttons.querySelector('[data-undo]')
const status = buttons.querySelector('[role=status]')
let receipt

for (const button of buttons.querySelectorAll('[data-score]')) {
  button.addEventListener('click', async () => {
    const score = Number(button.dataset.score)
    receipt = await vote(target, { score })
    status.textContent = 'Thank you.'
    undo.hidden = false
  })
}

undo.addEventListener('click', async () => {
  await takeBack(target, receipt)
  status.textContent = 'Taken back.'
  undo.hidden = true
})
