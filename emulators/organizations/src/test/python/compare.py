"""Sends the same generated requests to the emulator and to moto, and compares their answers.

Each chooses its own IDs. So requests and answers here have names for them, such as <account 3>.

usage: compare.py ENDPOINT [REQUESTS] [SEED]
"""

import collections
import http.client
import json
import logging
import random
import sys
import urllib.parse

import known_differences

ABSENT_ACCOUNT = "999999999999"
ABSENT_UNIT = "ou-0000-00000000"


class Endpoint:
    """One implementation, and the names of its IDs."""

    def __init__(self, url):
        parts = urllib.parse.urlsplit(url)
        self.connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=60)
        self.ids = {}

    def call(self, operation, request):
        """The name of the error, or none, and the body of the answer; with names for IDs, without times."""
        self.connection.request(
            "POST",
            "/",
            self.with_ids(json.dumps(request)),
            {
                "X-Amz-Target": f"AWSOrganizationsV20161128.{operation}",
                "Content-Type": "application/x-amz-json-1.1",
                "Authorization": "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/organizations/aws4_request, "
                "SignedHeaders=host, Signature=0",
            },
        )
        response = self.connection.getresponse()
        text = response.read().decode()
        if response.status >= 500:
            return f"{response.status}", {}
        body = json.loads(self.with_names(text or "{}"))
        error = body.get("__type", "").split("#")[-1] if response.status >= 400 else None
        return error, {} if error else without_times(body)

    def name(self, name, given_id):
        self.ids[f"<{name}>"] = given_id

    def with_ids(self, text):
        for name, given_id in self.ids.items():
            text = text.replace(name, given_id)
        return text

    def with_names(self, text):
        for name, given_id in sorted(self.ids.items(), key=lambda known: -len(known[1])):
            text = text.replace(given_id, name)
        return text


def without_times(value):
    if isinstance(value, dict):
        return {
            name: without_times(member)
            for name, member in value.items()
            if not name.endswith("Timestamp") and member is not None
        }
    return [without_times(element) for element in value] if isinstance(value, list) else value


