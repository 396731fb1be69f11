"""A GTK window that writes down what the mouse did to it, one JSON object a line: drag and drop, a text, a slider, scrolling."""
import json
import sys

import gi

gi.require_version("Gdk", "3.0")
gi.require_version("Gtk", "3.0")
from gi.repository import Gdk, Gtk  # noqa: E402


def say(**what):
    print(json.dumps(what), flush=True)


TARGETS = [Gtk.TargetEntry.new("text/plain", Gtk.TargetFlags.SAME_APP, 0)]

window = Gtk.Window(title="Receiver")
box = Gtk.Box(orientation=Gtk.Orientation.VERTICAL, spacing=20, margin=20)
row = Gtk.Box(spacing=200)
source = Gtk.Button(label="source")
source.set_size_request(200, 80)
source.drag_source_set(Gdk.ModifierType.BUTTON1_MASK, TARGETS, Gdk.DragAction.COPY)
source.connect("drag-data-get", lambda widget, context, data, info, time: data.set_text("dragged", -1))
source.connect("drag-end", lambda widget, context: say(kind="drag-end"))
target = Gtk.Button(label="target")
target.set_size_request(200, 80)
target.drag_dest_set(Gtk.DestDefaults.ALL, TARGETS, Gdk.DragAction.COPY)
target.connect("drag-data-received", lambda w, c, x, y, data, info, time: say(kind="drop", text=data.get_text()))
row.pack_start(source, False, False, 0)
row.pack_start(target, False, False, 0)

text = Gtk.TextView(editable=False, monospace=True)
text.get_buffer().set_text("alpha beta gamma delta")
text.set_size_request(600, 60)


def selected(buffer, *_):
    bounds = buffer.get_selection_bounds()
    say(kind="selection", text=buffer.get_text(*bounds, False) if bounds else "")


text.get_buffer().connect("mark-set", selected)

slider = Gtk.Scale.new_with_range(Gtk.Orientation.HORIZONTAL, 0, 100, 1)
slider.connect("value-changed", lambda widget: say(kind="slider", value=widget.get_value()))

pad = Gtk.EventBox()
pad.set_size_request(600, 120)
pad.add_events(Gdk.EventMask.SCROLL_MASK | Gdk.EventMask.BUTTON_PRESS_MASK | Gdk.EventMask.BUTTON_RELEASE_MASK)


def scrolled(widget, event):
    say(kind="scroll", direction=event.direction.value_nick)
    return True


PRESSES = {
    Gdk.EventType.BUTTON_PRESS: 1,
    Gdk.EventType.DOUBLE_BUTTON_PRESS: 2,
    Gdk.EventType.TRIPLE_BUTTON_PRESS: 3,
}


def pressed(widget, event):
    state = [name for name, mask in (("shift", Gdk.ModifierType.SHIFT_MASK), ("ctrl", Gdk.ModifierType.CONTROL_MASK)) if event.state & mask]
    say(kind="press", button=event.button, count=PRESSES[event.type], held=state)
    return True


pad.connect("scroll-event", scrolled)
pad.connect("button-press-event", pressed)

for part in (row, text, slider, pad):
    box.pack_start(part, False, False, 0)
window.add(box)
window.connect("destroy", Gtk.main_quit)
window.show_all()


def place(widget):
    left, top = widget.translate_coordinates(window, 0, 0)
    _, x, y = window.get_window().get_origin()
    size = widget.get_allocation()
    return dict(x=x + left, y=y + top, width=size.width, height=size.height)


def places(*_):
    say(kind="places", **{name: place(widget) for name, widget in PARTS.items()})
    return False


PARTS = dict(source=source, target=target, text=text, slider=slider, pad=pad)
window.connect("configure-event", places)
window.connect("map-event", places)
sys.exit(Gtk.main())
