/** What Portuguese buttons, menus and dialogs say. */
import { of, type WordTable } from './word-table.js'

export const PORTUGUESE: WordTable = {
  language: 'pt',
  hasBlanks: true,
  labels: {
    sends: of(`
      enviar, enviar *, reenviar agora, publicar, publicar *, postar, postar *, carregar ficheiro, fazer upload, compartilhar *,
      partilhar *, submeter, submeter *, transmitir, assinar e *, ligar agora, convidar *
    `),
    pays: of(`
      pagar, pagar *, comprar, comprar *, finalizar compra, finalizar pedido, fazer pedido, fazer o pedido, encomendar,
      confirmar pagamento, confirmar compra, confirmar pedido, efetuar pagamento, transferir, transferir *, reservar, reservar *,
      doar, doar *, assinar, assinar agora, subscrever, recarregar saldo, alugar, fazer pix, enviar pix
    `),
    deletes: of(`
      excluir, excluir *, eliminar, eliminar *, apagar, apagar *, deletar, deletar *, remover, remover arquivo, remover conta,
      remover tudo, esvaziar lixeira, esvaziar a lixeira, esvaziar reciclagem, mover para a lixeira, mover para o lixo, formatar,
      formatar *, sobrescrever, substituir ficheiro, descartar, descartar *, destruir, redefinir *, desinstalar, desinstalar *,
      encerrar conta, cancelar assinatura, cancelar pedido
    `),
    installs: of(`
      instalar, instalar *, atualizar agora, atualizar tudo, executar mesmo assim, abrir mesmo assim, baixar e instalar,
      transferir e instalar, adicionar ao chrome, usar no chrome, adicionar ao firefox, adicionar extensão, ativar macros,
      habilitar conteúdo
    `),
    'changes-settings': of(`
      permitir, permitir *, permitir sempre, sempre permitir, conceder *, autorizar, autorizar *, desbloquear, autenticar,
      alterar senha, mudar senha, alterar palavra passe, salvar senha, desativar, desativar *, desabilitar, desabilitar *,
      aceitar o risco *, emparelhar
    `),
    'ends-session': of(`
      desligar, desligar *, reiniciar, reiniciar *, encerrar sessão, terminar sessão, suspender, hibernar
    `),
  },
  harmless: of(`
    excluir linha, excluir linhas, excluir coluna, excluir colunas, excluir células, eliminar linhas, limpar filtros,
    apagar filtros, remover filtro, redefinir filtros, enviar para trás, partilhado comigo, compartilhados comigo
  `),
  agreeing: of(`
    ok, sim, sim *, continuar, confirmar, aceitar, concordo, aplicar, substituir, abrir, executar, concluir, prosseguir, avançar,
    iniciar
  `),
  asked: {
    sends: of(`enviar, publicar, compartilhar, partilhar`),
    pays: of(`pagar, pagamento, comprar, cobrado, cobrança, pedido, transferência`),
    deletes: of(`
      excluir, eliminar, apagar, permanentemente, definitivamente, substituir, já existe, lixeira, perdidas, perdidos, formatar,
      desfeita
    `),
    installs: of(`instalar, editor desconhecido, executar, macros`),
    'changes-settings': of(`desativar, senha, permissão, permitir, firewall, administrador`),
    'ends-session': of(`desligar, reiniciar, encerrar sessão`),
  },
  bins: of(`lixeira, lixo, reciclagem`),
}