class Comparison:
    def __init__(self, ours, theirs, seed):
        self.both = ours, theirs
        self.ours, self.theirs = self.both
        self.random = random.Random(seed)
        self.known = collections.Counter()
        self.unknown = 0
        self.requests = 0
        self.created = 0
        self.accounts = {}
        self.units = {}
        theirs.call("CreateOrganization", {"FeatureSet": "ALL"})
        for endpoint in self.both:
            endpoint.name("root", endpoint.call("ListRoots", {})[1]["Roots"][0]["Id"])
            organization = endpoint.call("DescribeOrganization", {})[1]["Organization"]
            endpoint.name("organization", organization["Id"])
            endpoint.name("management", organization["MasterAccountId"])

    def ask(self, operation, request):
        """Sends a request to both. Returns both answers, and whether they are equal."""
        answers = [endpoint.call(operation, request) for endpoint in self.both]
        self.requests += 1
        if answers[0] == answers[1]:
            return answers, True
        name = known_differences.of(known_differences.Case(operation, request, *answers))
        self.known[name] += 1
        if not name:
            self.unknown += 1
            print(f"request {self.requests} differs: {operation} {json.dumps(request)}")
            for who, answer in zip(("emulator", "moto"), answers):
                print(f"  {who}: {answer[0] or 'done'} {json.dumps(answer[1])}")
        return answers, False

    def step(self):
        steps = [
            self.create_account,
            self.create_unit,
            self.move,
            self.rename,
            self.tag,
            self.describe,
            self.pages,
            self.close,
            self.remove,
            self.invalid,
        ]
        self.random.choices(steps, [6, 4, 8, 3, 6, 10, 12, 2, 2, 3])[0]()

    def an_account(self):
        return self.random.choice([*self.accounts, "<management>", ABSENT_ACCOUNT])

    def a_parent(self):
        return self.random.choice([*self.units, "<root>", ABSENT_UNIT])

    def create_account(self):
        self.created += 1
        taken = self.accounts and self.random.random() < 0.1
        number = self.random.choice(list(self.accounts.values()))["number"] if taken else self.created
        request = {"AccountName": f"account {self.created}", "Email": f"account-{number}@example.com"}
        if self.random.random() < 0.3:
            request["Tags"] = self.tags()
        statuses = [endpoint.call("CreateAccount", request)[1]["CreateAccountStatus"] for endpoint in self.both]
        for endpoint, status in zip(self.both, statuses):
            endpoint.name(f"request {self.created}", status["Id"])
        self.known["creates_at_once"] += statuses[0]["State"] != statuses[1]["State"]
        name = f"account {self.created}"
        found = [
            endpoint.call("DescribeCreateAccountStatus", {"CreateAccountRequestId": f"<request {self.created}>"})[1]
            for endpoint in self.both
        ]
        for endpoint, status in zip(self.both, found):
            if "AccountId" in status["CreateAccountStatus"]:
                endpoint.name(name, status["CreateAccountStatus"]["AccountId"])
        answers, _ = self.ask(
            "DescribeCreateAccountStatus", {"CreateAccountRequestId": f"<request {self.created}>"}
        )
        if answers[0][1]["CreateAccountStatus"]["State"] == "SUCCEEDED":
            self.accounts[f"<{name}>"] = {"number": number, "parent": "<root>"}
        else:
            self.theirs.call("RemoveAccountFromOrganization", {"AccountId": f"<{name}>"})

    def create_unit(self):
        self.created += 1
        name = f"unit {self.created}"
        parent = self.a_parent()
        title = self.random.choice([name, "Prod", "Test"])
        request = {"ParentId": parent, "Name": title}
        answers = [endpoint.call("CreateOrganizationalUnit", request) for endpoint in self.both]
        for endpoint, answer in zip(self.both, answers):
            if not answer[0]:
                endpoint.name(name, answer[1]["OrganizationalUnit"]["Id"])
        if answers[0][0]:
            self.ask_again(request, answers)
            if not answers[1][0]:
                self.theirs.call("DeleteOrganizationalUnit", {"OrganizationalUnitId": f"<{name}>"})
        else:
            self.units[f"<{name}>"] = title
            self.ask("DescribeOrganizationalUnit", {"OrganizationalUnitId": f"<{name}>"})

    def ask_again(self, request, answers):
        """Counts a difference in an answer that had an effect."""
        case = known_differences.Case("CreateOrganizationalUnit", request, *answers)
        name = known_differences.of(case) if answers[0] != answers[1] else "equal"
        self.known[name] += name != "equal"
        self.unknown += name is None

    def move(self):
        account = self.an_account()
        parent = self.accounts.get(account, {}).get("parent", "<root>")
        source = parent if self.random.random() < 0.8 else self.a_parent()
        destination = self.a_parent()
        request = {"AccountId": account, "SourceParentId": source, "DestinationParentId": destination}
        if account == "<management>":
            return
        answers, _ = self.ask("MoveAccount", request)
        if not answers[0][0]:
            self.accounts[account]["parent"] = destination
        elif not answers[1][0]:
            back = {"AccountId": account, "SourceParentId": destination, "DestinationParentId": parent}
            self.theirs.call("MoveAccount", back)

    def rename(self):
        if not self.units:
            return
        unit = self.random.choice(list(self.units))
        title = self.random.choice(["Prod", "Test", f"renamed {self.requests}"])
        answers, _ = self.ask("UpdateOrganizationalUnit", {"OrganizationalUnitId": unit, "Name": title})
        before = self.units[unit]
        if not answers[0][0] and answers[1][0]:
            self.ours.call("UpdateOrganizationalUnit", {"OrganizationalUnitId": unit, "Name": before})
        elif answers[0][0] and not answers[1][0]:
            self.theirs.call("UpdateOrganizationalUnit", {"OrganizationalUnitId": unit, "Name": before})
        elif not answers[0][0]:
            self.units[unit] = title

    def tags(self):
        keys = self.random.sample(["team", "tier", "stage", "owner:mail"], self.random.randint(1, 3))
        return [{"Key": key, "Value": self.random.choice(["", "a", "b/c"])} for key in keys]

    def tag(self):
        resource = self.random.choice([self.an_account(), self.a_parent()])
        if self.random.random() < 0.6:
            self.ask("TagResource", {"ResourceId": resource, "Tags": self.tags()})
        else:
            self.ask("UntagResource", {"ResourceId": resource, "TagKeys": ["team", "absent"]})
        self.ask("ListTagsForResource", {"ResourceId": resource})

    def describe(self):
        account = self.random.choice([*self.accounts, ABSENT_ACCOUNT])
        self.ask("DescribeAccount", {"AccountId": account})
        self.ask("ListParents", {"ChildId": self.random.choice([account, *self.units, ABSENT_UNIT])})
        self.ask("DescribeOrganizationalUnit", {"OrganizationalUnitId": self.random.choice([*self.units, ABSENT_UNIT])})

    def pages(self):
        """The members of a parent, by pages of one size. The order is each one's own."""
        operation = self.random.choice(["ListAccountsForParent", "ListOrganizationalUnitsForParent", "ListAccounts"])
        request = {"MaxResults": self.random.randint(1, 20)}
        if operation != "ListAccounts":
            request["ParentId"] = self.a_parent()
        member = "OrganizationalUnits" if operation == "ListOrganizationalUnitsForParent" else "Accounts"
        answers = [self.whole(endpoint, operation, request, member) for endpoint in self.both]
        self.requests += 1
        if answers[0] != answers[1]:
            name = known_differences.of(known_differences.Case(operation, request, *answers))
            self.known[name] += 1
            if not name:
                self.unknown += 1
                print(f"request {self.requests} differs: {operation} {json.dumps(request)}\n  {answers}")

    def whole(self, endpoint, operation, request, member):
        entries, token = [], None
        while True:
            error, page = endpoint.call(operation, {**request, **({"NextToken": token} if token else {})})
            if error:
                return error, {}
            assert len(page[member]) <= request["MaxResults"]
            entries += page[member]
            token = page.get("NextToken")
            if not token:
                listed = [entry for entry in entries if entry["Id"] != "<management>"]
                return None, {member: sorted(listed, key=lambda entry: entry["Id"])}

    def close(self):
        account = self.random.choice([*self.accounts, ABSENT_ACCOUNT])
        self.ask("CloseAccount", {"AccountId": account})

    def remove(self):
        account = self.an_account()
        self.ask("RemoveAccountFromOrganization", {"AccountId": account})
        self.accounts.pop(account, None)

    def invalid(self):
        self.ask(
            *self.random.choice(
                [
                    ("DescribeAccount", {"AccountId": "1"}),
                    ("ListTagsForResource", {"ResourceId": "one"}),
                    ("ListAccountsForParent", {"ParentId": "Root"}),
                ]
            )
        )


def main(endpoint, count, seed):
    from moto.server import ThreadedMotoServer

    logging.getLogger("werkzeug").setLevel(logging.CRITICAL)
    moto = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    moto.start()
    host, port = moto.get_host_and_port()
    ours = Endpoint(endpoint)
    reset(endpoint)
    comparison = Comparison(ours, Endpoint(f"http://{host}:{port}"), seed)
    while comparison.requests < count:
        comparison.step()
    moto.stop()
    differ = sum(comparison.known.values())
    print(f"{comparison.requests} requests of seed {seed}: {differ} differ, {comparison.unknown} of them unknown")
    for known_difference, page in known_differences.KNOWN.items():
        name = known_difference.__name__
        print(f"{comparison.known[name]:6}  moto {name.replace('_', ' ')}: {page}")
    return comparison.unknown == 0


def reset(endpoint):
    parts = urllib.parse.urlsplit(endpoint)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=60)
    connection.request("POST", "/_emulator/reset", "{}")
    assert connection.getresponse().status == 200


if __name__ == "__main__":
    requests = int(sys.argv[2]) if len(sys.argv) > 2 else 3_000
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    sys.exit(0 if main(sys.argv[1], requests, seed) else 1)
