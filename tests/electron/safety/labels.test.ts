import { describe, expect, it } from 'vitest'
import { askedRisks, isAgreeing, isBin, labelRisks, LANGUAGES, plain } from '../../../electron/safety/words/labels.js'

describe('what is written on a button', () => {
  it.each([
    ['sends', ['Send', 'Submit', 'Publish', 'Senden', 'Nachricht senden', 'Envoyer', 'Enviar', 'Invia', 'Publicar', 'Verzenden', 'Отправить', '发送', '送信する']],
    ['pays', ['Pay', 'Buy now', 'Jetzt kaufen', 'Zahlungspflichtig bestellen', 'Payer', 'Comprar', 'Acquista', 'Finalizar compra', 'Betalen', 'Оплатить', '立即购买', '購入する']],
    ['deletes', ['Delete', 'Erase all', 'Löschen', 'Papierkorb leeren', 'Supprimer', 'Eliminar', 'Elimina', 'Excluir', 'Verwijderen', 'Удалить', '删除', 'ファイルを削除']],
    ['installs', ['Install', 'Run anyway', 'Installieren', 'Installer', 'Instalar', 'Installa', 'Installeren', 'Установить', '安装', 'インストール']],
    ['changes-settings', ['Allow', 'Disable firewall', 'Zulassen', 'Deaktivieren', 'Autoriser', 'Permitir', 'Consenti', 'Toestaan', 'Разрешить', '允许', '許可する']],
    ['ends-session', ['Shut down', 'Herunterfahren', 'Redémarrer', 'Apagar', 'Riavvia', 'Desligar', 'Herstarten', 'Перезагрузить', '关机', '再起動']],
  ] as const)('tells what %s', (risk, texts) => {
    for (const text of texts) expect(labelRisks(text), text).toContain(risk)
  }) // prettier-ignore

  it.each([
    'Sender', 'Sent', 'Payments', 'PayPal', 'Deleted items', 'Installation guide', 'Posts', 'Sendungsverfolgung', 'Gesendet', 'Envoyés',
    'Please pay the invoice by Friday', 'How to delete a file in three steps and why', 'Send to back', 'Delete rows', '已发送', '送信済み', '',
  ])('takes words whole and in their place: %j does nothing', (text) => {
    expect(labelRisks(text)).toEqual([])
  }) // prettier-ignore

  it.each([
    ['@ Delete', 'deletes'],
    ['× Delete', 'deletes'],
    ['Send (Ctrl-Enter)', 'sends'],
    ['Delete   Del', 'deletes'],
    ['SEND\u200b', 'sends'],
    ['Ｄｅｌｅｔｅ', 'deletes'],
    ['Loschen', 'deletes'],
    ['Léschen', 'deletes'],
    ['Veroffentlichen', 'sends'],
    ['Pay $45.00', 'pays'],
    ['Jetzt 45,00 € bezahlen', 'pays'],
    ['Close my account', 'deletes'],
    ['Agree and submit', 'sends'],
    ['Confirm squash and merge', 'sends'],
    ['Confirmar y pagar', 'pays'],
  ] as const)('sees through icons, shortcuts, marks and fillers: %j', (text, risk) => {
    expect(labelRisks(text)).toContain(risk)
  })

  it('names the worst first', () => {
    expect(labelRisks('Send and pay')[0]).toBe('pays')
  })
})

describe('what a dialog asks', () => {
  it.each(['OK', 'Yes', 'Ja', 'Oui', 'Sí', 'Conferma', 'Sim', 'Akkoord', 'Да', '确定', 'はい', 'Weiter'])(
    '%j agrees to it',
    (text) => {
      expect(isAgreeing(text)).toBe(true)
    },
  )

  it.each(['No', 'Cancel', 'src', 'Nein', 'OK Corral', 'Okra'])('%j does not', (text) => {
    expect(isAgreeing(text)).toBe(false)
  })

  it('is told by the words in it', () => {
    expect(askedRisks('Are you sure you want to delete 3 files?')).toEqual(['deletes'])
    expect(askedRisks('Soll die Nachricht gesendet werden?')).toEqual(['sends'])
    expect(askedRisks('“report.txt” already exists.')).toEqual(['deletes'])
    expect(askedRisks('このファイルを完全に削除しますか')).toContain('deletes')
    expect(askedRisks('The file was saved.')).toEqual([])
  })

  it('knows the places where things are dropped to be deleted', () => {
    for (const bin of [
      'Trash',
      'Papierkorb',
      'Corbeille',
      'Papelera',
      'Cestino',
      'Lixeira',
      'Prullenbak',
      'Корзина',
      '回收站',
      'ゴミ箱',
    ])
      expect(isBin(bin), bin).toBe(true)
    expect(isBin('Cabinet')).toBe(false)
  })
})

it('knows these languages', () => {
  expect(LANGUAGES).toEqual(['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'ru', 'zh', 'ja'])
})

it('leaves words as they are', () => {
  expect(plain('  Delete…  ')).toBe('delete')
  expect(plain('Größe ändern')).toBe('größe ändern')
})
