/** What German buttons, menus and dialogs say. */
import { of, type WordTable } from './word-table.js'

export const GERMAN: WordTable = {
  language: 'de',
  hasBlanks: true,
  labels: {
    sends: of(`
      senden, * senden, * senden an, senden an *, absenden, * absenden, abschicken, * abschicken, verschicken, * verschicken,
      schicken, einreichen, * einreichen, veröffentlichen, * veröffentlichen, posten, jetzt posten, hochladen, * hochladen,
      übermitteln, * übermitteln, weiterleiten an *, unterschreiben, unterzeichnen, jetzt bewerben, jetzt teilen, freigeben,
      einladen, * einladen
    `),
    pays: of(`
      zahlen, jetzt zahlen, # zahlen, bezahlen, jetzt bezahlen, # bezahlen, * bezahlen, kaufen, jetzt kaufen, sofort kaufen,
      zahlungspflichtig *, kostenpflichtig *, bestellen, jetzt bestellen, bestellung aufgeben, bestellung abschicken,
      bestellung abschließen, bestellung absenden, kauf abschließen, kauf bestätigen, zahlung bestätigen, zahlung ausführen,
      überweisen, jetzt überweisen, überweisung *, buchen, jetzt buchen, verbindlich buchen, buchung abschließen, reservieren,
      spenden, jetzt spenden, abonnieren, abo abschließen, jetzt abonnieren, aufladen, guthaben aufladen, geld senden, bieten,
      gebot abgeben, mieten, verlängern
    `),
    deletes: of(`
      löschen, * löschen, endgültig löschen, entfernen, datei entfernen, konto entfernen, alle entfernen, alles entfernen,
      gerät entfernen, verwerfen, * verwerfen, papierkorb leeren, papierkorb löschen, in den papierkorb *, in papierkorb *,
      formatieren, * formatieren, überschreiben, vernichten, zurücksetzen auf *, auf werkseinstellungen *, deinstallieren,
      * deinstallieren, verlauf löschen, konto schließen, konto auflösen, kündigen, jetzt kündigen, abo kündigen, stornieren,
      * stornieren, widerrufen
    `),
    installs: of(`
      installieren, * installieren, jetzt aktualisieren, alle aktualisieren, trotzdem ausführen, trotzdem öffnen,
      ausführbar machen, als ausführbar *, zu chrome hinzufügen, zu firefox hinzufügen, erweiterung hinzufügen,
      herunterladen und installieren, im terminal ausführen, als administrator ausführen, makros aktivieren, inhalt aktivieren
    `),
    'changes-settings': of(`
      zulassen, immer zulassen, erlauben, immer erlauben, zugriff erlauben, zugriff gewähren, entsperren, legitimieren,
      authentifizieren, passwort ändern, kennwort ändern, passwort speichern, passwort zurücksetzen, einstellungen speichern,
      deaktivieren, * deaktivieren, ausschalten, * ausschalten, abschalten, risiko akzeptieren *, ausnahme hinzufügen, koppeln,
      freischalten
    `),
    'ends-session': of(`
      herunterfahren, ausschalten, neu starten, jetzt neu starten, abmelden, ruhezustand, bereitschaft, benutzer wechseln
    `),
  },
  harmless: of(`
    suche löschen, filter löschen, eingabe löschen, zeile löschen, zeilen löschen, spalte löschen, spalten löschen,
    zelle löschen, zellen löschen, zellen formatieren, text formatieren, absatz formatieren, filter zurücksetzen,
    sendungsverfolgung, filter entfernen
  `),
  agreeing: of(`
    ok, ja, ja *, weiter, fortfahren, fortsetzen, bestätigen, akzeptieren, zustimmen, einverstanden, anwenden, übernehmen,
    ersetzen, öffnen, ausführen, starten, abschließen, trotzdem fortfahren, fertig
  `),
  asked: {
    sends: of(`senden, gesendet werden, abschicken, veröffentlichen, hochladen, übermitteln`),
    pays: of(`bezahlen, zahlung, kaufen, kostenpflichtig, überweisen, bestellen, abgebucht, belastet`),
    deletes: of(`
      löschen, gelöscht werden, entfernen, unwiderruflich, endgültig, überschreiben, ersetzen, existiert bereits, verwerfen,
      verloren, papierkorb, formatieren, rückgängig gemacht
    `),
    installs: of(`installieren, nicht vertrauenswürdig, unbekannter herausgeber, ausführen, makros`),
    'changes-settings': of(`
      deaktivieren, passwort, kennwort, berechtigung, zulassen, erlauben, firewall, administrator
    `),
    'ends-session': of(`herunterfahren, neu starten, abmelden`),
  },
  bins: of(`papierkorb, mülleimer`),
}
