"""A WebKitGTK window that is told what to do line by line: its driver knows no printing.

Every line of the input is a command as JSON, and is answered by a line:
  {"open": address}                             null once the page is loaded
  {"run": script}                               what the script returns, as JSON
  {"print": path, "width": mm, "height": mm}    null once the file is whole
"""

import json
import sys
import threading

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import GLib, Gtk, WebKit2  # noqa: E402


def answer(value, error=None):
    print(json.dumps({"value": value, "error": error}), flush=True)


class Browser:
    def __init__(self):
        # Nothing is kept: every start is an empty profile.
        context = WebKit2.WebContext.new_ephemeral()
        self.view = WebKit2.WebView.new_with_context(context)
        self.view.connect("load-changed", self.loaded)
        self.view.connect("load-failed", self.failed)
        self.view.connect("web-process-terminated", self.ended)
        window = Gtk.Window()
        window.set_default_size(1440, 900)
        window.add(self.view)
        window.show_all()

    def loaded(self, _view, event):
        if event == WebKit2.LoadEvent.FINISHED:
            answer(None)

    def failed(self, _view, _event, address, error):
        answer(None, f"{address}: {error.message}")
        return True

    def ended(self, _view, reason):
        answer(None, f"the page ended: {reason.value_nick}")

    def command(self, command):
        if "open" in command:
            self.view.load_uri(command["open"])
        elif "run" in command:
            self.view.call_async_javascript_function(
                command["run"], -1, None, None, None, None, self.ran
            )
        elif "print" in command:
            self.print(command)
        return False

    def ran(self, view, result):
        try:
            value = view.call_async_javascript_function_finish(result)
            answer(json.loads(value.to_json(0) or "null"))
        except GLib.Error as error:
            answer(None, error.message)

    def print(self, command):
        size = Gtk.PaperSize.new_custom(
            "sheet", "sheet", command["width"], command["height"], Gtk.Unit.MM
        )
        setup = Gtk.PageSetup()
        setup.set_paper_size(size)
        for edge in ("top", "bottom", "left", "right"):
            getattr(setup, f"set_{edge}_margin")(0, Gtk.Unit.MM)
        settings = Gtk.PrintSettings()
        settings.set_printer("Print to File")
        settings.set(Gtk.PRINT_SETTINGS_OUTPUT_FILE_FORMAT, "pdf")
        settings.set(Gtk.PRINT_SETTINGS_OUTPUT_URI, GLib.filename_to_uri(command["print"]))
        operation = WebKit2.PrintOperation.new(self.view)
        operation.set_page_setup(setup)
        operation.set_print_settings(settings)
        operation.connect("finished", lambda _: answer(None))
        operation.connect("failed", lambda _, error: answer(None, error.message))
        # Kept until it is done.
        self.operation = operation
        operation.print_()


def listen(browser):
    for line in sys.stdin:
        GLib.idle_add(browser.command, json.loads(line))
    GLib.idle_add(Gtk.main_quit)


threading.Thread(target=listen, args=(Browser(),), daemon=True).start()
Gtk.main()
