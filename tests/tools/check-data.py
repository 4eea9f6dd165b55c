#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Data files against their schemas: playbooks as they are merged, and the sample."""

import json
import pathlib
import sys

import jsonschema

data = pathlib.Path(sys.argv[1])


def merge(parent, child):
    """JSON merge patch, RFC 7396."""
    if not isinstance(child, dict):
        return child
    result = dict(parent) if isinstance(parent, dict) else {}
    for key, value in child.items():
        if value is None:
            result.pop(key, None)
        else:
            result[key] = merge(result.get(key), value)
    return result


def load(playbook, name):
    folder = data / "playbooks" / playbook
    own = json.loads((folder / name).read_text()) if (folder / name).exists() else {}
    head = json.loads((folder / "playbook.json").read_text())
    parent = load(head["extends"], name) if "extends" in head else {}
    return merge(parent, own)


def inline(node, folder):
    """References to other files in place, so that any version of jsonschema can follow them."""
    if isinstance(node, list):
        return [inline(child, folder) for child in node]
    if not isinstance(node, dict):
        return node
    target = node.get("$ref", "")
    if target.endswith(".json"):
        return inline(json.loads((folder / target).read_text()), folder)
    return {key: inline(child, folder) for key, child in node.items()}


def faults_of(instance, schema):
    validator = jsonschema.Draft202012Validator(inline(json.loads(schema.read_text()), schema.parent))
    return [f"{'/'.join(map(str, e.absolute_path))}: {e.message[:200]}"
            for e in validator.iter_errors(instance)]


cases = []
for folder in sorted((data / "playbooks").iterdir()):
    for schema in sorted((data / "schema").glob("*.json")):
        if schema.stem in ("playbook", "sla", "stakeholders", "goodwill", "memory", "metrics", "accounts"):
            cases.append((f"{folder.name}/{schema.name}", load(folder.name, schema.name), schema))
cases.append(("sample", json.loads((data / "sample/sample.json").read_text()), data / "schema/sample.json"))
cases.append(("import columns", json.loads((data / "import/columns.json").read_text()),
              data / "schema/import-columns.json"))
for crm in ("espocrm", "hubspot", "salesforce", "odoo"):
    cases.append((f"crm/{crm}", json.loads((data / f"crm/{crm}.json").read_text()),
                  data / "schema/field-map.json"))
cases.append(("crm/sync", json.loads((data / "crm/sync.json").read_text()),
              data / "schema/sync-policy.json"))

print(f"1..{len(cases)}")
broken = 0
for number, (name, instance, schema) in enumerate(cases, 1):
    faults = faults_of(instance, schema)
    broken += bool(faults)
    for fault in faults[:5]:
        print("#", fault)
    print(f"{'not ok' if faults else 'ok'} {number} - {name}")
sys.exit(1 if broken else 0)
