/** What Dutch buttons, menus and dialogs say. */
import { of, type WordTable } from './word-table.js'

export const DUTCH: WordTable = {
  language: 'nl',
  hasBlanks: true,
  labels: {
    sends: of(`
      verzenden, * verzenden, verstuur, verstuur *, versturen, * versturen, stuur *, indienen, * indienen, plaatsen,
      bericht plaatsen, publiceren, * publiceren, uploaden, * uploaden, * delen, verzend, verzend *, ondertekenen, uitnodigen
    `),
    pays: of(`
      betalen, nu betalen, * betalen, betaal, betaal *, kopen, nu kopen, koop nu, bestellen, nu bestellen, bestel nu,
      bestelling plaatsen, bestelling afronden, bestelling bevestigen, betaling bevestigen, aankoop bevestigen, overmaken,
      * overmaken, overboeken, boeken, nu boeken, reserveren, reserveer nu, doneren, doneer nu, abonneren, opwaarderen, huren,
      bieden
    `),
    deletes: of(`
      verwijderen, * verwijderen, verwijder, verwijder *, wissen, * wissen, weggooien, prullenbak legen, prullenmand legen,
      naar prullenbak *, naar de prullenbak *, verplaatsen naar prullenbak, formatteren, * formatteren, overschrijven,
      vernietigen, negeren en verwijderen, fabrieksinstellingen *, account sluiten, account opheffen, opzeggen,
      abonnement opzeggen, bestelling annuleren
    `),
    installs: of(`
      installeren, * installeren, installeer, installeer *, nu bijwerken, alles bijwerken, toch uitvoeren, toch openen,
      downloaden en installeren, toevoegen aan chrome, toevoegen aan firefox, extensie toevoegen, macro s inschakelen
    `),
    'changes-settings': of(`
      toestaan, altijd toestaan, toegang toestaan, toestemming geven, autoriseren, ontgrendelen, authenticeren,
      wachtwoord wijzigen, wachtwoord opslaan, uitschakelen, * uitschakelen, uitzetten, deactiveren, * deactiveren,
      risico aanvaarden *, koppelen
    `),
    'ends-session': of(`
      afsluiten computer, computer afsluiten, uitschakelen, opnieuw opstarten, herstarten, uitloggen, afmelden, slaapstand,
      pauzestand
    `),
  },
  harmless: of(`
    rij verwijderen, rijen verwijderen, kolom verwijderen, kolommen verwijderen, cellen verwijderen, filter wissen,
    filters wissen, zoekopdracht wissen, filter verwijderen, gedeeld met mij, met mij delen
  `),
  agreeing: of(`
    ok, oké, ja, ja *, doorgaan, verder, bevestigen, accepteren, akkoord, toepassen, vervangen, openen, uitvoeren, voltooien,
    volgende, starten
  `),
  asked: {
    sends: of(`verzenden, versturen, publiceren, delen, plaatsen`),
    pays: of(`betalen, betaling, kopen, afgeschreven, bestelling, overboeking`),
    deletes: of(`
      verwijderen, wissen, permanent, definitief, vervangen, overschrijven, bestaat al, prullenbak, verloren, formatteren,
      ongedaan
    `),
    installs: of(`installeren, onbekende uitgever, uitvoeren, macro`),
    'changes-settings': of(`uitschakelen, wachtwoord, machtiging, toestaan, firewall, beheerder`),
    'ends-session': of(`afsluiten, opnieuw opstarten, afmelden`),
  },
  bins: of(`prullenbak, prullenmand`),
}
