/** What Spanish buttons, menus and dialogs say. */
import { of, type WordTable } from './word-table.js'

export const SPANISH: WordTable = {
  language: 'es',
  hasBlanks: true,
  labels: {
    sends: of(`
      enviar, enviar *, reenviar ahora, publicar, publicar *, subir, subir *, compartir *, presentar, presentar *, postear,
      transmitir, entregar, firmar y *, twittear, invitar *
    `),
    pays: of(`
      pagar, pagar *, comprar, comprar *, realizar pedido, realizar el pedido, hacer pedido, hacer el pedido, tramitar pedido,
      pedir ahora, confirmar pago, confirmar el pago, confirmar compra, confirmar pedido, finalizar compra, finalizar pedido,
      transferir, transferir *, reservar, reservar *, donar, donar *, suscribirse, suscribirme, recargar, alquilar
    `),
    deletes: of(`
      eliminar, eliminar *, borrar, borrar *, suprimir, suprimir *, quitar archivo, vaciar papelera, vaciar la papelera,
      mover a la papelera, enviar a la papelera, formatear, formatear *, sobrescribir, descartar, descartar *, destruir,
      destruir *, restablecer *, desinstalar, desinstalar *, cerrar cuenta, cancelar suscripción, cancelar pedido, dar de baja
    `),
    installs: of(`
      instalar, instalar *, actualizar ahora, actualizar todo, ejecutar de todos modos, abrir de todos modos,
      descargar e instalar, añadir a chrome, añadir a firefox, agregar a chrome, añadir extensión, habilitar macros,
      habilitar contenido
    `),
    'changes-settings': of(`
      permitir, permitir *, permitir siempre, conceder *, autorizar, autorizar *, desbloquear, autenticar, cambiar contraseña,
      cambiar la contraseña, guardar contraseña, desactivar, desactivar *, deshabilitar, deshabilitar *, aceptar el riesgo *,
      vincular
    `),
    'ends-session': of(`apagar, apagar *, reiniciar, reiniciar *, cerrar sesión, suspender, hibernar`),
  },
  harmless: of(`
    eliminar fila, eliminar filas, eliminar columna, eliminar columnas, eliminar celdas, borrar búsqueda, borrar filtros,
    restablecer filtros, eliminar filtro, enviar al fondo, enviar atrás, compartido conmigo, subir de nivel, subir volumen
  `),
  agreeing: of(`
    ok, aceptar, sí, sí *, continuar, confirmar, de acuerdo, aplicar, reemplazar, abrir, ejecutar, finalizar, proceder,
    siguiente, iniciar
  `),
  asked: {
    sends: of(`enviar, publicar, compartir, subir`),
    pays: of(`pagar, pago, comprar, cobrará, cargo, pedido, transferencia`),
    deletes: of(`
      eliminar, borrar, permanentemente, definitivamente, reemplazar, sobrescribir, ya existe, papelera, perderán, formatear,
      deshacer
    `),
    installs: of(`instalar, editor desconocido, ejecutar, macros`),
    'changes-settings': of(`desactivar, contraseña, permiso, permitir, cortafuegos, administrador`),
    'ends-session': of(`apagar, reiniciar, cerrar sesión`),
  },
  bins: of(`papelera, papelera de reciclaje`),
}
