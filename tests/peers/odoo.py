#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stands in for Odoo: /jsonrpc up to 19, /json/2 from 19 on.

Options (POST /_peer/options): "release": "17.0"; "keys": API keys of the user; "key-field": whether
project.task has x_amends_key; "custom": whether companies have fields of their own; "ratings":
whether the module of rating.rating is there; "writes": whether the user may create tasks.
"""

import datetime
import html
import re

import peer
from peer import Answer, Crm, Table

DATABASE = "acme"
LOGIN = "robin@vendor.example"
LOCK_AFTER = 5
COMMON = {
    "id": "integer", "create_date": "datetime", "write_date": "datetime",
    "create_uid": ("many2one", "res.users"), "write_uid": ("many2one", "res.users"),
}
CUSTOM = {"x_arr": "float", "x_renewal": "date", "x_contract_start": "date", "x_health": "integer",
          "x_nps": "integer", "x_csat": "float", "x_segment": "selection", "x_strategic": "boolean",
          "x_currency": "char"}
MODELS = {
    "res.users": dict(COMMON, name="char", login="char", active="boolean", tz="selection"),
    "res.partner": dict(COMMON, name="char", is_company="boolean", active="boolean",
                        parent_id=("many2one", "res.partner"),
                        commercial_partner_id=("many2one", "res.partner"), function="char",
                        email="char", phone="char", comment="html", lang="selection", tz="selection",
                        user_id=("many2one", "res.users"), **CUSTOM),
    "project.project": dict(COMMON, name="char", active="boolean"),
    "project.task": dict(COMMON, name="char", active="boolean", description="html",
                         project_id=("many2one", "project.project"),
                         partner_id=("many2one", "res.partner"),
                         user_ids=("many2many", "res.users"), priority="selection",
                         state="selection", date_end="datetime", x_amends_key="char"),
    "mail.activity": dict(COMMON, res_model="char", res_id="many2one_reference", summary="char",
                          note="html", date_deadline="date", active="boolean",
                          user_id=("many2one", "res.users")),
    "mail.message": dict(COMMON, model="char", res_id="many2one_reference", body="html", subject="char",
                         message_type="selection", message_id="char", email_from="char", date="datetime",
                         author_id=("many2one", "res.partner"), is_internal="boolean",
                         mail_activity_type_id=("many2one", "mail.activity.type")),
    "rating.rating": dict(COMMON, partner_id=("many2one", "res.partner"), rating="float",
                          feedback="text", consumed="boolean", res_name="char"),
}
SELECTIONS = {
    ("project.task", "state"): ["01_in_progress", "02_changes_requested", "03_approved", "1_done",
                                "1_canceled", "04_waiting_normal"],
    ("project.task", "priority"): ["0", "1"],
    ("mail.message", "message_type"): ["email", "comment", "email_outgoing", "notification"],
    ("res.partner", "x_segment"): ["enterprise", "mid-market", "smb"],
}
DEFAULTS = {
    "project.task": {"state": "01_in_progress", "priority": "0", "user_ids": []},
    "res.users": {"tz": "Europe/Amsterdam"}, "res.partner": {"is_company": False, "lang": "en_US"},
    "rating.rating": {"consumed": False},
}
REQUIRED = {"res.partner": ["name"], "project.task": ["name"], "res.users": ["login"]}
READ_ONLY = {*COMMON, "commercial_partner_id"}
POST_ARGUMENTS = {"body", "subject", "message_type", "subtype_xmlid", "subtype_id", "email_from",
                  "author_id", "partner_ids", "date", "message_id", "parent_id", "body_is_html"}
CODES = {"AccessDenied": 403, "AccessError": 403, "MissingError": 404, "NotFound": 404,
         "Unauthorized": 401, "UnprocessableEntity": 422, "ValidationError": 422, "UserError": 422}


class Refused(Exception):
    def __init__(self, name, message):
        super().__init__(message)
        self.name = name
        self.message = message


class Odoo(Crm):
    def __init__(self):
        super().__init__()
        self.options = {"release": "17.0", "keys": ["test-key"], "key-field": True, "custom": True,
                        "ratings": True, "writes": True}
        self.tables = {model: Table() for model in MODELS}
        self.last = {model: 0 for model in MODELS}
        self.bad = 0
        self.me = self.insert("res.users", {"name": "Robin Vos", "login": LOGIN}, 1)
        self.mine = self.insert("res.partner", {"name": "Robin Vos"}, self.me)
        self.insert("project.project", {"name": "Escalations"}, self.me)

    @property
    def major(self):
        return int(self.options["release"].split(".")[0])

    def stamp(self, offset=0.0):
        moment = datetime.datetime.fromtimestamp(self.now() + offset, datetime.timezone.utc)
        return moment.strftime("%Y-%m-%d %H:%M:%S.%f")

    def fields(self, model):
        if model not in MODELS or (model == "rating.rating" and not self.options["ratings"]):
            raise Refused("odoo.exceptions.UserError", f"Object {model} doesn't exist")
        fields = dict(MODELS[model])
        if not self.options["key-field"]:
            fields.pop("x_amends_key", None)
        if not self.options["custom"]:
            fields = {name: kind for name, kind in fields.items() if name not in CUSTOM}
        if model == "mail.activity" and self.major < 18:
            fields.pop("active")
        return fields

    # Answers

    def credential(self, request):
        body = request.json()
        args = body.get("params", {}).get("args", []) if isinstance(body, dict) else []
        return request.headers.get("Authorization") or (str(args[2]) if len(args) > 2 else None)

    @staticmethod
    def fault(name, message):
        return {"jsonrpc": "2.0", "id": 1, "error": {
            "code": 200, "message": "Odoo Server Error",
            "data": {"name": name, "message": message, "arguments": [message], "context": {},
                     "debug": "Traceback (most recent call last): …"}}}

    def error(self, status, request):
        names = {400: "odoo.exceptions.ValidationError", 401: "odoo.exceptions.AccessDenied",
                 403: "odoo.exceptions.AccessError", 404: "odoo.exceptions.MissingError",
                 409: "psycopg2.errors.SerializationFailure", 422: "odoo.exceptions.ValidationError"}
        if status not in names:
            return Answer(status, b"<html><body>Trouble</body></html>",
                          {"Retry-After": "1"} if status == 429 else {})
        if request.path.startswith("/json/2/"):
            return Answer(status, {"name": names[status], "message": "as told", "arguments": [],
                                   "context": {}, "debug": ""})
        return Answer(200, self.fault(names[status], "as told"))

    def empty_list(self, request):
        if request.path.startswith("/json/2/"):
            return Answer(200, [])
        return Answer(200, {"jsonrpc": "2.0", "id": 1, "result": []})

    def error_in_200(self, request):
        return Answer(200, self.fault("odoo.exceptions.UserError", "An error inside 200"))

    def handle(self, request):
        if request.path == "/web/version" and self.major >= 19:
            return Answer(200, {"version": self.options["release"], "version_info": [self.major, 0, 0, "final", 0, ""]})
        if request.path == "/jsonrpc" and self.major < 20 and request.method == "POST":
            return self.jsonrpc(request)
        if request.parts[:2] == ["json", "2"] and len(request.parts) == 4 and self.major >= 19:
            return self.json2(request, *request.parts[2:])
        return Answer(404, b"<!doctype html><title>404 Not Found</title>")

    def jsonrpc(self, request):
        body = request.json()
        if not isinstance(body, dict):
            return Answer(400, b"<!doctype html><title>400 Bad Request</title>")
        try:
            params = body["params"]
            result = self.service(params["service"], params["method"], params["args"])
        except Refused as refused:
            return Answer(200, self.fault(refused.name, refused.message))
        except (KeyError, TypeError, ValueError, IndexError) as broken:
            return Answer(200, self.fault(f"builtins.{type(broken).__name__}", str(broken)))
        answer = {"jsonrpc": "2.0", "id": body.get("id")}
        if result is not None:
            answer["result"] = result
        return Answer(200, answer)

    def service(self, service, method, args):
        if (service, method) == ("common", "version"):
            return {"server_version": self.options["release"],
                    "server_version_info": [self.major, 0, 0, "final", 0, ""], "protocol_version": 1}
        if (service, method) in (("common", "authenticate"), ("common", "login")):
            return self.authenticate(*args[:3])
        if (service, method) != ("object", "execute_kw"):
            raise Refused("builtins.AttributeError", "no such method")
        database, uid, key, model, name, positional = args[:6]
        named = dict(args[6]) if len(args) > 6 else {}
        if database != DATABASE or uid != self.me or key not in self.options["keys"]:
            raise Refused("odoo.exceptions.AccessDenied", "Access Denied")
        context = named.pop("context", {})
        return self.shape(name, self.call(model, name, list(positional), named, context))

    def authenticate(self, database, login, key):
        if self.bad >= LOCK_AFTER:
            raise Refused("odoo.exceptions.AccessDenied",
                          "Too many login failures, please wait a bit before trying again.")
        if database != DATABASE:
            raise Refused("psycopg2.OperationalError", f'database "{database}" does not exist')
        if login != LOGIN or key not in self.options["keys"]:
            self.bad += 1
            return False
        return self.me

    def shape(self, name, result):
        """What a record that a method returns looks like over /jsonrpc."""
        if name == "message_post":
            return result[0]
        if name == "activity_schedule" and self.major < 18:
            return f"mail.activity({result[0]},)"
        return result

    def json2(self, request, model, method):
        kind, _, key = (request.headers.get("Authorization") or "").partition(" ")
        body = request.json()
        try:
            if kind.lower() != "bearer" or key not in self.options["keys"]:
                raise Refused("werkzeug.exceptions.Unauthorized", "Invalid apikey")
            if request.headers.get("X-Odoo-Database") not in (None, DATABASE):
                raise Refused("werkzeug.exceptions.NotFound", "no such database")
            if not isinstance(body, dict):
                raise Refused("werkzeug.exceptions.UnprocessableEntity", "expecting a json object")
            if model not in MODELS or (model == "rating.rating" and not self.options["ratings"]):
                raise Refused("werkzeug.exceptions.NotFound", f"the model {model!r} does not exist")
            context, ids = body.pop("context", {}), body.pop("ids", None)
            return Answer(200, self.call(model, method, [] if ids is None else [ids], body, context))
        except Refused as refused:
            status = CODES.get(refused.name.rpartition(".")[2], 422)
            return Answer(status, {"name": refused.name, "message": refused.message,
                                   "arguments": [refused.message], "context": {}, "debug": ""})
        except (KeyError, TypeError, ValueError, IndexError) as broken:
            return Answer(500, {"name": f"builtins.{type(broken).__name__}", "message": str(broken),
                                "arguments": [], "context": {}, "debug": ""})

    # Methods

    def call(self, model, name, positional, named, context):
        fields = self.fields(model)
        known = {"context_get": self.context_get, "fields_get": self.fields_get, "read": self.read,
                 "search_read": self.search_read, "search": self.search, "create": self.create,
                 "search_count": self.search_count, "write": self.write, "unlink": self.unlink,
                 "message_post": self.message_post, "activity_schedule": self.activity_schedule,
                 "action_feedback": self.action_feedback, "has_access": self.has_access,
                 "check_access_rights": self.check_access_rights}
        if name not in known or (name == "check_access_rights" and self.major >= 19) \
                or (name == "has_access" and self.major < 18):
            raise Refused("builtins.AttributeError", f"The method '{model}.{name}' does not exist")
        return known[name](model, fields, context, *positional, **named)

    def context_get(self, model, fields, context):
        return {"lang": "en_US", "tz": self.tables["res.users"].rows[self.me]["tz"], "uid": self.me}

    def fields_get(self, model, fields, context, allfields=None, attributes=None):
        shown = {}
        for name, kind in fields.items():
            plain = kind[0] if isinstance(kind, tuple) else kind
            full = {"type": plain, "string": name.removeprefix("x_").replace("_", " ").capitalize(),
                    "readonly": name in READ_ONLY, "required": name in REQUIRED.get(model, ())}
            if (model, name) in SELECTIONS:
                full["selection"] = [[value, value] for value in SELECTIONS[model, name]]
            shown[name] = {key: value for key, value in full.items() if not attributes or key in attributes}
        return shown

    def has_access(self, model, fields, context, ids, operation):
        return self.options["writes"] or operation == "read"

    def check_access_rights(self, model, fields, context, operation, raise_exception=True):
        return self.options["writes"] or operation == "read"

    def value(self, model, row, name):
        if name == "commercial_partner_id" and model == "res.partner":
            above = row.get("parent_id")
            return above if above and not row.get("is_company") else row["id"]
        return row.get(name, False)

    def show(self, model, fields, row, names):
        shown = {"id": row["id"]}
        for name in names:
            if name not in fields:
                raise Refused("builtins.ValueError", f"Invalid field '{name}' on model '{model}'")
            kind, value = fields[name], self.value(model, row, name)
            if kind == "datetime" and value:
                value = value[:19]
            elif isinstance(kind, tuple) and kind[0] == "many2one" and value:
                other = self.tables[kind[1]].rows.get(value) if kind[1] in self.tables else None
                value = [value, other["name"] if other else "To-Do"]
            shown[name] = value
        return shown

    def holds(self, model, fields, row, condition):
        name, operator, wanted = condition
        if name not in fields:
            raise Refused("builtins.ValueError", f"Invalid field {model}.{name} in leaf {condition!r}")
        value = self.value(model, row, name)
        if operator == "=":
            return value == wanted or (wanted is False and value in (None, "", []))
        if operator == "!=":
            return not self.holds(model, fields, row, (name, "=", wanted))
        if operator in ("in", "not in"):
            return (value in wanted) == (operator == "in")
        if operator in ("like", "ilike"):
            text = str(value or "")
            return wanted in text if operator == "like" else wanted.lower() in text.lower()
        if value in (False, None):
            return False
        return {">": value > wanted, ">=": value >= wanted, "<": value < wanted,
                "<=": value <= wanted}[operator]

    def matches(self, model, fields, row, domain):
        stack = []
        for part in reversed(domain):
            if part in ("&", "|"):
                one, other = stack.pop(), stack.pop()
                stack.append(one and other if part == "&" else one or other)
            elif part == "!":
                stack.append(not stack.pop())
            else:
                stack.append(self.holds(model, fields, row, part))
        return all(stack)

    def hits(self, model, fields, context, domain, order, limit, offset):
        table = self.tables[model]
        most = None if not limit else limit + offset
        if order == "write_date desc, id desc":
            rows = reversed(table.sorted("stamp", lambda row: (row["write_date"], row["id"]))[1])
        else:
            if (order or "id") not in ("id", "id asc"):
                raise Refused("builtins.ValueError", f"Invalid order {order}")
            above = max([part[2] for part in domain if list(part[:2]) == ["id", ">"]], default=0)
            rows = table.since("id", lambda row: row["id"], above + 1)
        found = []
        for row in rows:
            if "active" in fields and context.get("active_test", True) and not row.get("active", True) \
                    and not any(part[0] == "active" for part in domain):
                continue
            if self.matches(model, fields, row, domain):
                found.append(row)
                if most and len(found) >= most:
                    break
        return found[offset:]

    def search_read(self, model, names, context, domain=(), fields=None, offset=0, limit=None, order=None):
        rows = self.hits(model, names, context, list(domain or ()), order, limit, offset)
        return [self.show(model, names, row, fields or names) for row in rows]

    def search(self, model, names, context, domain=(), offset=0, limit=None, order=None):
        return [row["id"] for row in self.hits(model, names, context, list(domain), order, limit, offset)]

    def search_count(self, model, names, context, domain=()):
        return len(self.hits(model, names, context, list(domain), None, None, 0))

    def read(self, model, names, context, ids, fields=None):
        rows = self.tables[model].rows
        return [self.show(model, names, rows[one], fields or names) for one in ids if one in rows]

    def check(self, model, fields, values):
        for name, value in values.items():
            if name not in fields:
                raise Refused("builtins.ValueError", f"Invalid field '{name}' on model '{model}'")
            if name in READ_ONLY:
                raise Refused("odoo.exceptions.AccessError", f"{name} cannot be written")
            kind = fields[name]
            if (model, name) in SELECTIONS and value is not False and value not in SELECTIONS[model, name]:
                raise Refused("builtins.ValueError", f"Wrong value for {model}.{name}: {value!r}")
            if kind == "datetime" and value and not re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", value):
                raise Refused("builtins.ValueError", f"time data {value!r} does not match format '%Y-%m-%d %H:%M:%S'")
            if kind == "date" and value and not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
                raise Refused("builtins.ValueError", f"unconverted data remains: {value!r}")
            if isinstance(kind, tuple) and kind[0] == "many2one" and value \
                    and value not in self.tables[kind[1]].rows:
                raise Refused("psycopg2.errors.ForeignKeyViolation", f"{name} {value} is not there")

    @staticmethod
    def settle(fields, values):
        """Commands on several records become their ids."""
        settled = dict(values)
        for name, value in values.items():
            if isinstance(fields.get(name), tuple) and fields[name][0] == "many2many" and value and isinstance(value[0], list):
                settled[name] = list(value[0][2])
        return settled

    def create(self, model, fields, context, vals_list):
        several = isinstance(vals_list, list)
        if not self.options["writes"]:
            raise Refused("odoo.exceptions.AccessError", f"You are not allowed to create '{model}' records.")
        made = []
        for values in vals_list if several else [vals_list]:
            self.check(model, fields, values)
            for name in REQUIRED.get(model, ()):
                if not values.get(name):
                    raise Refused("odoo.exceptions.ValidationError", f"Missing required field {name}")
            made.append(self.insert(model, self.settle(fields, values), self.me))
        return made if several else made[0]

    def rows_of(self, model, ids):
        table = self.tables[model].rows
        for one in ids:
            if one not in table:
                raise Refused("odoo.exceptions.MissingError", "Record does not exist or has been deleted.")
        return [table[one] for one in ids]

    def write(self, model, fields, context, ids, vals):
        rows = self.rows_of(model, ids)
        self.check(model, fields, vals)
        for row in rows:
            self.change(model, row, self.settle(fields, vals), self.me)
        return True

    def unlink(self, model, fields, context, ids):
        self.rows_of(model, ids)
        for one in ids:
            self.tables[model].remove(one)
        return True

    def message_post(self, model, fields, context, ids, **values):
        self.rows_of(model, ids)
        unknown = set(values) - POST_ARGUMENTS
        if unknown or (self.major < 17 and "body_is_html" in values):
            raise Refused("builtins.ValueError", f"Those values are not supported when posting or notifying: {sorted(unknown)}")
        body = values.get("body", "")
        if self.major >= 17 and not values.get("body_is_html"):
            body = html.escape(body)
        body = re.sub(r"(?is)<script.*?</script>", "", body)
        made = self.insert("mail.message", {
            "model": model, "res_id": ids[0], "body": f"<p>{body}</p>", "subject": values.get("subject") or False,
            "message_type": values.get("message_type", "notification"), "author_id": self.mine,
            "message_id": values.get("message_id") or f"<{self.last['mail.message']}.odoo@acme.example>",
            "email_from": values.get("email_from") or '"Robin Vos" <robin@vendor.example>',
            "date": values.get("date") or self.stamp(), "is_internal": True,
            "mail_activity_type_id": False}, self.me)
        return [made]

    def activity_schedule(self, model, fields, context, ids, act_type_xmlid="", date_deadline=None,
                          summary="", note="", **values):
        self.rows_of(model, ids)
        full = {"res_model": model, "res_id": ids[0], "summary": summary, "note": note,
                "date_deadline": date_deadline or self.stamp()[:10], "user_id": values.get("user_id", self.me)}
        self.check("mail.activity", MODELS["mail.activity"], {"date_deadline": full["date_deadline"]})
        return [self.insert("mail.activity", full, self.me)]

    def action_feedback(self, model, fields, context, ids, feedback=False, attachment_ids=None):
        for row in self.rows_of(model, ids):
            self.insert("mail.message", {
                "model": row["res_model"], "res_id": row["res_id"], "subject": False, "author_id": self.mine,
                "body": f"<p>To-Do done: {row['summary']}</p><div>{row['note']}</div>",
                "message_type": "notification", "date": self.stamp(), "mail_activity_type_id": 4}, self.me)
            if self.major >= 18:
                self.change(model, row, {"active": False}, self.me)
            else:
                self.tables[model].remove(row["id"])
        return self.last["mail.message"]

    def insert(self, model, values, by, stamp=None):
        self.last[model] += 1
        stamp = stamp or self.stamp()
        row = {**DEFAULTS.get(model, {}), **({"active": True} if "active" in MODELS[model] else {}), **values}
        row.update(id=self.last[model], create_date=stamp, write_date=stamp, create_uid=by, write_uid=by)
        self.tables[model].put(row["id"], row)
        return row["id"]

    def change(self, model, row, values, by):
        row.update(values)
        row.update(write_date=max(self.stamp(), row["write_date"]), write_uid=by)
        self.tables[model].touched()

    # Steering

    def user(self, name):
        for row in self.tables["res.users"].rows.values():
            if row["name"] == name:
                return row["id"]
        return self.insert("res.users", {"name": name, "login": name.replace(" ", ".").lower() + "@vendor.example"}, 1)

    def seed(self, spec):
        model, count, ties = spec["entity"], spec["count"], spec.get("ties", 1)
        by, begin = self.user("Kim Berg"), -(count // ties) - 1
        name = {"mail.message": "body", "mail.activity": "summary", "rating.rating": "feedback"}.get(model, "name")
        first = last = None
        for n in range(count):
            values = {key: value.replace("{n}", str(n)) if isinstance(value, str) else value
                      for key, value in {name: "{n}", **spec.get("fields", {})}.items()}
            last = self.insert(model, values, by, self.stamp(begin + n // ties))
            first = first or last
        return {"count": count, "first": str(first), "last": str(last)}

    def put(self, spec):
        model, record = spec["entity"], dict(spec["record"])
        by = self.user(spec.get("by", "Kim Berg"))
        row = self.tables[model].rows.get(int(record.pop("id", 0)))
        if row is None:
            row = self.tables[model].rows[self.insert(model, record, by)]
        else:
            self.change(model, row, record, by)
        return dict(row)

    def delete(self, spec):
        return {"deleted": self.tables[spec["entity"]].remove(int(spec["id"])) is not None}

    def state(self, query):
        rows = self.tables[query["entity"]].rows
        if "id" in query:
            rows = {key: row for key, row in rows.items() if key == int(query["id"])}
        return {"count": len(rows), "records": list(rows.values())[:1000]}

    def edit_between_pages(self, request):
        body = request.json()
        if request.path == "/jsonrpc":
            args = body["params"]["args"]
            model, method, named = (args[3], args[4], args[6]) if len(args) > 6 else (None, None, {})
        else:
            model, method, named = request.parts[2], request.parts[3], body
        if method != "search_read":
            return
        rows = self.hits(model, MODELS[model], {"active_test": False}, named.get("domain", []),
                         named.get("order"), 1, 0)
        if rows:
            field = next(name for name in ("description", "comment", "note", "name", "body") if name in MODELS[model])
            self.change(model, rows[0], {field: "edited between pages"}, self.user("Kim Berg"))


if __name__ == "__main__":
    peer.run(Odoo())
