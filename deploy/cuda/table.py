"""Makes a table, and a file of JSON, of the STEP lines of a check: table.py LOG JSON"""
import json
import sys

with open(sys.argv[1]) as log:
    steps = [json.loads(line[5:]) for line in log if line.startswith("STEP ")]
with open(sys.argv[2], "w") as out:
    json.dump(steps, out, indent=1)
rows = {}
for step in steps:
    engine = step["engine"].split()[0]
    rows.setdefault((step["size"]["name"], step["precision"]), {})[engine] = step
print(f"{'size':10} {'precision':10} {'parameters':>12} {'mosnas ms':>10} {'pytorch ms':>11} {'ratio':>6}")
for (size, precision), engines in rows.items():
    ours, theirs = engines.get("mosnas"), engines.get("pytorch")
    some = ours or theirs
    both = f"{theirs['milliseconds'] / ours['milliseconds']:6.2f}" if ours and theirs else ""
    print(
        f"{size:10} {precision:10} {some['parameters']:12} "
        f"{ours['milliseconds'] if ours else '':>10} "
        f"{theirs['milliseconds'] if theirs else '':>11} {both:>6}")
