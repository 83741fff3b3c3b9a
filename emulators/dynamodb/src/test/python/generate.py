"""Generates requests to two tables: things (id) and parts (id, part). The same seed gives the same requests."""

import base64
import random

ATTRIBUTES = ["a", "b", "c", "list", "map"]
TABLES = [
    {
        "TableName": "things",
        "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
        "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
    },
    {
        "TableName": "parts",
        "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [
            {"AttributeName": "id", "AttributeType": "S"},
            {"AttributeName": "part", "AttributeType": "N"},
        ],
        "KeySchema": [
            {"AttributeName": "id", "KeyType": "HASH"},
            {"AttributeName": "part", "KeyType": "RANGE"},
        ],
    },
]


class Generator:
    def __init__(self, seed):
        self.random = random.Random(seed)

    def request(self):
        """An operation and its request."""
        operation = self.random.choice(
            ["PutItem"] * 3
            + ["UpdateItem"] * 4
            + ["DeleteItem", "GetItem", "Query", "Query", "Scan", "BatchGetItem", "BatchWriteItem"]
            + ["TransactWriteItems", "TransactGetItems"]
        )
        return operation, getattr(self, operation)()

    def PutItem(self):
        table = self.table()
        request = {"TableName": table, "Item": self.item(table)}
        self.with_condition(request, 0.4)
        if self.chance(0.3):
            request["ReturnValues"] = "ALL_OLD"
        return request

    def DeleteItem(self):
        table = self.table()
        request = {"TableName": table, "Key": self.key(table)}
        self.with_condition(request, 0.4)
        if self.chance(0.3):
            request["ReturnValues"] = "ALL_OLD"
        return request

    def UpdateItem(self):
        table = self.table()
        placeholders = Placeholders(self)
        request = {"TableName": table, "Key": self.key(table), "UpdateExpression": self.update(placeholders)}
        if self.chance(0.3):
            request["ConditionExpression"] = self.condition(placeholders, 2)
        request["ReturnValues"] = self.random.choice(["NONE", "ALL_OLD", "ALL_NEW", "UPDATED_OLD", "UPDATED_NEW"])
        placeholders.add_to(request)
        return request

    def GetItem(self):
        table = self.table()
        request = {"TableName": table, "Key": self.key(table)}
        self.with_projection(request)
        return request

    def Query(self):
        placeholders = Placeholders(self)
        condition = f"id = {placeholders.value({'S': self.id()})}"
        sort = self.random.randrange(8)
        number = lambda: placeholders.value({"N": str(self.random.randrange(5))})
        if sort < 5:
            condition += f" AND part {['=', '<', '<=', '>', '>='][sort]} {number()}"
        elif sort == 5:
            low, high = sorted(self.random.sample(range(5), 2))
            condition += (
                f" AND part BETWEEN {placeholders.value({'N': str(low)})} AND {placeholders.value({'N': str(high)})}"
            )
        request = {
            "TableName": "parts",
            "KeyConditionExpression": condition,
            "ScanIndexForward": self.chance(0.5),
        }
        if self.chance(0.5):
            request["FilterExpression"] = self.condition(placeholders, 2)
        if self.chance(0.3):
            request["Limit"] = self.random.randrange(1, 4)
        placeholders.add_to(request)
        return request

    def Scan(self):
        request = {"TableName": self.table()}
        placeholders = Placeholders(self)
        if self.chance(0.7):
            request["FilterExpression"] = self.condition(placeholders, 3)
        placeholders.add_to(request)
        return request

    def BatchGetItem(self):
        keys = {self.id() for _ in range(3)}
        return {"RequestItems": {"things": {"Keys": [{"id": {"S": key}} for key in sorted(keys)]}}}

    def BatchWriteItem(self):
        writes = []
        for key in sorted({self.id() for _ in range(3)}):
            if self.chance(0.7):
                item = self.item("things")
                item["id"] = {"S": key}
                writes.append({"PutRequest": {"Item": item}})
            else:
                writes.append({"DeleteRequest": {"Key": {"id": {"S": key}}}})
        return {"RequestItems": {"things": writes}}

    def TransactWriteItems(self):
        actions = []
        for key in sorted({self.id() for _ in range(3)}):
            kind = self.random.choice(["Put", "Update", "Delete", "ConditionCheck"])
            action = {"TableName": "things"}
            if kind == "Put":
                action["Item"] = {**self.item("things"), "id": {"S": key}}
            else:
                action["Key"] = {"id": {"S": key}}
            placeholders = Placeholders(self)
            if kind == "Update":
                action["UpdateExpression"] = self.update(placeholders)
            if kind == "ConditionCheck" or self.chance(0.3):
                action["ConditionExpression"] = self.condition(placeholders, 1)
            placeholders.add_to(action)
            actions.append({kind: action})
        return {"TransactItems": actions}

    def TransactGetItems(self):
        keys = sorted({self.id() for _ in range(3)})
        return {"TransactItems": [{"Get": {"TableName": "things", "Key": {"id": {"S": key}}}} for key in keys]}

    def chance(self, probability):
        return self.random.random() < probability

    def table(self):
        return self.random.choice(["things", "parts"])

    def id(self):
        return self.random.choice("pqrst")

    def key(self, table):
        key = {"id": {"S": self.id()}}
        if table == "parts":
            key["part"] = {"N": str(self.random.randrange(5))}
        return key

    def item(self, table):
        item = self.key(table)
        for attribute in self.random.sample(ATTRIBUTES, self.random.randrange(len(ATTRIBUTES))):
            item[attribute] = self.value_of(attribute)
        return item

    def value_of(self, attribute):
        if attribute == "list" and self.chance(0.8):
            return {"L": [self.value(1) for _ in range(self.random.randrange(4))]}
        if attribute == "map" and self.chance(0.8):
            return {"M": {name: self.value(1) for name in self.random.sample(["x", "y", "z"], 2)}}
        return self.value(2)

    def value(self, depth):
        choice = self.random.randrange(8 if depth == 0 else 10)
        word = lambda: self.random.choice(["", "a", "ab", "abc", "b", "z", "é", "\U0001f600"])
        if choice == 0:
            return {"S": word()}
        if choice in (1, 2):
            return {"N": self.number()}
        if choice == 3:
            return {"B": base64.b64encode(word().encode()).decode()}
        if choice == 4:
            return {"BOOL": self.chance(0.5)}
        if choice == 5:
            return {"NULL": True}
        if choice == 6:
            return {"SS": self.random.sample(["a", "b", "c", "ab"], self.random.randrange(1, 4))}
        if choice == 7:
            return {"NS": self.random.sample(["1", "2", "-3", "4.5"], self.random.randrange(1, 4))}
        if choice == 8:
            return {"L": [self.value(depth - 1) for _ in range(self.random.randrange(3))]}
        return {"M": {name: self.value(depth - 1) for name in self.random.sample(["x", "y"], self.random.randrange(3))}}

    def number(self):
        return self.random.choice(["0", "1", "2", "3", "10", "-1", "1.5", "100000000000000000000", "-0.001"])

    def path(self, placeholders):
        attribute = self.random.choice(ATTRIBUTES + ["id"])
        path = placeholders.name(attribute) if self.chance(0.5) or attribute in ("list", "map") else attribute
        if attribute == "list" and self.chance(0.5):
            path += f"[{self.random.randrange(3)}]"
        if attribute == "map" and self.chance(0.5):
            path += "." + self.random.choice(["x", "y", "z"])
        return path

    def update(self, placeholders):
        paths = self.random.sample(["a", "b", "c", "list", "map"], 2)
        clauses = {}
        for attribute in paths:
            path = placeholders.name(attribute)
            verb = self.random.choice(["SET", "SET", "SET", "REMOVE", "ADD", "DELETE"])
            if attribute == "list" and self.chance(0.5) and verb in ("SET", "REMOVE"):
                path += f"[{self.random.randrange(4)}]"
            if attribute == "map" and self.chance(0.5) and verb in ("SET", "REMOVE"):
                path += "." + self.random.choice(["x", "y", "z"])
            if verb == "SET":
                clauses.setdefault(verb, []).append(f"{path} = {self.set_value(path, placeholders)}")
            elif verb == "REMOVE":
                clauses.setdefault(verb, []).append(path)
            else:
                value = self.random.choice([{"SS": ["a", "z"]}, {"NS": ["1", "7"]}])
                if verb == "ADD" and self.chance(0.5):
                    value = {"N": self.number()}
                clauses.setdefault(verb, []).append(f"{path} {placeholders.value(value)}")
        return " ".join(f"{verb} {', '.join(actions)}" for verb, actions in clauses.items())

    def set_value(self, path, placeholders):
        choice = self.random.randrange(6)
        if choice == 0:
            return f"{path} {self.random.choice('+-')} {placeholders.value({'N': self.number()})}"
        if choice == 1:
            return f"if_not_exists({path}, {placeholders.value(self.value(1))})"
        if choice == 2:
            return f"list_append({path}, {placeholders.value({'L': [self.value(0)]})})"
        if choice == 3:
            return placeholders.name(self.random.choice(ATTRIBUTES))
        return placeholders.value(self.value(2))

    def condition(self, placeholders, depth):
        choice = self.random.randrange(9 if depth == 0 else 13)
        path = lambda: self.path(placeholders)
        value = lambda: placeholders.value(self.value(1))
        if choice == 0:
            return f"attribute_exists({path()})"
        if choice == 1:
            return f"attribute_not_exists({path()})"
        if choice == 2:
            kind = self.random.choice(["S", "N", "B", "BOOL", "NULL", "SS", "NS", "L", "M"])
            return f"attribute_type({path()}, {placeholders.value({'S': kind})})"
        if choice == 3:
            return f"begins_with({path()}, {placeholders.value({'S': self.random.choice(['a', 'ab', 'z'])})})"
        if choice == 4:
            return f"contains({path()}, {value()})"
        if choice == 5:
            return f"size({path()}) {self.random.choice(['=', '>', '<='])} {placeholders.value({'N': '1'})}"
        if choice == 6:
            return f"{path()} IN ({value()}, {value()})"
        if choice == 7:
            numbers = sorted(self.random.sample(range(5), 2))
            low, high = (placeholders.value({"N": str(number)}) for number in numbers)
            return f"{path()} BETWEEN {low} AND {high}"
        if choice == 8:
            return f"{path()} {self.random.choice(['=', '<>', '<', '<=', '>', '>='])} {value()}"
        if choice == 9:
            return f"NOT {self.condition(placeholders, depth - 1)}"
        if choice == 10:
            return f"({self.condition(placeholders, depth - 1)})"
        operator = self.random.choice(["AND", "OR"])
        return f"{self.condition(placeholders, depth - 1)} {operator} {self.condition(placeholders, depth - 1)}"

    def with_condition(self, request, probability):
        if self.chance(probability):
            placeholders = Placeholders(self)
            request["ConditionExpression"] = self.condition(placeholders, 2)
            placeholders.add_to(request)

    def with_projection(self, request):
        if self.chance(0.5):
            placeholders = Placeholders(self)
            names = self.random.sample(ATTRIBUTES + ["id"], 2)
            request["ProjectionExpression"] = ", ".join(placeholders.name(name) for name in names)
            placeholders.add_to(request)


class Placeholders:
    def __init__(self, generator):
        self.generator = generator
        self.names = {}
        self.values = {}

    def name(self, attribute):
        alias = f"#{attribute}"
        self.names[alias] = attribute
        return alias

    def value(self, value):
        alias = f":v{len(self.values)}"
        self.values[alias] = value
        return alias

    def add_to(self, request):
        if self.names:
            request["ExpressionAttributeNames"] = self.names
        if self.values:
            request["ExpressionAttributeValues"] = self.values
