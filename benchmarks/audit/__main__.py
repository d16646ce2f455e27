"""Print how well the audit finds planted errors: ``python -m benchmarks.audit [--ablations | --peers | --speed | --show misses]``."""

import argparse
import json

from benchmarks.audit import peers, speed
from benchmarks.audit.ablations import ablated, print_ablations
from benchmarks.audit.checkers import CHECKERS
from benchmarks.audit.mutations import cases, names
from benchmarks.audit.scoring import Outcome, Row, Table, judge, overlap, tabulate


def around(text: str, start: int, end: int, width: int = 24) -> str:
    """Return a place in its context, marked."""
    left = text[max(0, start - width) : start].split("\n")[-1]
    return f"{left}【{text[start:end]}】{text[end : end + width].split(chr(10))[0]}"


def told(outcome: Outcome) -> str:
    """Return one case as the list of misses and alarms prints it."""
    case = outcome.case
    lines = [f"{case.id}  {case.why}"]
    lines += [f"    at      {around(case.text, *span)}" for span in case.spans]
    if case.label == "error":
        shown = [item for item in outcome.found if any(overlap(item, span) for span in case.spans)]
    else:
        shown = [*outcome.new, *(outcome.unclear if case.kind == "identity" else ())]
    lines += [f"    {verdict:12} {around(case.text, start, end, 12)}  {message}" for start, end, verdict, message in shown]
    return "\n".join(lines)


def chosen(outcome: Outcome, show: str) -> bool:
    """Tell whether a case belongs to what was asked for."""
    if show == "misses":
        return outcome.case.label == "error" and not outcome.hit
    if show == "alarms":
        return outcome.case.label == "clean" and bool(outcome.new)
    if show == "wrong":
        return not outcome.right
    if show == "unclear":
        return bool(outcome.unclear_here if outcome.case.label == "error" else outcome.unclear)
    return show in {"all", outcome.case.kind, outcome.case.id}


def print_table(tables: dict[str, Table]) -> None:
    """Print both halves, one column group for each checker."""
    first = next(iter(tables.values()))
    print(f"{'error class':26}{'n':>5}" + "".join(f"{name:>12}: span  span+ unclear" for name in tables))
    kinds = [kind for kind, _ in first.of("error")]
    for kind in [*kinds, "ALL"]:
        rows = [table.total("error") if kind == "ALL" else dict(table.of("error"))[kind] for table in tables.values()]
        columns = (f"{_percent(row.span, row):>18}{_percent(row.span_new, row):>7}{row.unclear:8}" for row in rows)
        print(f"{kind:26}{rows[0].cases:5}" + "".join(columns))
    print(f"\n{'clean class':26}{'n':>5}" + "".join(f"{name:>12}: flagged alarms unclear" for name in tables))
    for kind in [*(kind for kind, _ in first.of("clean")), "ALL but identity"]:
        rows = [table.total("clean", "identity") if kind.startswith("ALL") else dict(table.of("clean"))[kind] for table in tables.values()]
        print(f"{kind:26}{rows[0].cases:5}" + "".join(f"{row.flagged:21}{row.alarms:7}{row.unclear:8}" for row in rows))


def _percent(part: int, row: Row) -> str:
    return f"{100 * part / row.cases:.1f}" if row.cases else "-"


def main() -> None:
    """Read the command line, run the checkers and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.audit", description=__doc__)
    parser.add_argument("--show", help="misses, alarms, wrong (both), unclear, all, a class or the id of a case")
    parser.add_argument("--speech", choices=names(), help="one speech only")
    parser.add_argument("--checker", choices=CHECKERS, help="one checker only")
    parser.add_argument("--json", action="store_true", help="one JSON object with the totals as the last line")
    other = parser.add_mutually_exclusive_group()
    other.add_argument("--ablations", action="store_true", help="the audit with one capability removed at a time")
    other.add_argument("--peers", action="store_true", help="reading of numerals beside the peers of the extra 'peers'")
    other.add_argument("--speed", action="store_true", help="seconds of an audit, and how they grow with the text and with the rows")
    options = parser.parse_args()
    speeches = [options.speech] if options.speech else names()
    if options.ablations:
        print_ablations(ablated(speeches))
    elif options.peers:
        peers.main()
    elif options.speed:
        speed.main()
    else:
        check(options, speeches)


def check(options: argparse.Namespace, speeches: list[str]) -> None:
    """Run the checkers over the cases and print what was asked for."""
    tables = {}
    for name in [options.checker] if options.checker else ["audit"] if options.show else list(CHECKERS):
        outcomes = [outcome for speech in speeches for outcome in judge(CHECKERS[name], cases(speech))]
        if options.show:
            print("\n".join(told(outcome) for outcome in outcomes if chosen(outcome, options.show)), end="\n\n")
        tables[name] = tabulate(outcomes)
    print_table(tables)
    if options.json:
        totals = {name: {label: vars(table.total(label, "identity")) for label in ("error", "clean")} for name, table in tables.items()}
        print(json.dumps(totals))


if __name__ == "__main__":
    main()
