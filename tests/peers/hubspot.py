#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stands in for HubSpot's CRM.

Options (POST /_peer/options): "keys": tokens that are let in; "client-key": whether tickets and
tasks have the property amends_key with unique values; "lag": seconds by which the search index is
behind; "surveys": whether feedback may be read; "search-rate": searches a second, 0 for any number.
"""

import datetime
import json
import uuid

import peer
from peer import Answer, Crm, Table

COMMON = {"createdate": "datetime", "hs_lastmodifieddate": "datetime", "hs_object_id": "number",
          "hubspot_owner_id": "enumeration"}
PROPERTIES = {
    "companies": dict(COMMON, name="string", domain="string", description="string", timezone="string",
                      arr="number", renewal="date", health="number", segment="enumeration", nps="number"),
    "contacts": dict(COMMON, firstname="string", lastname="string", email="string", jobtitle="string",
                     phone="string", lastmodifieddate="datetime", associatedcompanyid="number",
                     hs_buying_role="enumeration"),
    "tickets": dict(COMMON, subject="string", content="string", hs_pipeline="enumeration",
                    hs_pipeline_stage="enumeration", hs_ticket_priority="enumeration",
                    closed_date="datetime", amends_key="string"),
    "tasks": dict(COMMON, hs_timestamp="datetime", hs_task_subject="string", hs_task_body="string",
                  hs_task_status="enumeration", hs_task_priority="enumeration",
                  hs_task_type="enumeration", amends_key="string"),
    "notes": dict(COMMON, hs_timestamp="datetime", hs_note_body="string"),
    "emails": dict(COMMON, hs_timestamp="datetime", hs_email_direction="enumeration",
                   hs_email_status="enumeration", hs_email_subject="string", hs_email_text="string"),
    "calls": dict(COMMON, hs_timestamp="datetime", hs_call_title="string", hs_call_body="string",
                  hs_call_direction="enumeration"),
    "meetings": dict(COMMON, hs_timestamp="datetime", hs_meeting_title="string", hs_meeting_body="string"),
    "feedback_submissions": dict(COMMON, hs_submission_timestamp="datetime", hs_value="number",
                                 hs_content="string"),
}
OPTIONS = {
    ("tickets", "hs_ticket_priority"): ["LOW", "MEDIUM", "HIGH", "URGENT"],
    ("tasks", "hs_task_status"): ["NOT_STARTED", "IN_PROGRESS", "COMPLETED", "WAITING", "DEFERRED"],
    ("emails", "hs_email_direction"): ["EMAIL", "INCOMING_EMAIL", "FORWARDED_EMAIL"],
    ("companies", "segment"): ["enterprise", "mid_market", "smb"],
}
REQUIRED = {"tickets": ["hs_pipeline_stage"], "tasks": ["hs_timestamp"], "notes": ["hs_timestamp"],
            "emails": ["hs_timestamp", "hs_email_direction"]}
DEFAULT_SHOWN = {
    "companies": ["name", "domain", "createdate", "hs_lastmodifieddate", "hs_object_id"],
    "contacts": ["firstname", "lastname", "email", "createdate", "lastmodifieddate", "hs_object_id"],
}
# type id: (from, to, the other way round)
LINKS = {26: ("tickets", "companies", 25), 339: ("tickets", "companies", 340),
         16: ("tickets", "contacts", 15), 228: ("notes", "tickets", 227),
         190: ("notes", "companies", 189), 202: ("notes", "contacts", 201),
         230: ("tasks", "tickets", 229), 192: ("tasks", "companies", 191),
         204: ("tasks", "contacts", 203), 224: ("emails", "tickets", 223),
         186: ("emails", "companies", 185), 198: ("emails", "contacts", 197),
         279: ("contacts", "companies", 280)}
STAGES = [("1", "New", "OPEN"), ("2", "Waiting on contact", "OPEN"), ("3", "Waiting on us", "OPEN"),
          ("4", "Closed", "CLOSED"), ("77001", "With engineering", "OPEN")]
CATEGORIES = {400: "VALIDATION_ERROR", 401: "INVALID_AUTHENTICATION", 403: "MISSING_SCOPES",
              404: "OBJECT_NOT_FOUND", 409: "CONFLICT", 415: "VALIDATION_ERROR"}


class Refused(Exception):
    def __init__(self, answer):
        super().__init__()
        self.answer = answer


def failure(status, message, **more):
    return Answer(status, {"status": "error", "message": message, "correlationId": str(uuid.uuid4()),
                           "category": CATEGORIES.get(status, "INTERNAL_ERROR"), **more})


def refuse(status, message, **more):
    raise Refused(failure(status, message, **more))


class HubSpot(Crm):
    def __init__(self):
        super().__init__()
        self.tables = {kind: Table() for kind in PROPERTIES}
        self.links = {}
        self.last_id = 9000
        self.searches = []
        self.options = {"keys": ["test-key"], "client-key": True, "lag": 0, "surveys": True,
                        "search-rate": 0}

    def stamp(self, at=None):
        moment = datetime.datetime.fromtimestamp(self.now() if at is None else at, datetime.timezone.utc)
        return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"

    def snapshot(self):
        return peer.copy.deepcopy((self.tables, self.links))

    def restore(self, snapshot):
        self.tables, self.links = peer.copy.deepcopy(snapshot)

    def error(self, status, request):
        if status == 429:
            return Answer(429, {"status": "error", "errorType": "RATE_LIMIT",
                                "message": "You have reached your secondly limit.",
                                "correlationId": str(uuid.uuid4()), "policyName": "SECONDLY",
                                "requestId": str(uuid.uuid4())},
                          {"X-HubSpot-RateLimit-Remaining": "0"})
        if status >= 500 and status != 500:
            return Answer(status, b"<html><body>Bad gateway</body></html>")
        return failure(status, f"Error {status}")

    def empty_list(self, request):
        return Answer(200, {"total": 0, "results": []})

    def error_in_200(self, request):
        return Answer(200, {"status": "error", "message": "internal error", "category": "INTERNAL_ERROR",
                            "correlationId": str(uuid.uuid4())})

    # Routes

    def handle(self, request):
        try:
            token = request.headers.get("Authorization") or ""
            if token.removeprefix("Bearer ") not in self.options["keys"]:
                refuse(401, "Authentication credentials not found.")
            if request.body and "json" not in (request.headers.get("Content-Type") or ""):
                refuse(415, "Unsupported media type")
            return self.route(request)
        except Refused as refused:
            return refused.answer

    def route(self, request):
        parts, method = request.parts, request.method
        if parts == ["account-info", "v3", "details"]:
            return Answer(200, {"portalId": 4711, "accountType": "STANDARD", "timeZone": "Europe/Amsterdam",
                                "companyCurrency": "EUR", "uiDomain": "app.hubspot.com",
                                "additionalCurrencies": [], "utcOffset": "+01:00",
                                "utcOffsetMilliseconds": 3600000, "dataHostingLocation": "eu1"})
        if parts[:3] == ["crm", "v3", "owners"]:
            return Answer(200, {"results": [
                {"id": "501", "email": "robin@vendor.example", "firstName": "Robin", "lastName": "Vos",
                 "type": "PERSON", "userId": 1, "archived": False, "createdAt": self.stamp(0),
                 "updatedAt": self.stamp(0)}]})
        if parts[:3] == ["crm", "v3", "pipelines"] and parts[3:] == ["tickets"]:
            stages = [{"id": i, "label": label, "displayOrder": n, "archived": False,
                       "createdAt": self.stamp(0), "updatedAt": self.stamp(0), "writePermissions": "CRM_PERMISSIONS_ENFORCEMENT",
                       "metadata": {"ticketState": state, "isClosed": str(state == "CLOSED").lower()}}
                      for n, (i, label, state) in enumerate(STAGES)]
            return Answer(200, {"results": [{"id": "0", "label": "Support Pipeline", "displayOrder": 0,
                                             "archived": False, "createdAt": self.stamp(0),
                                             "updatedAt": self.stamp(0), "stages": stages}]})
        if parts[:3] == ["crm", "v3", "properties"] and len(parts) == 4:
            return self.list_properties(self.kind(parts[3]))
        if parts[:3] == ["crm", "v4", "objects"]:
            return self.route_links(request, parts[3:])
        if parts[:3] == ["crm", "v4", "associations"] and parts[5:] == ["batch", "read"]:
            return self.read_links(self.read_body(request), self.kind(parts[3]), self.kind(parts[4]))
        if parts[:3] != ["crm", "v3", "objects"] or len(parts) < 4:
            refuse(404, "Not found")
        kind, rest = self.kind(parts[3]), parts[4:]
        if method == "POST" and not rest:
            return Answer(201, self.show(kind, self.create(kind, self.read_body(request)), None))
        if method == "POST" and rest == ["search"]:
            return self.search(kind, self.read_body(request))
        if method == "POST" and rest[:1] == ["batch"]:
            return self.batch(kind, rest[1], self.read_body(request))
        if method == "GET" and not rest:
            return self.list(kind, request)
        if len(rest) != 1:
            refuse(404, "Not found")
        row = self.find(kind, rest[0], request.arg("idProperty"))
        if row is None:
            refuse(404, "Object not found.  objectId are usually numeric.")
        if method == "GET":
            return Answer(200, self.show(kind, row, self.names_in(request, "properties"),
                                         self.names_in(request, "associations")))
        if method == "PATCH":
            self.change(kind, row, self.read_body(request).get("properties", {}), True)
            return Answer(200, self.show(kind, row, None))
        if method == "DELETE":
            self.tables[kind].remove(row["id"])
            return Answer(204)
        return failure(405, "Method not allowed")

    @staticmethod
    def names_in(request, wanted):
        """Given with commas, or by repeating the argument."""
        return [name for key, value in request.query if key == wanted for name in value.split(",") if name]

    def kind(self, name):
        name = {"company": "companies", "contact": "contacts", "ticket": "tickets", "task": "tasks",
                "note": "notes", "email": "emails", "0-1": "contacts", "0-2": "companies",
                "0-5": "tickets"}.get(name, name)
        if name not in PROPERTIES:
            refuse(400, f"Unable to infer object type from: {name}")
        if name == "feedback_submissions" and not self.options["surveys"]:
            refuse(403, "This app hasn't been granted all required scopes to make this call.")
        return name

    def read_body(self, request):
        body = request.json()
        if body is None:
            refuse(400, "Invalid input JSON on line 1, column 1")
        return body

    def names(self, kind):
        names = dict(PROPERTIES[kind])
        if not self.options["client-key"]:
            names.pop("amends_key", None)
        return names

    def list_properties(self, kind):
        results = []
        for name, what in self.names(kind).items():
            options = [{"label": value.title(), "value": value, "displayOrder": n, "hidden": False}
                       for n, value in enumerate(OPTIONS.get((kind, name), []))]
            own = name in ("amends_key", "arr", "renewal", "health", "segment", "nps")
            results.append({
                "name": name, "label": name.replace("_", " ").capitalize(), "type": what,
                "fieldType": "text", "groupName": "information", "description": "", "options": options,
                "hubspotDefined": not own, "hasUniqueValue": name == "amends_key", "archived": False,
                "modificationMetadata": {"archivable": own, "readOnlyDefinition": not own,
                                         "readOnlyValue": name in COMMON and name != "hubspot_owner_id"}})
        return Answer(200, {"results": results})

    # Records

    def find(self, kind, identifier, by=None):
        if not by:
            return self.tables[kind].rows.get(identifier)
        if by not in self.names(kind):
            refuse(400, f"Property {by} does not exist")
        for row in self.tables[kind].rows.values():
            if row["properties"].get(by) == identifier:
                return row
        return None

    def show(self, kind, row, names, links=()):
        if not names:
            names = DEFAULT_SHOWN.get(kind) or [name for name in row["properties"] if name != "hs_object_source"]
        known = self.names(kind)
        shown = {"id": row["id"], "createdAt": row["createdAt"], "updatedAt": row["updatedAt"],
                 "archived": False,
                 "properties": {name: row["properties"].get(name) for name in
                                dict.fromkeys([*names, "createdate", "hs_object_id"]) if name in known}}
        found = {}
        for target in links:
            target = self.kind(target)
            hits = [{"id": other, "type": f"{kind}_to_{target}"}
                    for other in self.linked(kind, row["id"], target)]
            if hits:
                found[target] = {"results": hits}
        if found:
            shown["associations"] = found
        return shown

    def check(self, kind, properties, creating):
        known = self.names(kind)
        errors = []
        for name, value in properties.items():
            if name not in known:
                errors.append((name, "PROPERTY_DOESNT_EXIST", f'Property "{name}" does not exist'))
            elif not isinstance(value, (str, type(None))):
                errors.append((name, "INVALID_TYPE", f"{name} must be a string"))
            elif value and (kind, name) in OPTIONS and value not in OPTIONS[kind, name]:
                errors.append((name, "INVALID_OPTION", f"{value} was not one of the allowed options"))
            elif value and name == "hs_pipeline_stage" and value not in [stage[0] for stage in STAGES]:
                errors.append((name, "INVALID_OPTION", f"{value} is not a stage"))
            elif value and known[name] == "number" and not value.replace(".", "", 1).lstrip("-").isdigit():
                errors.append((name, "INVALID_INTEGER", f"{value} was not a valid number."))
        if creating:
            for name in REQUIRED.get(kind, []):
                if not properties.get(name):
                    errors.append((name, "REQUIRED_FIELD", f"{name} is required"))
        if errors:
            refuse(400, f"Property values were not valid: {errors[0][2]}", errors=[
                {"message": text, "code": code, "context": {"propertyName": [name]}}
                for name, code, text in errors])
        key = properties.get("amends_key")
        return key

    def create(self, kind, body):
        properties = body.get("properties")
        if not isinstance(properties, dict):
            refuse(400, "properties is required")
        if kind == "feedback_submissions":
            refuse(403, "feedback_submissions is read only")
        key = self.check(kind, properties, True)
        if key and self.find(kind, key, "amends_key"):
            refuse(409, f"{kind} already exists. Existing ID: {self.find(kind, key, 'amends_key')['id']}")
        row = self.insert(kind, properties)
        for link in body.get("associations") or []:
            for one in link["types"]:
                self.link(kind, row["id"], link["to"]["id"], one["associationTypeId"])
        return row

    def insert(self, kind, properties, at=None):
        self.last_id += 7
        stamp = self.stamp(at)
        row = {"id": str(self.last_id), "createdAt": stamp, "properties": {}}
        row["properties"].update(createdate=stamp, hs_object_id=row["id"])
        self.store(kind, row, properties, stamp)
        return row

    def store(self, kind, row, properties, stamp):
        row["properties"].update({name: value for name, value in properties.items()})
        row["properties"]["hs_lastmodifieddate"] = stamp
        if kind == "contacts":
            row["properties"]["lastmodifieddate"] = stamp
        row["updatedAt"] = stamp
        row["at"] = self.now()
        self.tables[kind].put(row["id"], row)

    def change(self, kind, row, properties, checked):
        if checked:
            self.check(kind, properties, False)
        self.store(kind, row, properties, self.stamp())

    def batch(self, kind, verb, body):
        results, errors = [], []
        if len(body.get("inputs", [])) > 100:
            refuse(400, "The maximum number of inputs is 100")
        for one in body["inputs"]:
            try:
                if verb == "read":
                    row = self.find(kind, one["id"], body.get("idProperty"))
                    if row is None:
                        errors.append({"status": "error", "category": "OBJECT_NOT_FOUND",
                                       "message": "Could not get some objects, they may be deleted.",
                                       "context": {"ids": [one["id"]]}, "errors": [], "links": {}})
                    else:
                        results.append(self.show(kind, row, body.get("properties")))
                elif verb == "upsert":
                    results.append(self.upsert(kind, one))
                elif verb == "create":
                    results.append(self.show(kind, self.create(kind, one), None))
                elif verb == "update":
                    row = self.find(kind, one["id"], one.get("idProperty"))
                    self.change(kind, row, one["properties"], True)
                    results.append(self.show(kind, row, None))
                else:
                    refuse(404, "Not found")
            except Refused as refused:
                errors.append(json.loads(refused.answer.body))
        if errors and not results:
            if verb != "read":
                return Answer(400, errors[0])
        answer = {"status": "COMPLETE", "results": results, "startedAt": self.stamp(),
                  "completedAt": self.stamp()}
        if errors:
            answer.update(numErrors=len(errors), errors=errors)
        return Answer(207 if errors else 200 if verb != "create" else 201, answer)

    def upsert(self, kind, one):
        by = one.get("idProperty")
        properties = one.get("properties", {})
        if not by:
            refuse(400, "idProperty is required")
        row = self.find(kind, one["id"], by)
        made = row is None
        self.check(kind, properties, made)
        if made:
            row = self.insert(kind, {**properties, by: one["id"]})
        else:
            self.change(kind, row, properties, False)
        return dict(self.show(kind, row, list(properties)), new=made)

    def list(self, kind, request):
        limit = int(request.arg("limit", "10"))
        if limit > 100:
            refuse(400, "limit must be at most 100")
        after = int(request.arg("after", "0"))
        rows = self.tables[kind].since("id", lambda row: int(row["id"]), after)
        if request.arg("archived") == "true":
            rows = []
        shown = self.names_in(request, "properties")
        answer = {"results": [self.show(kind, row, shown) for row in rows[:limit]]}
        if len(rows) > limit:
            following = rows[limit]["id"]
            answer["paging"] = {"next": {"after": following,
                                         "link": f"https://api.hubapi.com/crm/v3/objects/{kind}?after={following}"}}
        return Answer(200, answer)

    # Searching

    def holds(self, row, one):
        value = row["properties"].get(one["propertyName"])
        operator, wanted = one["operator"], one.get("value")
        if operator == "HAS_PROPERTY":
            return value not in (None, "")
        if operator == "NOT_HAS_PROPERTY":
            return value in (None, "")
        if value is None:
            return False
        if operator == "EQ":
            return value == wanted
        if operator == "NEQ":
            return value != wanted
        if operator == "IN":
            return value in one["values"]
        if operator == "CONTAINS_TOKEN":
            return wanted.strip("*").lower() in value.lower()
        if one["propertyName"].endswith("date"):
            value = peer.parse_instant(value) * 1000
        value, wanted = float(value), float(wanted)
        return {"GT": value > wanted, "GTE": value >= wanted, "LT": value < wanted, "LTE": value <= wanted}[operator]

    def search(self, kind, body):
        now = self.now()
        if self.options["search-rate"]:
            self.searches = [when for when in self.searches if when > now - 1]
            if len(self.searches) >= self.options["search-rate"]:
                raise Refused(self.error(429, None))
            self.searches.append(now)
        limit, after = body.get("limit", 10), int(body.get("after") or 0)
        groups = body.get("filterGroups", [])
        if limit > 200 or after + limit > 10000 or len(groups) > 5:
            refuse(400, "There was a problem with the request.")
        known = self.names(kind)
        for group in groups:
            for one in group["filters"]:
                if one["propertyName"] not in known:
                    refuse(400, f"Property {one['propertyName']} does not exist")
        sort = (body.get("sorts") or [{"propertyName": "createdate", "direction": "DESCENDING"}])[0]
        if isinstance(sort, str):
            sort = {"propertyName": sort.lstrip("-"), "direction": "DESCENDING" if sort[0] == "-" else "ASCENDING"}
        name = sort["propertyName"]
        numeric = known.get(name) == "number"
        rows = self.tables[kind].sorted(name, lambda row: (
            float(row["properties"].get(name) or 0) if numeric else row["properties"].get(name) or "",
            int(row["id"])))[1]
        if sort.get("direction") == "DESCENDING":
            rows = rows[::-1]
        horizon = now - self.options["lag"]
        hits = [row for row in rows if row["at"] <= horizon
                and (not groups or any(all(self.holds(row, one) for one in group["filters"]) for group in groups))]
        answer = {"total": len(hits),
                  "results": [self.show(kind, row, body.get("properties")) for row in hits[after:after + limit]]}
        if len(hits) > after + limit:
            answer["paging"] = {"next": {"after": str(after + limit)}}
        return Answer(200, answer)

    # Links

    def link(self, kind, identifier, other, type_id):
        if type_id not in LINKS or LINKS[type_id][0] != kind:
            refuse(400, f"Association type {type_id} is not valid for {kind}")
        target, back = LINKS[type_id][1:]
        if str(other) not in self.tables[target].rows:
            refuse(404, f"{target} {other} not found")
        self.links.setdefault((kind, identifier, target), {}).setdefault(str(other), set()).add(type_id)
        self.links.setdefault((target, str(other), kind), {}).setdefault(identifier, set()).add(back)

    def linked(self, kind, identifier, target):
        found = self.links.get((kind, identifier, target), {})
        return {other: types for other, types in found.items() if other in self.tables[target].rows}

    def show_links(self, kind, identifier, target):
        return [{"toObjectId": int(other), "associationTypes": [
            {"category": "HUBSPOT_DEFINED", "typeId": one, "label": None} for one in sorted(types)]}
            for other, types in self.linked(kind, identifier, target).items()]

    def route_links(self, request, parts):
        if len(parts) not in (4, 5) or parts[2] != "associations":
            refuse(404, "Not found")
        kind, identifier, target = self.kind(parts[0]), parts[1], self.kind(parts[3])
        if identifier not in self.tables[kind].rows:
            refuse(404, "Object not found")
        if request.method == "GET":
            return Answer(200, {"results": self.show_links(kind, identifier, target)})
        if request.method != "PUT" or len(parts) != 5:
            refuse(405, "Method not allowed")
        for one in self.read_body(request):
            self.link(kind, identifier, parts[4], one["associationTypeId"])
        return Answer(201, {"fromObjectTypeId": kind, "fromObjectId": int(identifier),
                            "toObjectTypeId": target, "toObjectId": int(parts[4]), "labels": []})

    def read_links(self, body, kind, target):
        results, errors = [], []
        for one in body["inputs"]:
            to = self.show_links(kind, one["id"], target)
            if to:
                results.append({"from": {"id": one["id"]}, "to": to})
            else:
                errors.append({"status": "error", "category": "OBJECT_NOT_FOUND",
                               "subCategory": "crm.associations.NO_ASSOCIATIONS_FOUND",
                               "message": f"No {target} is associated with {kind} {one['id']}.",
                               "context": {"fromObjectId": [one["id"]]}})
        answer = {"status": "COMPLETE", "results": results, "startedAt": self.stamp(), "completedAt": self.stamp()}
        if errors:
            answer.update(numErrors=len(errors), errors=errors)
        return Answer(207 if errors else 200, answer)

    # Steering

    def seed(self, spec):
        kind, count, ties = spec["entity"], spec["count"], spec.get("ties", 1)
        begin = self.now() - count // ties - 1
        first = last = None
        for n in range(count):
            properties = {name: value.replace("{n}", str(n)) for name, value in spec.get("fields", {}).items()}
            last = self.insert(kind, properties, begin + n // ties)["id"]
            self.tables[kind].rows[last]["at"] = begin
            first = first or last
        return {"count": count, "first": first, "last": last}

    def put(self, spec):
        kind, record = spec["entity"], dict(spec["record"])
        row = self.tables[kind].rows.get(record.pop("id", None))
        if row is None:
            row = self.insert(kind, record)
        else:
            self.change(kind, row, record, False)
        for type_id, other in spec.get("links", []):
            self.link(kind, row["id"], other, type_id)
        return row

    def delete(self, spec):
        return {"deleted": self.tables[spec["entity"]].remove(spec["id"]) is not None}

    def state(self, query):
        rows = self.tables[query["entity"]].rows
        if "id" in query:
            rows = {query["id"]: rows[query["id"]]} if query["id"] in rows else {}
        links = {f"{kind}/{one}/{target}": sorted(found) for (kind, one, target), found in self.links.items()
                 if kind == query["entity"]}
        return {"count": len(rows), "records": list(rows.values())[:1000], "links": links}

    def edit_between_pages(self, request):
        if request.parts[-1] != "search":
            return
        kind = self.kind(request.parts[3])
        rows = json.loads(self.search(kind, request.json()).body)["results"]
        if rows:
            self.change(kind, self.tables[kind].rows[rows[0]["id"]],
                        {"description": "edited between pages"}, False)


if __name__ == "__main__":
    peer.run(HubSpot())
