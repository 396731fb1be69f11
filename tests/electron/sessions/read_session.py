"""Reads a session folder by docs/session-format.md alone and recomputes its totals: python3 read_session.py FOLDER"""
import hashlib
import json
import os
import sys
from datetime import datetime

COUNTED = ["input", "cached", "cacheWrite", "output", "reasoning", "imageTokens"]


def lines_of(folder):
    """Whole lines in order; a torn last line is dropped. Unknown types and fields are passed over."""
    with open(os.path.join(folder, "log.jsonl"), "rb") as log:
        for number, line in enumerate(log, 1):
            try:
                event = json.loads(line)
            except ValueError:
                if line.endswith(b"\n"):
                    raise SystemExit(f"line {number} is no JSON")
                return
            if event.get("v") == 1:
                yield event


def milliseconds(at):
    return datetime.strptime(at, "%Y-%m-%dT%H:%M:%S.%fZ").timestamp() * 1000


def totals_of(events):
    usage = {name: 0 for name in COUNTED} | {"usd": None}
    totals = {"turns": 0, "actions": 0, "usage": usage}
    for event in events:
        if event["type"] == "model.items":
            totals["turns"] = event["turn"]
        elif event["type"] in ("action.started", "tool.started"):
            totals["actions"] += 1
        elif event["type"] == "usage":
            for name in COUNTED:
                usage[name] += event["forTurn"][name]
            if event["forTurn"]["usd"] is not None:
                usage["usd"] = (usage["usd"] or 0) + event["forTurn"]["usd"]
    return totals


def broken_pictures(folder):
    frames = os.path.join(folder, "frames")
    names = [name for name in os.listdir(frames) if not name.endswith(".tmp")]
    hashes = {name: hashlib.sha256(open(os.path.join(frames, name), "rb").read()).hexdigest() for name in names}
    return [name for name in names if hashes[name] != name.split(".")[0]]


folder = sys.argv[1]
events = list(lines_of(folder))
assert [event["seq"] for event in events] == list(range(1, len(events) + 1)), "numbers have gaps"
ends = [event for event in events if event["type"] in ("session.finished", "session.resumed")]
is_ended = bool(ends) and ends[-1]["type"] == "session.finished"
span = milliseconds(events[-1]["at"]) - milliseconds(events[0]["at"])
print(json.dumps({"status": ends[-1]["status"] if is_ended else "broken-off", "spanMs": span,
                  "totals": totals_of(events), "brokenPictures": broken_pictures(folder)}))
