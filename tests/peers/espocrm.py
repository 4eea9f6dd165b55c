#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stands in for EspoCRM 8.

Options (POST /_peer/options): "keys": API keys that are let in; "client-key": whether Case and Task
have the field cAmendsKey; "versions": whether stale changes are refused; "metadata": whether the
user may read definitions; "writes": whether the user may create cases; "own": addresses of the user;
"no-read": entities that the user may not read.
"""

import calendar
import hashlib
import time

import peer
from peer import Answer, Crm, Table

MAX_SIZE = 200
CUT_TEXT = 10000
LOCK_AFTER = 10
LOCK_SECONDS = 60

COMMON = {
    "name": "varchar", "description": "text", "createdAt": "datetime", "modifiedAt": "datetime",
    "createdBy": "link", "modifiedBy": "link", "assignedUser": "link",
}
FIELDS = {
    "Account": dict(COMMON, type="enum", website="url", cArr="currency", cRenewal="date",
                    cHealth="int", cSegment="enum", cNps="int", cStrategic="bool"),
    "Contact": dict(COMMON, account="link", title="varchar", emailAddress="email", phoneNumber="phone"),
    "Case": dict(COMMON, account="link", contact="link", status="enum", priority="enum",
                 number="autoincrement", cAmendsKey="varchar"),
    "Task": dict(COMMON, parent="linkParent", status="enum", dateEnd="datetimeOptional",
                 cAmendsKey="varchar"),
    "Call": dict(COMMON, account="link", dateStart="datetime", direction="enum", status="enum"),
    "Meeting": dict(COMMON, account="link", dateStart="datetimeOptional", status="enum"),
    "Email": {**COMMON, "from": "varchar", "to": "varchar", "body": "wysiwyg", "bodyPlain": "text",
              "status": "enum", "dateSent": "datetime", "parent": "linkParent", "account": "link",
              "isHtml": "bool"},
    "Note": {"type": "varchar", "post": "text", "parent": "linkParent", "createdAt": "datetime",
             "modifiedAt": "datetime", "createdBy": "link", "number": "autoincrement"},
}
OPTIONS = {
    ("Case", "status"): ["New", "Assigned", "Pending", "Closed", "Rejected", "Duplicate"],
    ("Case", "priority"): ["Low", "Normal", "High", "Urgent"],
    ("Task", "status"): ["Not Started", "Started", "Completed", "Canceled", "Deferred"],
    ("Call", "direction"): ["Outbound", "Inbound"],
    ("Account", "cSegment"): ["Enterprise", "Mid-Market", "SMB"],
}
DEFAULTS = {
    "Case": {"status": "New", "priority": "Normal"}, "Task": {"status": "Not Started"},
    "Call": {"status": "Planned", "direction": "Outbound"}, "Meeting": {"status": "Planned"},
    "Email": {"status": "Draft", "isHtml": True},
}
REQUIRED = {"Task": ["name", "assignedUserId"], "Call": ["name", "assignedUserId"],
            "Note": [], "Email": []}
READ_ONLY = ("id", "createdAt", "modifiedAt", "number", "createdById", "createdByName",
             "modifiedById", "modifiedByName", "versionNumber", "deleted")


def attributes(entity):
    """Names that a record of @entity may have."""
    names = {"id", "deleted"}
    for field, kind in FIELDS[entity].items():
        if kind in ("link", "linkParent"):
            names |= {field + "Id", field + "Name"} | ({field + "Type"} if kind == "linkParent" else set())
        else:
            names.add(field)
        if kind == "currency":
            names.add(field + "Currency")
        if kind == "datetimeOptional":
            names.add(field + "Date")
    return names


class Refused(Exception):
    def __init__(self, answer):
        super().__init__()
        self.answer = answer


def refuse(status, reason=None, body=b""):
    raise Refused(Answer(status, body, {"X-Status-Reason": reason} if reason else {}))


class Espo(Crm):
    user = {"id": "0a1b2c3d4e5f60718", "userName": "amends", "name": "Robin Vos", "type": "api"}

    def __init__(self):
        super().__init__()
        self.tables = {entity: Table() for entity in FIELDS}
        self.numbers = {}
        self.bad = []
        self.made = 0
        self.options = {"keys": ["test-key"], "client-key": True, "versions": False,
                        "metadata": True, "writes": True, "own": ["robin@vendor.example"],
                        "no-read": []}

    def stamp(self, offset=0):
        return time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(self.now() + offset))

    def new_id(self, entity):
        self.made += 1
        return hashlib.md5(f"{entity}{self.made}".encode()).hexdigest()[:17]

    # Answers

    def error(self, status, request):
        if status == 400:
            return Answer(400, {"messageTranslation": {
                "label": "validationFailure", "scope": None,
                "data": {"field": "status", "type": "valid"}}},
                {"X-Status-Reason": "Field validation failure; entityType: Case, field: status, type: valid."})
        if status == 409:
            return Answer(409, {"values": {}, "versionNumber": 99}, {"X-Status-Reason": "modified"})
        if status == 429:
            return Answer(429, b"", {"Retry-After": "1"})
        if status in (403, 404):
            return Answer(status, b"", {"X-Status-Reason": "No access." if status == 403 else "Not found."})
        return Answer(status, b"")

    def authenticate(self, request):
        now = self.now()
        self.bad = [when for when in self.bad if when > now - LOCK_SECONDS]
        if len(self.bad) >= LOCK_AFTER:
            refuse(403)
        if request.headers.get("X-Api-Key") not in self.options["keys"]:
            self.bad.append(now)
            refuse(401)

    def handle(self, request):
        try:
            self.authenticate(request)
            if request.parts[:2] != ["api", "v1"]:
                refuse(404, "Not found.")
            return self.route(request, request.parts[2:])
        except Refused as refused:
            return refused.answer

    def route(self, request, parts):
        if request.method == "GET" and parts == ["App", "user"]:
            return self.identity()
        if request.method == "GET" and parts == ["Metadata"]:
            return self.metadata(request)
        if not parts or parts[0] not in FIELDS:
            refuse(404, f"Controller '{parts[0] if parts else ''}' does not exist.")
        entity = parts[0]
        if entity in self.options["no-read"]:
            refuse(403, "No access.")
        if request.method == "GET" and len(parts) == 1:
            return self.list(request, entity, self.tables[entity])
        if request.method == "GET" and len(parts) == 3:
            return self.related(request, entity, parts[1], parts[2])
        if request.method == "POST" and len(parts) == 1:
            return self.create(request, entity)
        if len(parts) == 2 and request.method in ("GET", "PUT", "PATCH", "DELETE"):
            row = self.tables[entity].rows.get(parts[1])
            if row is None:
                refuse(404, f"Record {parts[1]} does not exist.")
            if request.method == "GET":
                return Answer(200, self.show(entity, row))
            if request.method == "DELETE":
                self.tables[entity].remove(parts[1])
                return Answer(200, True)
            return self.update(request, entity, row)
        refuse(405)

    def identity(self):
        yes = "yes" if self.options["writes"] else "no"
        own = self.options["own"]
        return Answer(200, {
            "user": dict(self.user, emailAddress=own[0] if own else None, userEmailAddressList=own),
            "acl": {"table": {entity: entity not in self.options["no-read"]
                              and {"create": yes, "read": "all", "edit": "all"} for entity in FIELDS}},
            "settings": {"version": "8.4.1"}, "language": "en_US"})

    def metadata(self, request):
        if not self.options["metadata"]:
            refuse(403, "No access.")
        path = (request.arg("key") or "").split(".")
        if path[0] != "entityDefs" or path[1] not in FIELDS or path[1] in self.options["no-read"]:
            return Answer(200, b"null", content_type="application/json")
        entity = path[1]
        fields = {}
        for name, kind in FIELDS[entity].items():
            if name == "cAmendsKey" and not self.options["client-key"]:
                continue
            fields[name] = {"type": kind}
            if (entity, name) in OPTIONS:
                fields[name]["options"] = OPTIONS[entity, name]
            if name[0] == "c" and name[1].isupper():
                fields[name]["isCustom"] = True
            if name in READ_ONLY:
                fields[name]["readOnly"] = True
        return Answer(200, {"fields": fields, "optimisticConcurrencyControl": self.options["versions"]})

    # Reading

    def show(self, entity, row):
        shown = {name: value for name, value in row.items() if not name.startswith("_")}
        if not self.options["client-key"]:
            shown.pop("cAmendsKey", None)
        if self.options["versions"]:
            shown["versionNumber"] = row["_version"]
        return shown

    def conditions(self, request, entity):
        found = {}
        for key, value in request.query:
            if key.startswith("where["):
                index, _, rest = key[6:].partition("]")
                name = rest.strip("[]").split("]")[0]
                slot = found.setdefault(int(index), {})
                if rest.endswith("[]"):
                    slot.setdefault(name, []).append(value)
                else:
                    slot[name] = value
        known = attributes(entity)
        if not self.options["client-key"]:
            known.discard("cAmendsKey")
        for one in found.values():
            if one.get("attribute") not in known:
                refuse(400, f"Not existing attribute {one.get('attribute')} in where item.")
        return list(found.values())

    @staticmethod
    def holds(row, one):
        value = row.get(one["attribute"])
        kind, wanted = one["type"], one.get("value")
        if kind == "isNull":
            return value is None
        if kind == "isNotNull":
            return value is not None
        if kind == "in":
            return str(value) in wanted
        if kind == "notIn":
            return str(value) not in wanted
        if value is None:
            return False
        value = str(value)
        return {
            "equals": lambda: value == wanted, "notEquals": lambda: value != wanted,
            "contains": lambda: wanted.lower() in value.lower(),
            "startsWith": lambda: value.lower().startswith(wanted.lower()),
            "greaterThan": lambda: value > wanted, "after": lambda: value > wanted,
            "greaterThanOrEquals": lambda: value >= wanted, "lessThan": lambda: value < wanted,
            "before": lambda: value < wanted, "lessThanOrEquals": lambda: value <= wanted,
        }[kind]()

    def list(self, request, entity, table, rows=None):
        size = int(request.arg("maxSize", "20"))
        offset = int(request.arg("offset", "0"))
        if size > MAX_SIZE:
            refuse(403, f"Max size should not exceed {MAX_SIZE}. Use offset and limit.")
        wheres = self.conditions(request, entity)
        order = request.arg("orderBy", "createdAt")
        if order not in attributes(entity):
            refuse(400, "Bad order.")
        descending = request.arg("order", "desc").lower() == "desc"
        least = ""
        if rows is None:
            for one in wheres:
                if one["attribute"] == order and one["type"] in ("greaterThan", "greaterThanOrEquals"):
                    least = max(least, one["value"])
            rows = table.since(order, lambda row: str(row.get(order) or ""), least)
        rows = reversed(rows) if descending else rows
        hits, total = [], 0
        fast = not descending or not wheres
        for row in rows:
            if all(self.holds(row, one) for one in wheres):
                total += 1
                if total > offset and len(hits) < size:
                    hits.append(row)
                elif len(hits) >= size and fast:
                    total = -2
                    break
        return Answer(200, {"total": total, "list": [self.cut(request, entity, row) for row in hits]})

    def cut(self, request, entity, row):
        shown = self.show(entity, row)
        for name, value in shown.items():
            if isinstance(value, str) and len(value) > CUT_TEXT:
                shown[name] = value[:CUT_TEXT]
        select = request.arg("select")
        if select:
            wanted = set(select.split(",")) | {"id"}
            shown = {name: value for name, value in shown.items() if name in wanted}
        return shown

    def related(self, request, entity, identifier, link):
        if identifier not in self.tables[entity].rows:
            refuse(404, f"Record {identifier} does not exist.")
        if link in ("stream", "posts"):
            rows = [row for row in self.tables["Note"].rows.values() if row.get("parentId") == identifier]
            rows.sort(key=lambda row: row["number"])
            return self.list(request, "Note", None, rows)
        target = {"contacts": "Contact", "cases": "Case", "calls": "Call", "meetings": "Meeting",
                  "emails": "Email", "tasks": "Task"}.get(link)
        if target is None:
            refuse(404, "Not found.")
        rows = [row for row in self.tables[target].rows.values()
                if identifier in (row.get("accountId"), row.get("parentId"))]
        return self.list(request, target, None, rows)

    # Writing

    def check(self, entity, data, creating):
        for (owner, field), options in OPTIONS.items():
            if owner == entity and data.get(field) not in (None, "", *options):
                self.invalid(entity, field, "valid")
        if creating:
            for name in REQUIRED.get(entity, ["name"]):
                if not data.get(name):
                    self.invalid(entity, name.removesuffix("Id"), "required")
        if entity == "Email" and data.get("status") == "Archived" and creating \
                and data.get("from") not in self.options["own"]:
            refuse(403, "No access to from address.")

    @staticmethod
    def invalid(entity, field, kind):
        refuse(400, f"Field validation failure; entityType: {entity}, field: {field}, type: {kind}.",
               {"messageTranslation": {"label": "validationFailure", "scope": None,
                                       "data": {"field": field, "type": kind}}})

    def read_body(self, request):
        data = request.json()
        if not isinstance(data, dict):
            refuse(500)
        return data

    def create(self, request, entity):
        data = self.read_body(request)
        self.check(entity, data, True)
        if entity in ("Account", "Contact") and not request.headers.get("X-Skip-Duplicate-Check"):
            same = [row for row in self.tables[entity].rows.values() if row.get("name") == data.get("name")]
            if same:
                refuse(409, "duplicate", [self.show(entity, row) for row in same])
        return Answer(200, self.show(entity, self.insert(entity, data, self.user["name"])))

    def insert(self, entity, data, by, stamp=None):
        known = attributes(entity) - set(READ_ONLY)
        if not self.options["client-key"]:
            known.discard("cAmendsKey")
        row = {name: None for name in sorted(known)}
        row.update(DEFAULTS.get(entity, {}))
        row.update({name: value for name, value in data.items() if name in known})
        stamp = stamp or self.stamp()
        row.update(id=self.new_id(entity), createdAt=stamp, modifiedAt=stamp, createdByName=by,
                   modifiedByName=by, _version=1)
        if entity in ("Case", "Note"):
            self.numbers[entity] = self.numbers.get(entity, 0) + 1
            row["number"] = self.numbers[entity]
        if entity == "Email" and row.get("body") and not row.get("bodyPlain"):
            row["bodyPlain"] = row["body"]
        for link, target in (("accountId", "Account"), ("contactId", "Contact")):
            if row.get(link) in self.tables[target].rows:
                row[link.removesuffix("Id") + "Name"] = self.tables[target].rows[row[link]]["name"]
        self.tables[entity].put(row["id"], row)
        return row

    def update(self, request, entity, row):
        data = self.read_body(request)
        number = request.headers.get("X-Version-Number")
        if self.options["versions"] and number is not None and int(number) != row["_version"]:
            refuse(409, "modified", {"values": {name: row.get(name) for name in data},
                                     "versionNumber": row["_version"]})
        self.check(entity, data, False)
        self.change(entity, row, data, self.user["name"])
        return Answer(200, self.show(entity, row))

    def change(self, entity, row, data, by):
        known = attributes(entity) - set(READ_ONLY)
        if not self.options["client-key"]:
            known.discard("cAmendsKey")
        row.update({name: value for name, value in data.items() if name in known})
        row.update(modifiedAt=self.stamp(), modifiedByName=by, _version=row["_version"] + 1)
        self.tables[entity].touched()

    # Steering

    def seed(self, spec):
        entity, count, ties = spec["entity"], spec["count"], spec.get("ties", 1)
        first = last = None
        begin = calendar.timegm(time.strptime(self.stamp(), "%Y-%m-%d %H:%M:%S")) - count // ties - 1
        for n in range(count):
            data = {name: value.replace("{n}", str(n)) if isinstance(value, str) else value
                    for name, value in {"name": "{n}", **spec.get("fields", {})}.items()}
            stamp = time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(begin + n // ties))
            last = self.insert(entity, data, "Kim Berg", stamp)["id"]
            first = first or last
        return {"count": count, "first": first, "last": last}

    def put(self, spec):
        entity, record = spec["entity"], spec["record"]
        row = self.tables[entity].rows.get(record.get("id"))
        if row is None:
            row = self.insert(entity, record, spec.get("by", "Kim Berg"))
        else:
            self.change(entity, row, record, spec.get("by", "Kim Berg"))
        return self.show(entity, row)

    def delete(self, spec):
        return {"deleted": self.tables[spec["entity"]].remove(spec["id"]) is not None}

    def state(self, query):
        rows = self.tables[query["entity"]].rows
        if "id" in query:
            rows = {query["id"]: rows[query["id"]]} if query["id"] in rows else {}
        return {"count": len(rows), "records": list(rows.values())[:1000]}

    def edit_between_pages(self, request):
        entity = request.parts[2]
        answer = self.handle(request)
        if entity not in FIELDS or not answer.body.startswith(b'{"total"'):
            return
        rows = peer.json.loads(answer.body)["list"]
        if rows:
            row = self.tables[entity].rows[rows[0]["id"]]
            self.change(entity, row, {"description": "edited between pages"}, "Kim Berg")


if __name__ == "__main__":
    peer.run(Espo())
