/**
 * The window manager's rules on a private desktop: one workspace, no menus, no animations, and nothing bound on the empty
 * screen, where openbox' own defaults would switch workspaces with the wheel. What is left is what people know everywhere.
 */
const focusAndRaise = '<action name="Focus"/><action name="Raise"/>'

const press = (context: string, button: string, actions: string, kind = 'Press') =>
  `<context name="${context}"><mousebind button="${button}" action="${kind}">${actions}</mousebind></context>`

const titleButton = (context: string, action: string) =>
  press(context, 'Left', focusAndRaise) + press(context, 'Left', `<action name="${action}"/>`, 'Click')

const mouse = [
  press('Titlebar', 'Left', focusAndRaise),
  press('Titlebar', 'Left', '<action name="Move"/>', 'Drag'),
  press('Titlebar', 'Left', '<action name="ToggleMaximize"/>', 'DoubleClick'),
  ...['Top', 'Bottom', 'Left', 'Right', 'TLCorner', 'TRCorner', 'BLCorner', 'BRCorner'].map((edge) =>
    press(edge, 'Left', '<action name="Resize"/>', 'Drag'),
  ),
  ...['Left', 'Middle', 'Right'].map((button) => press('Client', button, focusAndRaise)),
  titleButton('Close', 'Close'),
  titleButton('Maximize', 'ToggleMaximize'),
  titleButton('Iconify', 'Iconify'),
].join('\n    ')

export const OPENBOX_CONFIG = `<?xml version="1.0" encoding="UTF-8"?>
<openbox_config xmlns="http://openbox.org/3.4/rc">
  <focus><focusNew>yes</focusNew><followMouse>no</followMouse><focusLast>yes</focusLast><raiseOnFocus>yes</raiseOnFocus></focus>
  <placement><policy>Smart</policy><center>yes</center></placement>
  <theme><name>Clearlooks</name><titleLayout>NLIMC</titleLayout><animateIconify>no</animateIconify></theme>
  <desktops><number>1</number><popupTime>0</popupTime></desktops>
  <resize><popupShow>Never</popupShow></resize>
  <keyboard>
    <keybind key="A-F4"><action name="Close"/></keybind>
    <keybind key="A-Tab"><action name="NextWindow"><dialog>none</dialog><finalactions>${focusAndRaise}</finalactions></action></keybind>
  </keyboard>
  <mouse>
    <dragThreshold>4</dragThreshold><doubleClickTime>400</doubleClickTime><screenEdgeWarpTime>0</screenEdgeWarpTime>
    ${mouse}
  </mouse>
</openbox_config>
`
