/** What a person would not want to be asked about: ordinary actions by program, one after another in commas or lines. */
const labels = (text: string) => text.split(/[,\n]/).map((one) => one.trim()).filter((one) => one !== '') // prettier-ignore
const lines = (text: string) => text.split('\n').map((one) => one.trim()).filter((one) => one !== '') // prettier-ignore

export interface Ordinary {
  readonly app: string
  readonly presses?: readonly string[]
  /** typed into a field; in a terminal with Return behind it */
  readonly types?: readonly string[]
  /** keys joined by + */
  readonly keys?: readonly string[]
}

export const ORDINARY: readonly Ordinary[] = [
  {
    app: 'firefox',
    presses: labels(`
      Home, Back, Forward, Reload, Search, Menu, Settings, Help, About us, Contact, Log in, Sign in, Sign up, Register, My account, Profile,
      Cart, View cart, Add to cart, Continue shopping, Checkout, Wish list, Compare, Filter, Sort by price, Next, Previous, Next page, 1, 2, 3,
      Show more, Load more, Read more, Details, Close, Cancel, Dismiss, No thanks, Not now, Later, Skip, Accept all cookies, Reject all, Manage cookies,
      Expand all, Collapse, Edit, Save, Save draft, Save as draft, Print, Download, Download PDF, Export, Export CSV, Copy, Copy link, Share, Like, Follow,
      Reply, Reply all, Forward, Compose, New message, Inbox, Sent, Drafts, Outbox, Spam, Archive, Trash, Deleted items, Mark as read, Snooze, Star,
      Attach, Attach file, Insert link, Bold, Italic, Preview, View source, Full screen, Zoom in, Zoom out, Payments, Payment methods, Billing,
      Order history, Orders, Your orders, Purchase history, Invoices, Track package, Delivery, Gift cards, Deals, Categories, Books, Booking.com,
      Notifications, Messages, Posts, Publications, Releases, Issues, Pull requests, Commits, Code, Actions, Projects, Wiki, Security, Insights,
      New issue, New pull request, Files changed, Conversation, Approve changes, Run workflow logs, Branches, Tags, Go to file, Add file, Blame, Raw,
      Sender, Recipient, Subject, Date, Name, Size, Amount due, Total, Subtotal, Shipping, Postal code, Post office, Postcard, Payroll, PayPal,
      Sending limits, Shared with me, Installed, Installation guide, Install instructions, Updates, Release notes, Privacy policy, Terms of service,
      Learn how to delete cookies in your browser, Why we never send spam to our customers, Please pay the invoice by Friday,
      Can you send me the report by tomorrow?, Re: Delete old backups, Fwd: Submit your timesheet, How to install Linux on a laptop, Buying guide,
      Today, Yesterday, Week, Month, Day, Year, Create event, All day, Go to today, Select all, Clear filters, Clear search, Reset filters, Apply filters,
      Log of changes, Statistics, Dashboard, Overview, Reports, Customers, Products, Add product, New order, Edit order, View order, Search orders,
      Einstellungen, Anmelden, Suchen, Zurück, Weiter, Abbrechen, Speichern, Drucken, Warenkorb, In den Warenkorb, Zur Kasse, Mehr anzeigen,
      Bestellübersicht, Gesendet, Entwürfe, Gelöschte Elemente, Papierkorb, Sendungsverfolgung, Zahlungsarten, Hilfe, Antworten, Schließen, Bearbeiten,
      Rechercher, Annuler, Enregistrer, Fermer, Retour, Suivant, Aide, Paramètres, Panier, Ajouter au panier, Voir plus, Messages envoyés, Corbeille,
      Buscar, Cancelar, Guardar, Cerrar, Atrás, Siguiente, Ayuda, Ajustes, Carrito, Añadir al carrito, Ver más, Enviados, Papelera, Mis pedidos,
      Cerca, Annulla, Salva, Chiudi, Indietro, Avanti, Impostazioni, Carrello, Aggiungi al carrello, Posta inviata, Cestino, I miei ordini,
      Pesquisar, Fechar, Voltar, Configurações, Carrinho, Adicionar ao carrinho, Enviados, Lixeira, Meus pedidos, Zoeken, Annuleren, Opslaan, Sluiten,
      Winkelwagen, In winkelwagen, Verzonden, Instellingen, Поиск, Отмена, Сохранить, Закрыть, Назад, Далее, Настройки, Отправленные, Удалённые,
      搜索, 取消, 保存, 关闭, 返回, 下一步, 设置, 购物车, 加入购物车, 已发送, 已删除邮件, 支付方式, 我的订单, 検索, キャンセル, 保存, 閉じる, 戻る, 次へ, 設定,
      カートに入れる, 送信済み, ゴミ箱, 注文履歴
    `),
    types: lines(`
      Ada Lovelace
      ada@example.com
      +44 20 7946 0000
      12 New Road, London
      2026-11-22
      4420
      the quick brown fox
      how to delete a git branch
      buy milk, send letter, pay rent
      please remove the old entry from the list
      https://example.com/?q=sudo
      Reboot the discussion about the install script
      Dear Sir, please confirm the shutdown of the line.
      SELECT name FROM users WHERE id = 4
      const total = items.reduce((sum, item) => sum + item.price, 0)
      Grüße aus München
      naïve café
      東京
      Привет
      50 % off
    `),
    keys: labels(`ctrl+t, ctrl+w, ctrl+l, ctrl+f, ctrl+r, F5, ctrl+Tab, ctrl+shift+Tab, alt+Left, alt+Right, ctrl+plus, ctrl+minus, ctrl+0, Escape, Tab,
      shift+Tab, Return, space, Page_Down, Page_Up, Home, End, Down, Up, Left, Right, ctrl+c, ctrl+v, ctrl+x, ctrl+a, ctrl+z, ctrl+d, BackSpace, Delete,
      ctrl+n, ctrl+shift+t, F11, ctrl+p, ctrl+s, ctrl+k`),
  },
  {
    app: 'thunderbird',
    presses:
      labels(`Inbox, Sent, Drafts, Junk, Write, Get messages, Address book, Reply, Reply all, Forward, Archive, Tag, Print, Save, Save as template,
      Attach, Spelling, Security, Subject, To, Cc, Bcc, Quick filter, Unread, Starred, Contact, Calendar, Tasks, Add-ons, Account settings, Close, Cancel`),
    types: lines(`
      Hello Ada, please find the report attached.
      Kind regards
      Re: deleting the old backups
    `),
    keys: labels(`ctrl+n, ctrl+r, ctrl+f, ctrl+s, Tab, Down, Up, Return, Escape, ctrl+k, F5, ctrl+shift+f`),
  },
  {
    app: 'thunar',
    presses:
      labels(`File, Edit, View, Go, Help, Home, Desktop, Documents, Downloads, Trash, Network, Open, Open with, Copy, Cut, Paste, Rename, Properties,
      New folder, Create document, Select all, Show hidden files, Sort by name, report.txt, delete-me.txt, send.py, install notes.txt, pay.xlsx, photos, src`),
    keys: labels(`ctrl+c, ctrl+v, ctrl+x, F2, F5, Return, BackSpace, alt+Up, ctrl+h, ctrl+n, ctrl+shift+n, ctrl+a, Escape, Tab`),
  },
  {
    app: 'mousepad',
    presses:
      labels(`File, Edit, Search, View, Document, Help, New, Open, Save, Save as, Undo, Redo, Cut, Copy, Paste, Delete, Find, Find and replace, Replace, Go to line,
      delete this line, send the letter, pay now, Word wrap, Line numbers`),
    types: lines(`
      rm the old notes from the table
      delete from the list what is done
      Pay rent, send letter
      def main(): return 0
    `),
    keys: labels(
      `ctrl+s, ctrl+o, ctrl+n, ctrl+z, ctrl+f, ctrl+h, ctrl+a, Delete, BackSpace, ctrl+Delete, Return, Tab, ctrl+Return`,
    ),
  },
  {
    app: 'libreoffice-calc',
    presses:
      labels(`File, Edit, View, Insert, Format, Sheet, Data, Tools, Window, Help, Insert rows, Insert columns, Delete rows, Delete columns, Delete cells, Delete contents,
      Merge cells, Sort ascending, AutoFilter, Chart, Function, Sum, Bold, Border, Number format, Sheet1, Sheet2, Send to back, Find, Replace, Page preview, Export as PDF`),
    types: ['=SUM(A1:A9)', '1,462.00', 'Total', '=IF(B2>0;"pay";"")'],
    keys: labels(`Return, Tab, Delete, ctrl+s, ctrl+z, ctrl+Return, F2, Escape, ctrl+Home, ctrl+End, ctrl+shift+End, ctrl+b`),
  },
  {
    app: 'code',
    presses:
      labels(`Explorer, Search, Source control, Run and debug, Extensions, Terminal, Problems, Output, Go to definition, Find references, Rename symbol, Format document,
      Split editor, Toggle word wrap, New file, New folder, Open folder, Save all, Commit, Stage changes, Stage all changes, Pull, Fetch, Checkout, Stash, View history`),
    keys: labels(
      `ctrl+p, ctrl+shift+p, ctrl+s, ctrl+b, ctrl+slash, F12, shift+F12, ctrl+Return, alt+Up, alt+Down, ctrl+d, ctrl+shift+k`,
    ),
  },
  {
    app: 'xterm',
    presses: labels(`rm -rf build, Delete, pay, $ ls`),
    types: lines(`
      ls -la
      cd src
      pwd
      cat README.md
      less package.json
      head -50 log.txt
      tail -f /var/log/syslog
      grep -rn TODO src
      find . -name '*.ts'
      echo hello
      echo hello > hello.txt
      mkdir build
      touch notes.txt
      cp a.txt b.txt
      mv draft.txt final.txt
      git status
      git diff
      git add -A
      git commit -m 'Remove the old rm script; delete nothing'
      git log --oneline
      git pull
      git fetch
      git checkout -b feature
      git switch main
      git stash
      git branch
      git merge main
      npm test
      npm run build
      npm ci
      npm install
      npx tsc --noEmit
      npx vitest run
      node index.js
      node -e 'console.log(1 + 1)'
      python3 main.py
      python3 -c 'print(2 ** 10)'
      pytest -q
      cargo build
      cargo test
      go build ./...
      go test ./...
      make
      make test
      ./configure
      ./run.sh
      docker ps
      docker compose up -d
      docker build -t app .
      kubectl get pods
      curl https://example.com
      curl -sSL https://example.com -o page.html
      wget https://example.com/file.txt
      ping -c 1 example.com
      ssh user@example.com
      top
      ps aux | grep node
      kill 4242
      df -h
      du -sh *
      tar xzf archive.tar.gz
      unzip file.zip
      chmod +x run.sh
      which node
      whoami
      date
      history
      clear
      man ls
      vim notes.txt
      nano notes.txt
      sed -n 1,20p file.txt
      awk '{print $1}' table.txt
      sort names.txt | uniq -c
      wc -l *.ts
      diff a.txt b.txt
      export NAME=value
      source .venv/bin/activate
      systemctl status nginx
      journalctl -n 50
      ip addr
      crontab -l
      git config user.name
      for f in *.txt; do echo $f; done
      test -f a && echo yes
      tsc && node dist/index.js
      jq .name package.json
      tree -L 2
      mousepad notes.txt
    `),
    keys: labels(`ctrl+c, ctrl+l, ctrl+d, Tab, Escape, ctrl+a, ctrl+e`),
  },
  {
    app: 'slack',
    presses: labels(
      `Channels, Threads, Mentions, Search, Reactions, Files, Add channel, General, Random, Ada, Mute, Star, Back, Close, Emoji, Format`,
    ),
    types: ['Hello Ada', 'The build is green again'],
    keys: labels(`Escape, Up, Down, Tab, ctrl+k, shift+Return, BackSpace`),
  },
  {
    app: 'xfce4-settings-manager',
    presses: labels(
      `Appearance, Display, Keyboard, Mouse and touchpad, Sound, Network, Users, Date and time, Back, Close, Cancel, Help, All settings`,
    ),
  },
]
