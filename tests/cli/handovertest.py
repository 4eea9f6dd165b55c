# SPDX-License-Identifier: GPL-3.0-or-later
"""Case files as a colleague might send them, whole or not."""

import hashlib
import json
import pathlib


def canonical(node):
    """As amends_json_to_canonical() writes it."""
    def plain(value):
        if isinstance(value, dict):
            return {key: plain(child) for key, child in value.items()}
        if isinstance(value, list):
            return [plain(child) for child in value]
        if isinstance(value, float) and value == int(value):
            return int(value)
        return value
    return json.dumps(plain(node), sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def read(path):
    return json.loads(pathlib.Path(path).read_text())


def write(workspace, name, content, seal=True):
    """Seals what was changed, as somebody who knows how would."""
    if seal:
        content["digest"] = hashlib.sha256(canonical(content["case"]).encode()).hexdigest()
    return workspace.file(name, json.dumps(content, ensure_ascii=False, indent=2))


def person(number, name, role, *emails, manager=None):
    record = {"id": f"00000000-0000-4000-8000-0000000000{number:02d}", "name": name, "role": role,
              "emails": list(emails)}
    if manager:
        record["manager_id"] = f"00000000-0000-4000-8000-0000000000{manager:02d}"
    return record


TEAM = [
    person(1, "Helen Marsh", "vp-cs", "helen.marsh@harborline.example", "helen@private.example"),
    person(2, "Ruth Okafor", "cs-manager", "ruth.okafor@harborline.example", manager=1),
    person(3, "Maya Lindqvist", "csm", "maya.lindqvist@harborline.example",
           "maya@private.example", manager=2),
    person(4, "Jonas Weber", "csm", "jonas.weber@harborline.example", manager=2),
    person(5, "Grace Adeyemi", "cro", "grace@harborline.example"),
]
TEAM[0]["manager_id"] = TEAM[4]["id"]
MAYA = ("--as", "maya.lindqvist@harborline.example")
JONAS = ("--as", "jonas.weber@harborline.example")
HELEN = ("--as", "helen.marsh@harborline.example")


def with_team(source, target, intake, **options):
    """The case of @intake in @target, where the team is known; its number."""
    source.new(intake, **options)
    path = f"{source.folder}/team.json"
    source.run("export-case", "1", path)
    content = read(path)
    content["case"]["people"] = TEAM
    return target.run("import-case", write(source, "team.json", content)).out.strip()
