/** What English buttons, menus and dialogs say. */
import { of, type WordTable } from './word-table.js'

export const ENGLISH: WordTable = {
  language: 'en',
  hasBlanks: true,
  labels: {
    sends: of(`
      send, send now, send *, resend, resend *, submit, submit *, post, post now, post comment, post reply, post update, post it,
      post message, post to *, post publicly, publish, publish *, tweet, retweet, repost, reply and *, comment and *,
      close with comment, upload, upload *, share now, share with *, share publicly, share screen, start sharing, deploy,
      deploy *, create release, push, push *, commit and push, sync changes, create pull request, merge pull request,
      confirm merge, squash and merge, rebase and merge, create issue, submit new issue, sign and *, sign document, sign now,
      invite *, transmit, forward now, broadcast, go live, request access, apply now, vote, rsvp, call now, start call,
      export to *, transfer ownership
    `),
    pays: of(`
      pay, pay now, pay #, pay with *, pay by *, pay using *, pay invoice, pay bill, pay all, pay securely, pay in full,
      pay later, pay the *, pay your *, pay to *, pay and *, make payment, make a payment, submit payment, confirm payment,
      confirm and pay, confirm order, confirm purchase, confirm booking, confirm reservation, confirm transfer, complete payment,
      complete purchase, complete order, complete booking, authorize payment, authorise payment, approve payment, buy, buy now,
      buy it now, buy #, buy for *, buy with *, buy tickets, buy credits, place order, place your order, place my order,
      place bid, place bet, submit order, order now, order and pay, send order, purchase, purchase *, book now, book and pay,
      book it, reserve now, reserve and pay, subscribe, subscribe *, start subscription, start free trial, start trial, renew,
      renew now, donate, donate *, tip #, top up, top up *, add funds, withdraw, withdraw *, transfer, transfer now,
      transfer money, transfer funds, transfer #, send money, send payment, send #, send funds, send bitcoin, send crypto,
      wire *, rent now, bid now, bid #, upgrade to *, upgrade plan, checkout and pay, sell, sell now, swap, trade now
    `),
    deletes: of(`
      delete, delete *, permanently delete, permanently delete *, remove, remove file, remove files, remove folder,
      remove account, remove user, remove member, remove device, remove all, remove all *, remove permanently, remove from disk,
      remove item, remove items, remove photo, remove photos, remove data, remove app, remove project, remove repository, erase,
      erase *, wipe, wipe *, discard, discard *, shred, shred *, destroy, destroy *, purge, purge *, empty trash, empty bin,
      empty recycle bin, empty wastebasket, empty the trash, move to trash, move to bin, move to the bin, move to the trash,
      move to wastebasket, move to recycle bin, clear history, clear browsing data, clear data, clear all data,
      clear all history, clear storage, clear cookies *, format disk, format drive, format partition, format device,
      format volume, format sd card, factory reset, reset all *, reset this pc, reset device, reset to factory *, drop table,
      drop database, truncate table, close account, deactivate account, terminate account, terminate instance, revoke, revoke *,
      force push, overwrite, overwrite *, uninstall, uninstall *, cancel order, cancel subscription, cancel booking,
      unsubscribe all, block and delete, report spam and delete, restore backup, restore from backup, roll back, rollback
    `),
    installs: of(`
      install, install *, reinstall, reinstall *, download and install, download and run, update now, update all, install and *,
      update and *, upgrade now, upgrade all, run anyway, open anyway, launch anyway, keep anyway, trust and *, allow launching,
      mark executable, mark as executable, execute, run in terminal, run as administrator, add to chrome, add to firefox,
      add to edge, add to browser, add extension, get extension, add to desktop, enable extension, enable macros, enable content,
      enable editing and macros, trust this *, trust author, trust workspace
    `),
    'changes-settings': of(`
      allow, allow access, allow always, always allow, allow this time, allow while visiting *, allow on every visit,
      allow full access, grant, grant *, authorize, authorize *, authorise, authorise *, unlock, authenticate, change password,
      change email, change plan, update password, reset password, set password, save password, save changes to account,
      save settings, apply settings, apply changes, disable, disable *, turn off, turn off *, deactivate, deactivate *,
      stop protection, make owner, make admin, make public, change visibility, add ssh key, add key, add certificate,
      add exception, accept the risk and *, proceed anyway, proceed to * unsafe, continue to site, trust certificate,
      generate token, create token, create api key, share location, pair, pair device, join domain, connect wallet,
      enable remote *, enable sharing
    `),
    'ends-session': of(`
      shut down, shut down *, shutdown, restart, restart now, restart computer, reboot, reboot now, log out, log off, power off,
      sign out of *, log out of *, hibernate, suspend, switch user, end session
    `),
  },
  harmless: of(`
    send to back, send backward, send backwards, send to background, send to front, submit a ticket help, post office,
    delete key, delete row, delete rows, delete column, delete columns, delete cell, delete cells, delete cells *, delete line,
    delete lines, delete word, delete contents, delete table column, delete page break, delete trailing *, push to talk,
    push ups, discard pile, install guide, install instructions, install log, install size, purchase history, purchase orders,
    purchase date, subscribe to calendar, share with you, revoke history, disable gridlines, disable wrap, upload date,
    upload speed, upload history, uploads, publish date, submit date, release notes, export to clipboard, merge cells,
    merge and center cells, invite only, grant applications, transfer speed, renew date, erase tool, book list, purchase order *,
    delete history *, discard selection, vote count, send receipts, send date, send time, submit status, publish status,
    upload status, reset filters, reset all filters, clear all filters, remove all filters, remove all formatting,
    disable animations, deploy logs, deploy history, push notifications, push notification settings, donate blood,
    install location
  `),
  agreeing: of(`
    ok, okay, yes, yes *, continue, continue anyway, confirm, proceed, accept, agree, i agree, i accept, i understand *,
    i am sure, apply, go ahead, finish, finalize, replace, replace all files, overwrite, merge folders, open, run, start, got it,
    next, do it, sure, claim, verify, enable, keep, save and continue, click here
  `),
  asked: {
    sends: of(`send, submit, publish, post, share, upload, transmit, push`),
    pays: of(`
      pay, payment, purchase, buy, charge, charged, transfer, subscribe, order total, place the order, place this order,
      your card
    `),
    deletes: of(`
      delete, remove, erase, discard, wipe, format, overwrite, already exists, trash, permanently, cannot be undone,
      can t be undone, will be lost, lose, uninstall, destroy, reset
    `),
    installs: of(`
      install, untrusted, unknown publisher, executable, run this, macros, update your, upgrade, from an unknown
    `),
    'changes-settings': of(`
      disable, turn off, password, permission, permissions, allow, grant, firewall, administrator, default browser, unlock,
      trust this, certificate, make changes to your
    `),
    'ends-session': of(`shut down, restart, log out, reboot, power off`),
  },
  bins: of(`trash, rubbish bin, wastebasket, recycle bin, bin, deleted items`),
}
