#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stands in for Salesforce's REST API, from its published documentation.

Options (POST /_peer/options): "tokens": access tokens that are let in besides those it gave out;
"key-field": whether Case, Task and EmailMessage have the external id Amends_Key__c; "custom": whether
Account has fields of its own; "writes": whether the user may create cases; "batch": records in an
answer at most; "next": what nextRecordsUrl begins with; "used", "allowed": of the day's calls;
"hidden": objects that the user may not see; "rotate": whether refreshing gives a new refresh token;
"lifetime": seconds an access token lasts.
"""

import base64
import hashlib
import re
import secrets
import time
import urllib.parse

import peer
import soql
from email.utils import parsedate_to_datetime
from peer import Answer, Crm, Table

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
BATCH = 2000
LONGEST_COMMENT = 4000
COMMON = {
    "Id": "id", "IsDeleted": "boolean", "CreatedDate": "datetime", "CreatedById": "reference",
    "LastModifiedDate": "datetime", "LastModifiedById": "reference", "SystemModstamp": "datetime",
}
OWNED = dict(COMMON, OwnerId="reference")
ACTIVITY = dict(OWNED, WhoId="reference", WhatId="reference", AccountId="reference",
                Subject="string", Description="textarea", ActivityDate="date")
CUSTOM = {"ARR__c": "currency", "Renewal_Date__c": "date", "Contract_Start__c": "date",
          "Health_Score__c": "double", "NPS__c": "double", "CSAT__c": "double",
          "Segment__c": "picklist", "Strategic__c": "boolean"}
FIELDS = {
    "Account": dict(OWNED, Name="string", Description="textarea", Industry="picklist", **CUSTOM),
    "Contact": dict(OWNED, AccountId="reference", Name="string", FirstName="string",
                    LastName="string", Title="string", Email="email", Phone="phone"),
    "Case": dict(OWNED, AccountId="reference", ContactId="reference", CaseNumber="string",
                 Subject="string", Description="textarea", Status="picklist", Priority="picklist",
                 Origin="picklist", IsEscalated="boolean", IsClosed="boolean", ClosedDate="datetime",
                 Amends_Key__c="string"),
    "Task": dict(ACTIVITY, Status="picklist", Priority="picklist", IsClosed="boolean",
                 TaskSubtype="picklist", CallType="picklist", CompletedDateTime="datetime",
                 Amends_Key__c="string"),
    "Event": dict(ACTIVITY, ActivityDateTime="datetime", DurationInMinutes="int"),
    "CaseComment": dict(COMMON, ParentId="reference", CommentBody="textarea", IsPublished="boolean"),
    "EmailMessage": dict(COMMON, ParentId="reference", Subject="string", TextBody="textarea",
                         FromAddress="email", ToAddress="string", MessageDate="datetime",
                         Incoming="boolean", Status="picklist", Amends_Key__c="string"),
    "User": dict(COMMON, Name="string", Username="string", Email="email", IsActive="boolean",
                 TimeZoneSidKey="picklist"),
}
PREFIXES = {"Account": "001", "Contact": "003", "Case": "500", "Task": "00T", "Event": "00U",
            "CaseComment": "00a", "EmailMessage": "02s", "User": "005"}
PICKLISTS = {
    ("Case", "Status"): ["New", "Working", "Escalated", "On Hold", "Closed"],
    ("Case", "Priority"): ["High", "Medium", "Low"],
    ("Task", "Status"): ["Not Started", "In Progress", "Completed", "Waiting on someone else", "Deferred"],
    ("Account", "Segment__c"): ["Enterprise", "Mid-Market", "SMB"],
}
DEFAULTS = {
    "Case": {"Status": "New", "Priority": "Medium", "Origin": "Web", "IsEscalated": False},
    "Task": {"Status": "Not Started", "Priority": "Normal", "TaskSubtype": "Task"},
    "CaseComment": {"IsPublished": False}, "EmailMessage": {"Incoming": False, "Status": "0"},
    "Account": {"Strategic__c": False}, "User": {"IsActive": True, "TimeZoneSidKey": "Europe/Amsterdam"},
}
REQUIRED = {"Account": ["Name"], "Contact": ["LastName"], "CaseComment": ["ParentId"], "User": ["Name"]}
COMPUTED = {*COMMON, "CaseNumber", "IsClosed", "ClosedDate", "CompletedDateTime"}
NOT_WRITABLE = {"Contact": {"Name"}, "Task": {"AccountId"}, "Event": {"AccountId"}}
WITH_KEY = ("Case", "Task", "EmailMessage")


class Refused(Exception):
    def __init__(self, status, code, message, fields=None):
        super().__init__()
        error = {"message": message, "errorCode": code}
        if fields is not None:
            error["fields"] = fields
        self.answer = Answer(status, [error])


def checked_id(prefix, number):
    """18 letters: the last three say which of the first fifteen are capitals."""
    text = ""
    while number:
        number, digit = divmod(number, 62)
        text = DIGITS[digit] + text
    short = prefix + text.rjust(12, "0")
    tail = ""
    for chunk in (short[0:5], short[5:10], short[10:15]):
        bits = sum(1 << n for n, letter in enumerate(chunk) if letter.isupper())
        tail += "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"[bits]
    return short + tail


class OAuth:
    """Authorization code with PKCE and refresh tokens that may be used once."""

    def __init__(self, crm):
        self.crm = crm
        self.codes = {}
        self.refresh = {}  # token → (family, used)
        self.access = {}   # token → (family, ends)
        self.ended = set()

    def authorize(self, request):
        args = dict(request.query)
        uri = args.get("redirect_uri", "")
        if args.get("response_type") != "code" or not args.get("client_id") or not uri:
            return Answer(400, {"error": "invalid_request"})
        if not re.fullmatch(r"http://(127\.0\.0\.1|localhost):\d+(/.*)?", uri):
            return Answer(400, {"error": "redirect_uri_mismatch", "error_description": "redirect_uri must match configuration"})
        back = {"state": args.get("state", "")}
        if args.get("code_challenge_method", "S256") != "S256" or len(args.get("code_challenge", "")) != 43:
            back.update(error="invalid_request", error_description="code challenge is required")
        else:
            code = secrets.token_urlsafe(24)
            self.codes[code] = args
            back["code"] = code
        return Answer(302, b"", {"Location": uri + "?" + urllib.parse.urlencode(back)})

    def token(self, request):
        form = request.form()
        kind = form.get("grant_type")
        if kind == "authorization_code":
            args = self.codes.pop(form.get("code"), None)
            digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
            if args is None or args["client_id"] != form.get("client_id"):
                return self.fault("expired authorization code")
            if args["redirect_uri"] != form.get("redirect_uri"):
                return self.fault("redirect_uri must match configuration")
            if base64.urlsafe_b64encode(digest).decode().rstrip("=") != args["code_challenge"]:
                return self.fault("invalid code verifier")
            return self.grant(secrets.token_hex(8), None)
        if kind == "refresh_token":
            family, used = self.refresh.get(form.get("refresh_token"), (None, False))
            if family is None or family in self.ended:
                return self.fault("expired access/refresh token")
            if used:
                # Somebody has it who should not: nothing of that sign-in is good any more.
                self.ended.add(family)
                return self.fault("refresh token was used before")
            if self.crm.options["rotate"]:
                self.refresh[form["refresh_token"]] = (family, True)
                return self.grant(family, None)
            return self.grant(family, form["refresh_token"])
        return Answer(400, {"error": "unsupported_grant_type", "error_description": "grant type not supported"})

    @staticmethod
    def fault(text):
        return Answer(400, {"error": "invalid_grant", "error_description": text})

    def grant(self, family, refresh):
        access = "00D!" + secrets.token_urlsafe(32)
        self.access[access] = (family, self.crm.now() + self.crm.options["lifetime"])
        if refresh is None:
            refresh = "5Aep" + secrets.token_urlsafe(32)
            self.refresh[refresh] = (family, False)
        here = f"http://127.0.0.1:{self.crm.port}"
        return Answer(200, {
            "access_token": access, "refresh_token": refresh, "signature": "none", "scope": "api refresh_token",
            "instance_url": here, "id": f"{here}/id/00D000000000001AAA/{self.crm.me}",
            "token_type": "Bearer", "issued_at": str(int(self.crm.now() * 1000))})

    def lets_in(self, token):
        family, ends = self.access.get(token, (None, 0))
        return family is not None and family not in self.ended and ends > self.crm.now()


class Salesforce(Crm):
    def __init__(self):
        super().__init__()
        self.options = {"tokens": ["test-key"], "key-field": True, "custom": True, "writes": True,
                        "batch": BATCH, "next": None, "used": 18, "allowed": 5000, "rotate": True,
                        "lifetime": 7200, "hidden": []}
        self.tables = {entity: Table() for entity in FIELDS}
        self.made = 0
        self.cases = 1025
        self.me = None
        self.pending = {}
        self.me = self.insert("User", {"Name": "Robin Vos", "Username": "robin@vendor.example",
                                       "Email": "robin@vendor.example"})["Id"]
        self.oauth = OAuth(self)

    def stamp(self, offset=0):
        return time.strftime("%Y-%m-%dT%H:%M:%S.000+0000", time.gmtime(self.now() + offset))

    def fields(self, entity):
        fields = dict(FIELDS[entity])
        if not self.options["key-field"]:
            fields.pop("Amends_Key__c", None)
        if entity == "Account" and not self.options["custom"]:
            fields = {name: kind for name, kind in fields.items() if name not in CUSTOM}
        return fields

    # Answers

    def error(self, status, request):
        forms = {
            400: ("FIELD_INTEGRITY_EXCEPTION", "Status: bad value", ["Status"]),
            401: ("INVALID_SESSION_ID", "Session expired or invalid", None),
            403: ("INSUFFICIENT_ACCESS", "insufficient access rights on object id", None),
            404: ("NOT_FOUND", "The requested resource does not exist", None),
            409: ("DUPLICATE_VALUE", "duplicate value found", None),
            500: ("UNKNOWN_EXCEPTION", "An unexpected error occurred.", None),
            503: ("SERVER_UNAVAILABLE", "Server is unavailable", None),
        }
        if status == 429:
            return Refused(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.").answer
        if status not in forms:
            return Answer(status, b"")
        code, message, fields = forms[status]
        return Refused(status, code, message, fields).answer

    def empty_list(self, request):
        return Answer(200, {"totalSize": 0, "done": True, "records": []})

    def error_in_200(self, request):
        return Answer(200, [{"message": "An unexpected error occurred.", "errorCode": "UNKNOWN_EXCEPTION"}])

    def handle(self, request):
        if request.path == "/services/oauth2/authorize":
            return self.oauth.authorize(request)
        if request.path == "/services/oauth2/token":
            return self.oauth.token(request)
        try:
            if request.parts == ["services", "data"]:
                return Answer(200, [{"label": "Spring", "url": f"/services/data/v{n}.0", "version": f"{n}.0"}
                                    for n in (50, 58, 60, 62)])
            self.authenticate(request)
            if request.parts[:1] == ["id"]:
                return self.identity()
            if request.parts[:2] != ["services", "data"] or len(request.parts) < 3 \
                    or not re.fullmatch(r"v\d\d\.0", request.parts[2]):
                raise Refused(404, "NOT_FOUND", "The requested resource does not exist")
            answer = self.route(request, request.parts[3:])
        except Refused as refused:
            answer = refused.answer
        answer.headers["Sforce-Limit-Info"] = f"api-usage={self.options['used']}/{self.options['allowed']}"
        return answer

    def authenticate(self, request):
        kind, _, token = (request.headers.get("Authorization") or "").partition(" ")
        if kind not in ("Bearer", "OAuth") or not (token in self.options["tokens"] or self.oauth.lets_in(token)):
            raise Refused(401, "INVALID_SESSION_ID", "Session expired or invalid")
        if self.options["used"] >= self.options["allowed"]:
            raise Refused(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.")

    def identity(self):
        user = self.tables["User"].rows[self.me]
        return Answer(200, {"user_id": self.me, "organization_id": "00D000000000001AAA",
                            "username": user["Username"], "display_name": user["Name"]})

    def route(self, request, parts):
        base = "/".join([""] + request.parts[:3])
        if not parts:
            return Answer(200, {
                "sobjects": base + "/sobjects", "query": base + "/query", "limits": base + "/limits",
                "identity": f"http://127.0.0.1:{self.port}/id/00D000000000001AAA/{self.me}"})
        if parts[0] == "limits":
            left = self.options["allowed"] - self.options["used"]
            return Answer(200, {"DailyApiRequests": {"Max": self.options["allowed"], "Remaining": left}})
        if parts[0] in ("query", "queryAll"):
            return self.query(request, base, parts)
        if parts[:1] == ["composite"]:
            return self.composite(request, base, parts[1:])
        if parts[0] != "sobjects":
            raise Refused(404, "NOT_FOUND", "The requested resource does not exist")
        if len(parts) == 1:
            return Answer(200, {"encoding": "UTF-8", "maxBatchSize": 200,
                                "sobjects": [{"name": entity, "label": entity} for entity in FIELDS]})
        if parts[1] not in FIELDS or parts[1] in self.options["hidden"]:
            raise Refused(404, "NOT_FOUND", "The requested resource does not exist")
        return self.sobject(request, parts[1], parts[2:])

    def sobject(self, request, entity, parts):
        if parts == ["describe"] and request.method == "GET":
            return Answer(200, self.describe(entity))
        if not parts and request.method == "POST":
            return Answer(201, {"id": self.create(entity, self.read_body(request)), "success": True, "errors": []})
        if len(parts) == 2 and parts[0] in self.fields(entity):
            return self.by_external_id(request, entity, *parts)
        if len(parts) != 1:
            raise Refused(404, "NOT_FOUND", "The requested resource does not exist")
        row = self.find(entity, parts[0])
        if request.method == "GET":
            return Answer(200, self.show(entity, row, None))
        if request.method == "DELETE":
            self.delete({"entity": entity, "id": row["Id"]})
            return Answer(204)
        if request.method == "PATCH":
            return self.patch(request, entity, row)
        raise Refused(405, "METHOD_NOT_ALLOWED", "HTTP Method not allowed")

    def find(self, entity, identifier):
        table = self.tables[entity].rows
        row = table.get(identifier)
        if row is None and len(identifier) == 15:
            row = next((one for key, one in table.items() if key.startswith(identifier)), None)
        if row is None:
            raise Refused(404, "NOT_FOUND", "Provided external ID field does not exist or is not accessible: " + identifier)
        if row["IsDeleted"]:
            raise Refused(404, "ENTITY_IS_DELETED", "entity is deleted", [])
        return row

    def describe(self, entity):
        fields = []
        for name, kind in self.fields(entity).items():
            custom = name.endswith("__c")
            fixed = name in COMPUTED or name in NOT_WRITABLE.get(entity, ())
            fields.append({
                "name": name, "label": name.removesuffix("__c").replace("_", " "), "type": kind,
                "custom": custom, "createable": not fixed, "updateable": not fixed and name != "ParentId",
                "nillable": name not in REQUIRED.get(entity, ()), "externalId": name == "Amends_Key__c",
                "relationshipName": name.removesuffix("Id") if kind == "reference" else None,
                "picklistValues": [{"value": value, "label": value, "active": True}
                                   for value in PICKLISTS.get((entity, name), ())]})
        may = self.options["writes"] or entity != "Case"
        return {"name": entity, "label": entity, "createable": may, "updateable": may, "queryable": True,
                "fields": fields}

    # Queries

    def reader(self, entity, row):
        """Reads paths such as "Owner.Name" and "What.Type"."""
        def read(path):
            head, _, rest = path.partition(".")
            if not rest:
                return row.get(head)
            other = row.get(head + "Id")
            target = self.entity_of(other)
            if rest == "Type":
                return target
            found = self.tables[target].rows.get(other) if target else None
            return self.reader(target, found)(rest) if found else None
        return read

    @staticmethod
    def entity_of(identifier):
        return next((entity for entity, prefix in PREFIXES.items()
                     if identifier and identifier.startswith(prefix)), None)

    def parse(self, text):
        try:
            query = soql.Query(text)
        except (soql.Malformed, ValueError) as fault:
            raise Refused(400, "MALFORMED_QUERY", str(fault)) from fault
        if query.entity not in FIELDS or query.entity in self.options["hidden"]:
            raise Refused(400, "INVALID_TYPE", f"sObject type '{query.entity}' is not supported.")
        known = self.fields(query.entity)
        for name in query.names:
            head, _, rest = name.partition(".")
            if (head not in known) if not rest else known.get(head + "Id") != "reference":
                raise Refused(400, "INVALID_FIELD", f"No such column '{name}' on entity '{query.entity}'.")
        return query

    def candidates(self, query):
        table = self.tables[query.entity]
        one = soql.fixed(query.where, "Id")
        if one is not None:
            row = table.rows.get(one)
            return [row] if row else []
        by_stamp = [name for name, down in query.order[:1] if not down] == ["SystemModstamp"]
        if by_stamp:
            bound = soql.least(query.where, "SystemModstamp")
            text = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(bound)) if bound is not None else ""
            return table.since("stamp", lambda row: (row["SystemModstamp"], row["Id"]), (text, ""))
        key = soql.fixed(query.where, "Amends_Key__c")
        if key is not None:
            keys, rows = table.sorted("key", lambda row: row.get("Amends_Key__c") or "")
            at = peer.bisect.bisect_left(keys, key)
            return [row for row in rows[at:at + 50] if row.get("Amends_Key__c") == key]
        return table.sorted("id", lambda row: row["Id"])[1]

    def run(self, query, everything):
        rows = self.candidates(query)
        for name, down in reversed(query.order):
            if name != "SystemModstamp" and (name != "Id" or down or len(query.order) == 1):
                rows = sorted(rows, key=lambda row, n=name: (row.get(n) is not None, row.get(n) or 0
                                                             if not isinstance(row.get(n), str) else row[n]),
                              reverse=down)
            elif name == "SystemModstamp" and down:
                rows = sorted(rows, key=lambda row: row["SystemModstamp"], reverse=True)
        hits = []
        most = None if query.limit is None else query.limit + query.offset
        for row in rows:
            if row["IsDeleted"] and not everything:
                continue
            if query.where is None or soql.holds(query.where, self.reader(query.entity, row)):
                hits.append(row)
                if most is not None and len(hits) >= most:
                    break
        return hits[query.offset:]

    def query(self, request, base, parts):
        if len(parts) == 2:
            name, _, at = parts[1].rpartition("-")
            if name not in self.pending:
                raise Refused(400, "INVALID_QUERY_LOCATOR", "invalid query locator")
            return self.batch(base, name, int(at))
        query = self.parse(request.arg("q") or "")
        hits = self.run(query, parts[0] == "queryAll")
        if query.fields == ["COUNT()"]:
            return Answer(200, {"totalSize": len(hits), "done": True, "records": []})
        name = "01g" + secrets.token_hex(6)
        self.pending[name] = [self.show(query.entity, row, query.fields) for row in hits]
        return self.batch(base, name, 0)

    def batch(self, base, name, at):
        records = self.pending[name]
        end = at + self.options["batch"]
        answer = {"totalSize": len(records), "done": end >= len(records), "records": records[at:end]}
        if not answer["done"]:
            answer["nextRecordsUrl"] = (self.options["next"] or "") + f"{base}/query/{name}-{end}"
        else:
            del self.pending[name]
        return Answer(200, answer)

    def show(self, entity, row, names):
        shown = {"attributes": {"type": entity, "url": f"/services/data/v60.0/sobjects/{entity}/{row['Id']}"}}
        read = self.reader(entity, row)
        for name in names or self.fields(entity):
            head, _, rest = name.partition(".")
            if not rest:
                shown[name] = row.get(name)
            elif row.get(head + "Id") is None:
                shown[head] = None
            else:
                inner = shown.setdefault(head, {"attributes": {"type": self.entity_of(row[head + "Id"])}})
                inner[rest] = read(name)
        return shown

    # Writing

    def read_body(self, request):
        data = request.json()
        if not isinstance(data, dict):
            raise Refused(400, "JSON_PARSER_ERROR", "Unexpected character")
        return {name: value for name, value in data.items() if name != "attributes"}

    def check(self, entity, data, creating):
        known = self.fields(entity)
        if creating and entity == "Case" and not self.options["writes"]:
            raise Refused(403, "INSUFFICIENT_ACCESS", "no create access")
        for name, value in data.items():
            if name not in known:
                raise Refused(400, "INVALID_FIELD", f"No such column '{name}' on sobject of type {entity}")
            if name in COMPUTED or name in NOT_WRITABLE.get(entity, ()):
                raise Refused(400, "INVALID_FIELD_FOR_INSERT_UPDATE",
                              f"Unable to create/update fields: {name}.", [name])
            if known[name] == "reference" and value is not None \
                    and self.tables.get(self.entity_of(value), Table()).rows.get(value) is None:
                raise Refused(400, "INVALID_CROSS_REFERENCE_KEY", f"invalid cross reference id: {value}", [name])
            if known[name] == "date" and value is not None and not re.fullmatch(r"\d{4}-\d\d-\d\d", str(value)):
                raise Refused(400, "JSON_PARSER_ERROR", f"Cannot deserialize instance of date from {value!r}")
            if known[name] == "boolean" and not isinstance(value, bool):
                raise Refused(400, "JSON_PARSER_ERROR", f"Cannot deserialize instance of boolean from {value!r}")
        if len((data.get("CommentBody") or "").encode()) > LONGEST_COMMENT:
            raise Refused(400, "STRING_TOO_LONG", "Comment Body: data value too large", ["CommentBody"])
        if creating:
            missing = [name for name in REQUIRED.get(entity, ()) if not data.get(name)]
            if missing:
                raise Refused(400, "REQUIRED_FIELD_MISSING", f"Required fields are missing: {missing}", missing)

    def create(self, entity, data):
        self.check(entity, data, True)
        return self.insert(entity, data)["Id"]

    def patch(self, request, entity, row):
        since = request.headers.get("If-Unmodified-Since")
        if since is not None:
            try:
                moment = parsedate_to_datetime(since).timestamp()
            except (TypeError, ValueError) as fault:
                raise Refused(400, "INVALID_HEADER", "invalid date") from fault
            if soql.parse_time(row["LastModifiedDate"]) > moment:
                return Answer(412)
        data = self.read_body(request)
        self.check(entity, data, False)
        self.change(entity, row, data, self.me)
        return Answer(204)

    def by_external_id(self, request, entity, field, value):
        hits = [row for row in self.tables[entity].rows.values()
                if row.get(field) == value and not row["IsDeleted"]]
        if field != "Amends_Key__c":
            raise Refused(404, "NOT_FOUND", f"Provided external ID field does not exist or is not accessible: {field}")
        if len(hits) > 1:
            return Answer(300, [f"/services/data/v60.0/sobjects/{entity}/{row['Id']}" for row in hits])
        if request.method == "GET":
            if not hits:
                raise Refused(404, "NOT_FOUND", "The requested resource does not exist")
            return Answer(200, self.show(entity, hits[0], None))
        data = self.read_body(request)
        if "Id" in data or field in data:
            raise Refused(400, "INVALID_FIELD", f"The {field} field should not be specified in the sobject data.")
        if hits:
            self.check(entity, data, False)
            self.change(entity, hits[0], data, self.me)
            return Answer(200, {"id": hits[0]["Id"], "success": True, "errors": [], "created": False})
        made = self.create(entity, {**data, field: value})
        return Answer(201, {"id": made, "success": True, "errors": [], "created": True})

    def composite(self, request, base, parts):
        if parts != ["sobjects"] or request.method not in ("POST", "PATCH"):
            raise Refused(404, "NOT_FOUND", "The requested resource does not exist")
        results = []
        for record in (request.json() or {}).get("records", []):
            data = {name: value for name, value in record.items() if name not in ("attributes", "id", "Id")}
            try:
                entity = record["attributes"]["type"]
                if request.method == "POST":
                    made = self.create(entity, data)
                else:
                    row = self.find(entity, record.get("id") or record.get("Id"))
                    self.check(entity, data, False)
                    self.change(entity, row, data, self.me)
                    made = row["Id"]
                results.append({"id": made, "success": True, "errors": []})
            except Refused as refused:
                error = peer.json.loads(refused.answer.body)[0]
                results.append({"success": False, "errors": [{
                    "statusCode": error["errorCode"], "message": error["message"],
                    "fields": error.get("fields", [])}]})
        return Answer(200, results)

    def insert(self, entity, data, by=None, stamp=None):
        self.made += 1
        stamp = stamp or self.stamp()
        row = {name: None for name in FIELDS[entity]}
        row.update(DEFAULTS.get(entity, {}))
        row.update(data)
        row.update(Id=checked_id(PREFIXES[entity], self.made), IsDeleted=False, CreatedDate=stamp,
                   CreatedById=by or self.me, LastModifiedDate=stamp, LastModifiedById=by or self.me,
                   SystemModstamp=stamp)
        if "OwnerId" in row and row["OwnerId"] is None:
            row["OwnerId"] = by or self.me
        if entity == "Case":
            self.cases += 1
            row["CaseNumber"] = f"{self.cases:08d}"
        self.derive(entity, row)
        self.tables[entity].put(row["Id"], row)
        return row

    def derive(self, entity, row):
        if entity == "Contact":
            row["Name"] = " ".join(part for part in (row["FirstName"], row["LastName"]) if part)
        if entity in ("Case", "Task"):
            closed = row["Status"] in ("Closed", "Completed")
            moment = "ClosedDate" if entity == "Case" else "CompletedDateTime"
            row["IsClosed"] = closed
            row[moment] = (row.get(moment) or row["LastModifiedDate"]) if closed else None
        if entity in ("Task", "Event"):
            above = self.entity_of(row["WhatId"])
            if above == "Account":
                row["AccountId"] = row["WhatId"]
            elif above:
                row["AccountId"] = self.tables[above].rows.get(row["WhatId"], {}).get("AccountId")

    def change(self, entity, row, data, by):
        row.update(data)
        stamp = max(self.stamp(), row["SystemModstamp"])
        row.update(LastModifiedDate=stamp, LastModifiedById=by, SystemModstamp=stamp)
        self.derive(entity, row)
        self.tables[entity].touched()

    # Steering

    def user(self, name):
        for row in self.tables["User"].rows.values():
            if row["Name"] == name:
                return row["Id"]
        return self.insert("User", {"Name": name, "Username": name.replace(" ", ".").lower() + "@vendor.example",
                                    "Email": name.replace(" ", ".").lower() + "@vendor.example"})["Id"]

    def seed(self, spec):
        entity, count, ties = spec["entity"], spec["count"], spec.get("ties", 1)
        name = {"Account": "Name", "Contact": "LastName", "CaseComment": "CommentBody"}.get(entity, "Subject")
        begin, by = -(count // ties) - 1, self.user("Kim Berg")
        first = last = None
        for n in range(count):
            data = {key: value.replace("{n}", str(n)) if isinstance(value, str) else value
                    for key, value in {name: "{n}", **spec.get("fields", {})}.items()}
            last = self.insert(entity, data, by, self.stamp(begin + n // ties))["Id"]
            first = first or last
        return {"count": count, "first": first, "last": last}

    def put(self, spec):
        entity, record = spec["entity"], dict(spec["record"])
        by = self.user(spec.get("by", "Kim Berg"))
        row = self.tables[entity].rows.get(record.pop("Id", record.pop("id", None)))
        if row is None:
            row = self.insert(entity, record, by)
        else:
            self.change(entity, row, record, by)
        return dict(row)

    def delete(self, spec):
        row = self.tables[spec["entity"]].rows.get(spec["id"])
        if row is None:
            return {"deleted": False}
        self.change(spec["entity"], row, {"IsDeleted": True}, self.me)
        return {"deleted": True}

    def state(self, query):
        rows = self.tables[query["entity"]].rows
        if "id" in query:
            rows = {query["id"]: rows[query["id"]]} if query["id"] in rows else {}
        kept = [row for row in rows.values() if not row["IsDeleted"]]
        return {"count": len(kept), "records": kept[:1000]}

    def edit_between_pages(self, request):
        """The first record of the list just answered; or, of a single record, that one."""
        entity = request.parts[4] if "sobjects" in request.parts else None
        identifier = request.parts[5] if entity and len(request.parts) == 6 else None
        if request.arg("q"):
            query = self.parse(request.arg("q"))
            entity = query.entity
            hits = self.run(query, True)
            identifier = hits[0]["Id"] if hits else None
        row = self.tables[entity].rows.get(identifier) if entity else None
        if row is not None:
            field = "Description" if "Description" in row else "Subject"
            self.change(entity, row, {field: "edited between pages"}, self.user("Kim Berg"))


if __name__ == "__main__":
    peer.run(Salesforce())
