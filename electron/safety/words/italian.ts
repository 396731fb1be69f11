/** What Italian buttons, menus and dialogs say. */
import { of, type WordTable } from './word-table.js'

export const ITALIAN: WordTable = {
  language: 'it',
  hasBlanks: true,
  labels: {
    sends: of(`
      invia, invia *, inviare, spedisci, spedisci *, pubblica, pubblica *, carica *, condividi *, trasmetti, inoltra ora,
      firma e *, invita *
    `),
    pays: of(`
      paga, paga *, acquista, acquista *, compra, compra *, ordina, ordina *, effettua ordine, effettua l ordine,
      conferma ordine, conferma pagamento, conferma acquisto, procedi al pagamento, completa ordine, completa acquisto,
      effettua pagamento, prenota, prenota *, dona, dona *, abbonati, bonifico *, esegui bonifico, trasferisci, trasferisci *,
      ricarica ora, noleggia
    `),
    deletes: of(`
      elimina, elimina *, cancella, cancella *, rimuovi, rimuovi file, rimuovi account, rimuovi tutto, svuota cestino,
      svuota il cestino, sposta nel cestino, formatta, formatta *, sovrascrivi, scarta, scarta *, distruggi, ripristina *,
      disinstalla, disinstalla *, chiudi account, annulla ordine, annulla abbonamento, disdici, disdici *
    `),
    installs: of(`
      installa, installa *, aggiorna ora, aggiorna tutto, esegui comunque, apri comunque, scarica e installa, aggiungi a chrome,
      aggiungi a firefox, aggiungi estensione, abilita macro, abilita contenuto
    `),
    'changes-settings': of(`
      consenti, consenti *, consenti sempre, concedi *, autorizza, autorizza *, sblocca, autentica, cambia password,
      modifica password, salva password, disattiva, disattiva *, disabilita, disabilita *, accetta il rischio *, associa
    `),
    'ends-session': of(`
      spegni, spegni *, arresta, arresta il sistema, riavvia, riavvia *, esci dalla sessione, termina sessione, sospendi, iberna
    `),
  },
  harmless: of(`
    elimina riga, elimina righe, elimina colonna, elimina colonne, elimina celle, cancella ricerca, cancella filtri,
    rimuovi filtri, ripristina filtri, carica altro, carica altri, porta in fondo, condivisi con me
  `),
  agreeing: of(`
    ok, sì, sì *, continua, conferma, accetta, accetto, applica, sostituisci, apri, esegui, fine, procedi, avanti, avvia
  `),
  asked: {
    sends: of(`inviare, pubblicare, condividere, caricare`),
    pays: of(`pagare, pagamento, acquistare, addebitato, ordine, bonifico`),
    deletes: of(`
      eliminare, cancellare, definitivamente, sostituire, sovrascrivere, esiste già, cestino, perse, perduti, formattare,
      annullata
    `),
    installs: of(`installare, autore sconosciuto, eseguire, macro`),
    'changes-settings': of(`disattivare, password, autorizzazione, consentire, firewall, amministratore`),
    'ends-session': of(`spegnere, riavviare, uscire dalla sessione`),
  },
  bins: of(`cestino`),
}
