/** What French buttons, menus and dialogs say. */
import { of, type WordTable } from './word-table.js'

export const FRENCH: WordTable = {
  language: 'fr',
  hasBlanks: true,
  labels: {
    sends: of(`
      envoyer, envoyer *, renvoyer, soumettre, soumettre *, publier, publier *, poster, transmettre, transmettre *, téléverser,
      téléverser *, partager *, signer et *, diffuser, déposer, expédier, inviter *
    `),
    pays: of(`
      payer, payer *, acheter, acheter *, commander, commander *, passer la commande, passer commande, valider la commande,
      valider ma commande, valider le paiement, confirmer le paiement, confirmer la commande, confirmer l achat,
      effectuer le paiement, régler, régler *, réserver, réserver *, faire un don, donner #, s abonner, virer,
      effectuer le virement, valider le virement, recharger, louer
    `),
    deletes: of(`
      supprimer, supprimer *, effacer, effacer *, retirer, enlever, vider la corbeille, mettre à la corbeille,
      déplacer vers la corbeille, placer dans la corbeille, formater, formater *, écraser, détruire, détruire *, réinitialiser *,
      désinstaller, désinstaller *, abandonner les modifications, fermer le compte, clôturer *, résilier, résilier *,
      annuler la commande, annuler l abonnement
    `),
    installs: of(`
      installer, installer *, mettre à jour maintenant, tout mettre à jour, exécuter quand même, ouvrir quand même,
      télécharger et installer, ajouter à chrome, ajouter à firefox, ajouter l extension, activer les macros, activer le contenu,
      lancer quand même
    `),
    'changes-settings': of(`
      autoriser, autoriser *, toujours autoriser, accorder *, déverrouiller, s authentifier, changer le mot de passe,
      changer de mot de passe, modifier le mot de passe, enregistrer le mot de passe, désactiver, désactiver *,
      accepter le risque *, ajouter une exception, associer
    `),
    'ends-session': of(`
      éteindre, éteindre *, redémarrer, redémarrer *, arrêter l ordinateur, fermer la session, mettre en veille, hiberner
    `),
  },
  harmless: of(`
    supprimer la ligne, supprimer les lignes, supprimer la colonne, supprimer les colonnes, supprimer des cellules,
    supprimer les cellules, effacer la recherche, effacer les filtres, réinitialiser les filtres, supprimer le filtre,
    supprimer les filtres, envoyer à l arrière plan, partagés avec moi, partager avec moi
  `),
  agreeing: of(`
    ok, oui, oui *, continuer, confirmer, valider, accepter, j accepte, appliquer, remplacer, ouvrir, exécuter, terminer,
    poursuivre, d accord, lancer, suivant
  `),
  asked: {
    sends: of(`envoyer, soumettre, publier, partager, transmettre`),
    pays: of(`payer, paiement, acheter, débité, débitée, commande, virement`),
    deletes: of(`
      supprimer, effacer, définitivement, irréversible, remplacer, écraser, existe déjà, corbeille, perdues, perdus, formater,
      annulée
    `),
    installs: of(`installer, éditeur inconnu, exécuter, macros`),
    'changes-settings': of(`désactiver, mot de passe, autorisation, autoriser, pare feu, administrateur`),
    'ends-session': of(`éteindre, redémarrer, fermer la session`),
  },
  bins: of(`corbeille, poubelle`),
}
