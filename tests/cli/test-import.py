# SPDX-License-Identifier: GPL-3.0-or-later
"""import: CSV files of accounts, contacts, interactions and usage; again, taken back, refused."""

import pathlib

from amendstest import DATA, Workspace, main, validate

ACCOUNTS = ("Customer;ARR (EUR);Renewal;Health\n"
            "Northway Freight;540.000,00;24.04.2026;46\n"
            "Able & Sons;12,5k;03.05.2026;grün\n")


def run(w, *arguments, **options):
    result = w.run("import", *arguments, "--json", **options).json
    validate(result, "import")
    return result


def counts(result):
    return result["added"], result["changed"], result["unchanged"], result["refused"]


def imports(w):
    result = w.run("import", "--list", "--json").json
    validate(result, "import-list")
    return result["imports"]


def the_samples_are_read():
    w = Workspace()
    for kind, rows in (("accounts", 4), ("contacts", 5), ("interactions", 6), ("usage", 12)):
        result = run(w, str(DATA / "sample" / f"{kind}.csv"))
        assert result["kind"] == kind, result
        assert counts(result) == (rows, 0, 0, 0), result
    assert [one["kind"] for one in imports(w)] == ["usage", "interactions", "contacts", "accounts"]
    for kind in ("accounts", "contacts", "interactions", "usage"):
        result = run(w, kind, str(DATA / "sample" / f"{kind}.csv"))
        assert result["added"] == result["changed"] == result["refused"] == 0, result


def refused_rows_are_named():
    w = Workspace()
    path = w.file("kunden.csv", ACCOUNTS.encode("cp1252"))
    refused = str(pathlib.Path(w.folder, "refused.csv"))
    result = run(w, "accounts", path, "--errors", refused)
    assert (result["encoding"], result["delimiter"], result["dates"]) == ("windows-1252", ";", "dmy")
    assert counts(result) == (1, 0, 0, 1), result
    assert result["problems"][0].startswith("Line 3: “Health”: “grün” is not a number from 0 to 100")
    assert result["errors"] == refused
    text = pathlib.Path(refused).read_text(encoding="utf-8-sig")
    assert text.splitlines()[1].startswith('Able & Sons,"12,5k",03.05.2026,grün,3,'), text
    # Mended and read again.
    mended = w.file("mended.csv", text.replace("grün", "80"))
    assert counts(run(w, mended)) == (1, 0, 0, 0)
    rows = w.run("accounts", "--json").json["accounts"]
    assert [(one["name"], one["arr"], one["health"]) for one in rows] == [
        ("Able & Sons", 12500, 80), ("Northway Freight", 540000, 46)], rows


def nothing_is_written_in_a_trial():
    w = Workspace()
    path = w.file("a.csv", "Name,Health\nOne,5\nTwo,6\n")
    result = run(w, path, "--dry-run")
    assert counts(result) == (2, 0, 0, 0) and result["id"] is None and result["dry_run"]
    assert imports(w) == [] and w.run("accounts").out == ""
    assert "Would be: 2 added" in w.run("import", path, "--dry-run").out


def taken_back():
    w = Workspace()
    first = run(w, w.file("a.csv", "Name,Health\nOne,5\nTwo,6\n"))
    second = run(w, w.file("b.csv", "Name,Health\nOne,50\nThree,7\n"))
    assert counts(second) == (1, 1, 0, 0)
    # What the second has changed stays when the first is taken back.
    done = w.run("import", "--undo", first["id"][:8], "--json").json
    validate(done, "import-undo")
    assert done == {"id": first["id"], "kept": 1}, done
    done = w.run("import", "--undo", second["id"], "--json").json
    assert done["kept"] == 0
    rows = w.run("accounts", "--json").json["accounts"]
    assert [(one["name"], one["health"]) for one in rows] == [("One", 5)], rows
    assert [one["undone"] for one in imports(w)] == [True, True]
    assert "already" in w.run("import", "--undo", first["id"], code=1).err
    assert w.run("verify").code == 0


def columns_can_be_chosen():
    w = Workspace()
    path = w.file("odd.csv", "Who,When,Worth\nOne,1/2/2027,100\n")
    result = run(w, "accounts", path, "--map", "Who=name", "--map", "2=renewal", "--map",
                 "Worth=arr", "--dates", "mdy", "--currency", "usd")
    assert [column["field"] for column in result["columns"]] == ["name", "renewal", "arr"]
    row = w.run("accounts", "--json").json["accounts"][0]
    assert (row["renewal"], row["arr"], row["currency"]) == ("2027-01-02", 100, "USD"), row
    assert "no field" in w.run("import", "accounts", path, "--map", "Who=nonsense", code=1).err
    assert "no column" in w.run("import", "accounts", path, "--map", "Whom=name", code=2).err
    assert "“Name”" in w.run("import", "accounts", path, code=1).err


def accounts_on_the_way():
    w = Workspace()
    path = w.file("t.csv", "Ticket ID,Organization,Created at,Subject\n"
                           "1,New Customer,2026-03-01 08:00,Hello\n")
    assert counts(run(w, path)) == (0, 0, 0, 1)
    result = run(w, path, "--create-accounts")
    assert counts(result) == (1, 0, 0, 0) and result["accounts"] == 1, result
    w.run("import", "--undo", result["id"])
    assert w.run("accounts").out == ""


def bad_calls():
    w = Workspace()
    path = w.file("a.csv", "Name\nOne\n")
    assert "cannot be imported" in w.run("import", "people", path, code=2).err
    assert "Usage" in w.run("import", code=2).err
    assert "Usage" in w.run("import", "--list", path, code=2).err
    assert "encoding" in w.run("import", path, "--encoding", "klingon", code=1).err
    assert "dmy" in w.run("import", path, "--dates", "yesterday", code=2).err
    assert "empty" in w.run("import", w.file("empty.csv", ""), code=1).err
    w.run("import", w.folder + "/nowhere.csv", code=1)
    w.run("import", w.folder, code=1)
    assert "no import" in w.run("import", "--undo", "12345678", code=1).err


main(the_samples_are_read, refused_rows_are_named, nothing_is_written_in_a_trial, taken_back,
     columns_can_be_chosen, accounts_on_the_way, bad_calls)
