"""Sends the same generated requests to the emulator and to moto, and compares their answers.

usage: compare.py ENDPOINT [REQUESTS] [SEED]
"""

import collections
import http.client
import json
import logging
import sys
import urllib.parse

import known_differences
from generate import TABLES, Generator


class Endpoint:
    def __init__(self, url):
        parts = urllib.parse.urlsplit(url)
        self.connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=60)

    def call(self, operation, request):
        """The name of the error, or none, and the body of the answer."""
        self.connection.request(
            "POST",
            "/",
            json.dumps(request),
            {
                "X-Amz-Target": f"DynamoDB_20120810.{operation}",
                "Content-Type": "application/x-amz-json-1.0",
                "Authorization": "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/dynamodb/aws4_request, "
                "SignedHeaders=host, Signature=0",
            },
        )
        response = self.connection.getresponse()
        text = response.read()
        if response.status >= 500:
            return f"{response.status}", {}
        body = json.loads(text or "{}")
        error = body.get("__type", "").split("#")[-1] if response.status >= 400 else None
        return error, body


def normalized(value):
    """A copy in which what has no order is sorted, and numbers have one form."""
    if isinstance(value, dict):
        if len(value) == 1:
            kind, content = next(iter(value.items()))
            if kind in ("SS", "BS"):
                return {kind: sorted(content)}
            if kind == "NS":
                return {kind: sorted(content, key=float)}
        return {name: normalized(member) for name, member in value.items()}
    if isinstance(value, list):
        return [normalized(element) for element in value]
    return value


def comparable(operation, error, body):
    if error:
        reasons = [reason.get("Code") for reason in body.get("CancellationReasons", [])]
        return [error, reasons]
    # moto answers these members unasked.
    unasked = ("ConsumedCapacity", "ItemCollectionMetrics")
    body = {name: normalized(member) for name, member in body.items() if name not in unasked}
    if operation == "Scan":
        body["Items"].sort(key=json.dumps)
    if operation == "BatchGetItem":
        for items in body["Responses"].values():
            items.sort(key=json.dumps)
    return [None, body]


def main(endpoint, count, seed):
    from moto.server import ThreadedMotoServer

    logging.getLogger("werkzeug").setLevel(logging.CRITICAL)
    moto = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    moto.start()
    host, port = moto.get_host_and_port()
    ours, theirs = Endpoint(endpoint), Endpoint(f"http://{host}:{port}")
    for table in TABLES:
        ours.call("DeleteTable", {"TableName": table["TableName"]})
        ours.call("CreateTable", table)
        theirs.call("CreateTable", table)
    generator = Generator(seed)
    known = collections.Counter()
    unknown = 0
    for number in range(count):
        operation, request = generator.request()
        before = stored(ours, operation, request)
        answers = ours.call(operation, request), theirs.call(operation, request)
        after = stored(ours, operation, request), stored(theirs, operation, request)
        if after[0] != after[1] or comparable(operation, *answers[0]) != comparable(operation, *answers[1]):
            bodies = [(error, normalized(body)) for error, body in answers]
            name = known_differences.of(known_differences.Case(operation, request, before, *bodies, *after))
            known[name] += 1
            if not name:
                unknown += 1
                show(number, operation, request, before, answers, after)
            resync(ours, theirs)
    moto.stop()
    print(f"{count} requests of seed {seed}: {sum(known.values())} differ, {unknown} of them unknown")
    for known_difference, page in known_differences.KNOWN.items():
        print(f"{known[known_difference.__name__]:6}  moto {known_difference.__name__.replace('_', ' ')}: {page}")
    return unknown == 0


def stored(endpoint, operation, request):
    """The items that a write concerns."""
    if operation in ("PutItem", "UpdateItem", "DeleteItem"):
        keys = [(request["TableName"], request.get("Key") or request["Item"])]
    elif operation == "BatchWriteItem":
        writes = [next(iter(write.values())) for write in request["RequestItems"]["things"]]
        keys = [("things", write.get("Key") or write["Item"]) for write in writes]
    elif operation == "TransactWriteItems":
        writes = [next(iter(action.values())) for action in request["TransactItems"]]
        keys = [("things", write.get("Key") or write["Item"]) for write in writes]
    else:
        return []
    items = []
    for table, given in keys:
        key = {name: given[name] for name in ("id", "part") if name in given and (table == "parts" or name == "id")}
        items.append(normalized(endpoint.call("GetItem", {"TableName": table, "Key": key})[1].get("Item")))
    return items


def show(number, operation, request, before, answers, after):
    print(f"request {number} differs: {operation} {json.dumps(request, ensure_ascii=False)}")
    print(f"  before: {json.dumps(before, ensure_ascii=False)}")
    for who, (error, body), items in zip(("emulator", "moto"), answers, after):
        print(f"  {who}: {error or 'done'} {json.dumps(body, ensure_ascii=False)}")
        print(f"    and has {json.dumps(items, ensure_ascii=False)}")


def resync(ours, theirs):
    """Gives moto exactly the items of the emulator, so that one difference does not make others."""
    for table in TABLES:
        name = {"TableName": table["TableName"]}
        mine = keyed(table, ours.call("Scan", name)[1]["Items"])
        error, page = theirs.call("Scan", name)
        if error:
            # It cannot read what it has stored.
            theirs.call("DeleteTable", name)
            theirs.call("CreateTable", table)
        other = {} if error else keyed(table, page["Items"])
        for key in other.keys() - mine.keys():
            theirs.call("DeleteItem", {**name, "Key": json.loads(key)})
        for key, item in mine.items():
            if normalized(item) != normalized(other.get(key)):
                theirs.call("PutItem", {**name, "Item": item})


def keyed(table, items):
    names = [element["AttributeName"] for element in table["KeySchema"]]
    return {json.dumps({name: item[name] for name in names}): item for item in items}


if __name__ == "__main__":
    requests = int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    sys.exit(0 if main(sys.argv[1], requests, seed) else 1)
