"""Walks the API model that botocore carries, and violates every constraint of every supported operation once.

usage: walk_model.py ENDPOINT

First each member is sent with a value that the model allows, and must be accepted. Then each constraint is violated:
required, type, length, pattern, enum, bounds and sizes, wherever it stands, one request for each. All must be refused
with an error that the model names for the operation, and nothing may have been stored. Last, every operation of the
model that is not supported must be refused by name.
"""

import gzip
import http.client
import itertools
import json
import os
import re
import sys
import urllib.parse

import botocore

SUPPORTED = """
CancelImageCreation CreateComponent CreateContainerRecipe CreateDistributionConfiguration CreateImage
CreateImagePipeline CreateImageRecipe CreateInfrastructureConfiguration DeleteComponent DeleteContainerRecipe
DeleteDistributionConfiguration DeleteImage DeleteImagePipeline DeleteImageRecipe DeleteInfrastructureConfiguration
GetComponent GetContainerRecipe GetDistributionConfiguration GetImage GetImagePipeline GetImageRecipe
GetInfrastructureConfiguration ListComponentBuildVersions ListComponents ListContainerRecipes
ListDistributionConfigurations ListImageBuildVersions ListImagePipelineImages ListImagePipelines ListImageRecipes
ListImages ListInfrastructureConfigurations ListTagsForResource RetryImage StartImagePipelineExecution TagResource
UntagResource UpdateDistributionConfiguration UpdateImagePipeline UpdateInfrastructureConfiguration
""".split()

OMITTED = object()
PLAIN = "aaa"

# What a value that fits its pattern may be; the first that the model allows is taken.
SAMPLES = [
    PLAIN,
    "111122223333",
    "1.0.x",
    "1.0.0",
    "lt-0123456789abcdef0",
    "YWFh",
    "optional",
    "arn:aws:license-manager:us-east-1:111122223333:license-configuration:lic-" + "0" * 32,
    "arn:aws:organizations::111122223333:organization/o-0123456789",
    "arn:aws:organizations::111122223333:ou/o-0123456789/ou-0123-01234567",
    "arn:aws:sns:us-east-1:111122223333:topic",
    "arn:aws:imagebuilder:us-east-1:aws:component/update-linux/x.x.x",
    "arn:aws:imagebuilder:us-east-1:aws:component/update-linux/1.0.0",
    "arn:aws:imagebuilder:us-east-1:aws:component/update-linux/1.0.0/1",
    "arn:aws:imagebuilder:us-east-1:aws:workflow/build/build-image/x.x.x",
    "arn:aws:imagebuilder:us-east-1:111122223333:image/unknown/1.0.0",
    "arn:aws:imagebuilder:us-east-1:111122223333:image/unknown/1.0.0/1",
    "arn:aws:imagebuilder:us-east-1:111122223333:image-recipe/unknown/1.0.0",
    "arn:aws:imagebuilder:us-east-1:111122223333:container-recipe/unknown/1.0.0",
    "arn:aws:imagebuilder:us-east-1:111122223333:infrastructure-configuration/unknown",
    "arn:aws:imagebuilder:us-east-1:111122223333:distribution-configuration/unknown",
    "arn:aws:imagebuilder:us-east-1:111122223333:image-pipeline/unknown",
]

# What breaks a pattern; the first that the pattern is not found in is taken.
BREAKERS = ["\x00", "!", "!!!", " ", "é"]

# Members that only make sense together with others, which the model does not express.
BESIDES = {
    "Distribution": ["amiDistributionConfiguration"],
    "Filter": ["name", "values"],
    "CreateImageRequest": ["imageRecipeArn"],
    "CreateImagePipelineRequest": ["imageRecipeArn"],
    "UpdateImagePipelineRequest": ["imageRecipeArn"],
    "CreateComponentRequest": ["data"],
}
VALUES = {
    "FilterName": "name",
    "EbsVolumeType": "gp3",
    "AmiNameString": "aaa {{ imagebuilder:buildDate }}",
    "Timezone": "UTC",
}
MEMBER_VALUES = {("Schedule", "scheduleExpression"): "cron(0 6 * * ? *)"}

# Allowed by the model, refused for what they would mean: no container recipe goes with an image recipe, and no uri with
# data; an image that is AVAILABLE can be neither cancelled nor retried.
REFUSED_FOR_REASONS = {
    ("CreateComponent", "uri"),
    ("CreateImage", "containerRecipeArn"),
    ("CreateImagePipeline", "containerRecipeArn"),
    ("UpdateImagePipeline", "containerRecipeArn"),
    ("CancelImageCreation", "*"),
    ("RetryImage", "*"),
}


class Walk:
    def __init__(self, endpoint):
        path = os.path.join(botocore.__path__[0], "data/imagebuilder/2019-12-02/service-2.json")
        if os.path.exists(path):
            self.model = json.load(open(path, encoding="utf-8"))
        else:
            self.model = json.load(gzip.open(path + ".gz"))
        self.shapes = self.model["shapes"]
        self.host = urllib.parse.urlsplit(endpoint).netloc
        self.connection = http.client.HTTPConnection(self.host, timeout=30)
        self.run = "walk" + os.urandom(4).hex()
        self.numbers = itertools.count()
        self.arns = {}
        self.failures = []
        self.checks = 0

    # -- requests

    def send(self, operation, values):
        definition = self.model["operations"][operation]
        method, path = definition["http"]["method"], definition["http"]["requestUri"]
        body, query = {}, {}
        members = self.shapes[definition["input"]["shape"]]["members"]
        if not isinstance(values, dict):
            return self.exchange(method, re.sub(r"\{\w+\}", "arn", path), json.dumps(values))
        for name, value in values.items():
            location = members[name].get("location")
            if location == "querystring":
                query[name] = value
            elif location == "uri":
                path = path.replace("{" + name + "}", urllib.parse.quote(str(value), safe=""))
            else:
                body[name] = value
        path = re.sub(r"\{\w+\}", "", path)
        if query:
            path += "?" + urllib.parse.urlencode(query, doseq=True)
        return self.exchange(method, path, None if method in ("GET", "DELETE") else json.dumps(body))

    def exchange(self, method, path, body):
        self.connection.request(method, path, body, {"Content-Type": "application/json"})
        response = self.connection.getresponse()
        text = response.read()
        return response.status, response.headers, json.loads(text) if text else {}

    def ask(self, operation, values):
        status, _, answer = self.send(operation, values)
        if status != 200:
            sys.exit(f"{operation} {values}: {status} {answer}")
        return answer

    # -- values

    def sample(self, name):
        """A value that the model allows, as small as can be."""
        shape = self.shapes[name]
        kind = shape["type"]
        if name in VALUES:
            return VALUES[name]
        if kind == "structure":
            besides = BESIDES.get(name, [])
            return {
                member: self.member_sample(name, member)
                for member in shape["members"]
                if member in shape.get("required", []) or member in besides
            }
        if kind == "list":
            return [self.sample(shape["member"]["shape"])] * shape.get("min", 1)
        if kind == "map":
            return {self.sample(shape["key"]["shape"]): self.sample(shape["value"]["shape"])}
        if kind == "boolean":
            return True
        if kind in ("integer", "long"):
            return shape.get("min", shape.get("max", 1))
        if "enum" in shape:
            return shape["enum"][0]
        return next(value for value in SAMPLES + ["a" * shape.get("max", 0)] if self.allows(shape, value))

    def member_sample(self, structure, member):
        if member == "name" and structure.startswith("Create"):
            return f"{self.run} {next(self.numbers)}"
        if member == "clientToken":
            return f"{self.run}-{next(self.numbers)}"
        if member in self.arns:
            return self.arns[member]
        if (structure, member) in MEMBER_VALUES:
            return MEMBER_VALUES[structure, member]
        return self.sample(self.shapes[structure]["members"][member]["shape"])

    @staticmethod
    def allows(shape, text):
        return (
            shape.get("min", 0) <= len(text) <= shape.get("max", 1 << 30)
            and re.search(shape.get("pattern", ""), text) is not None
        )

    # -- the walk

    def places(self, name, at=()):
        """Every place in a shape: the way to it, and the shape that stands there."""
        shape = self.shapes[name]
        yield at, name
        if shape["type"] == "structure":
            for member, target in shape["members"].items():
                yield from self.places(target["shape"], at + ((name, member),))
        elif shape["type"] == "list":
            yield from self.places(shape["member"]["shape"], at + ((name, "[]"),))
        elif shape["type"] == "map":
            yield from self.places(shape["key"]["shape"], at + ((name, "{key}"),))
            yield from self.places(shape["value"]["shape"], at + ((name, "{value}"),))

    def request(self, name, way, value):
        """A request that is as small as can be and has this value at that place."""
        if not way:
            return value
        (structure, step), rest = way[0], way[1:]
        if step == "[]":
            return [self.request(self.shapes[structure]["member"]["shape"], rest, value)]
        if step == "{key}":
            return {value: self.sample(self.shapes[structure]["value"]["shape"])}
        if step == "{value}":
            return {
                self.sample(self.shapes[structure]["key"]["shape"]): self.request(
                    self.shapes[structure]["value"]["shape"], rest, value
                )
            }
        request = self.sample(structure)
        inner = self.request(self.shapes[structure]["members"][step]["shape"], rest, value)
        if inner is OMITTED:
            request.pop(step, None)
        else:
            request[step] = inner
        return request

    def violations(self, way, name):
        """Everything that may not stand at a place, and which constraint it violates."""
        shape = self.shapes[name]
        kind = shape["type"]
        sample = self.sample(name)
        in_url = way and self.shapes[way[0][0]]["members"][way[0][1]].get("location")
        if way and way[-1][1] in self.shapes[way[-1][0]].get("required", []):
            yield "required", OMITTED
            if not in_url:
                yield "required (null)", None
        is_key = way and way[-1][1] == "{key}"
        if not in_url and not is_key:
            wrong = {
                "string": [7, True, {}, []],
                "boolean": ["true", 1],
                "integer": ["1", 1.5, 1 << 40, True],
                "list": [{}, "text"],
                "map": [[], "text"],
                "structure": [[], "text"],
            }[kind]
            for value in wrong:
                yield f"type ({json.dumps(value)})", value
        if kind == "string":
            if "enum" in shape:
                yield "enum", "NO_SUCH_CHOICE"
            if shape.get("min", 0) > 0:
                yield "shortest", (sample * shape["min"])[: shape["min"] - 1]
            if "max" in shape and not in_url:
                yield "longest", (sample or "a") * (shape["max"] + 1)
                yield "longest by one", ((sample or "a") * (shape["max"] + 1))[: shape["max"] + 1]
            if "pattern" in shape:
                yield "pattern", self.breaker(shape["pattern"])
                if shape["pattern"].endswith("$"):
                    yield "pattern (end)", self.sample(name) + "\x00"
                if shape["pattern"].startswith("^"):
                    yield "pattern (begin)", "\x00" + self.sample(name)
        if kind == "integer":
            if "min" in shape:
                yield "lowest", shape["min"] - 1
            if "max" in shape:
                yield "highest", shape["max"] + 1
        if kind == "list":
            element = self.sample(shape["member"]["shape"])
            if shape.get("min", 0) > 0:
                yield "fewest", [element] * (shape["min"] - 1)
            if "max" in shape:
                yield "most", [element] * (shape["max"] + 1)
        if kind == "map":
            if shape.get("min", 0) > 0:
                yield "fewest", {}
            if "max" in shape:
                yield "most", {f"key{i}": "value" for i in range(shape["max"] + 1)}

    @staticmethod
    def breaker(pattern):
        """What the pattern is found nowhere in; failing that, what it does not match whole."""
        nowhere = [text for text in BREAKERS if not re.search(pattern, text)]
        return (nowhere + [text for text in BREAKERS if not re.fullmatch(pattern, text)])[0]

    # -- what is checked

    def expect(self, right, text):
        self.checks += 1
        if not right:
            self.failures.append(text)

    def accepts(self, operation):
        name = self.model["operations"][operation]["input"]["shape"]
        kept = dict(self.arns)
        for way, shape in self.places(name):
            member = way[0][1] if way else ""
            if {(operation, member), (operation, "*")} & REFUSED_FOR_REASONS:
                continue
            if operation.startswith("Delete"):
                self.create_for(operation)
            known = way and (way[-1][1] in self.arns or way[-1] in MEMBER_VALUES)
            value = self.member_sample(*way[-1]) if known else None
            if member == "nextToken":
                continue
            if value is None:
                value = self.sample(shape)
            if way and way[-1][1] in ("name", "clientToken") and len(way) == 1:
                value = self.member_sample(*way[-1])
            request = self.request(name, way, value)
            status, _, answer = self.send(operation, request)
            wanted = 412 if member == "dryRun" else 200
            self.expect(status == wanted, f"{operation} {self.spelled(way)}: an allowed value: {status} {answer}")
        self.arns = kept

    def refuses(self, operation):
        definition = self.model["operations"][operation]
        name = definition["input"]["shape"]
        modelled = {error["shape"] for error in definition["errors"]}
        for way, shape in self.places(name):
            if not way and definition["http"]["method"] in ("GET", "DELETE"):
                continue  # Has no body that could be anything else.
            for constraint, value in self.violations(way, shape):
                status, headers, answer = self.send(operation, self.request(name, way, value))
                error = headers.get("x-amzn-ErrorType")
                expected = self.shapes.get(error, {}).get("error", {}).get("httpStatusCode")
                self.expect(
                    error in modelled
                    and 400 <= status < 500
                    and status == expected
                    and answer.get("message")
                    and headers.get("x-amzn-RequestId"),
                    f"{operation} {self.spelled(way)}: {constraint}: {status} {error} {answer}",
                )

    def refuses_by_name(self, operation):
        definition = self.model["operations"][operation]["http"]
        path = definition["requestUri"].replace("{resourceArn}", "arn")
        status, headers, answer = self.exchange(definition["method"], path, "{}")
        self.expect(
            400 <= status < 500 and operation in answer["message"] and headers.get("x-amzn-ErrorType"),
            f"{operation}: not refused by name: {status} {answer}",
        )

    @staticmethod
    def spelled(way):
        return ".".join(step for _, step in way) or "(the request)"

    # -- what there is to walk on

    def create(self, operation, member):
        request = self.sample(self.model["operations"][operation]["input"]["shape"])
        self.arns[member] = self.ask(operation, request)[member]

    def create_for(self, deletion):
        """Makes what the deletion is to delete, and nothing depends on."""
        member = next(iter(self.shapes[self.model["operations"][deletion]["input"]["shape"]]["members"]))
        if deletion == "DeleteImage":
            self.create("StartImagePipelineExecution", member)
            self.ask("CancelImageCreation", {member: self.arns[member], "clientToken": self.arns[member][-64:]})
        else:
            self.create(deletion.replace("Delete", "Create"), member)

    def prepare(self):
        self.create("CreateComponent", "componentBuildVersionArn")
        self.create("CreateContainerRecipe", "containerRecipeArn")
        self.create("CreateImageRecipe", "imageRecipeArn")
        self.create("CreateInfrastructureConfiguration", "infrastructureConfigurationArn")
        self.create("CreateDistributionConfiguration", "distributionConfigurationArn")
        self.create("CreateImagePipeline", "imagePipelineArn")
        self.create("StartImagePipelineExecution", "imageBuildVersionArn")
        self.arns["resourceArn"] = self.arns["imagePipelineArn"]

    def stored(self):
        """What lists show, apart from how far builds have come."""
        stored = {}
        for operation in SUPPORTED:
            if operation.startswith("List"):
                request = self.sample(self.model["operations"][operation]["input"]["shape"])
                page = self.ask(operation, request)
                entries = next((value for value in page.values() if isinstance(value, list)), page)
                for entry in entries if isinstance(entries, list) else []:
                    for progress in (
                        "state", "outputResources", "lastRunStatus", "consecutiveFailures", "dateNextRun"
                    ):
                        entry.pop(progress, None)
                stored[operation] = entries
        return stored


def main(endpoint):
    walk = Walk(endpoint)
    walk.prepare()
    for operation in SUPPORTED:
        walk.accepts(operation)
    accepted = walk.checks
    before = walk.stored()
    for operation in SUPPORTED:
        walk.refuses(operation)
    refused = walk.checks - accepted
    walk.expect(walk.stored() == before, "a refused request has changed what is stored")
    for operation in sorted(set(walk.model["operations"]) - set(SUPPORTED)):
        walk.refuses_by_name(operation)
    for failure in walk.failures:
        print(failure)
    print(
        f"botocore {botocore.__version__}: {accepted} allowed values, {refused} violations,"
        f" {len(walk.model['operations']) - len(SUPPORTED)} other operations; {len(walk.failures)} failures"
    )
    return 1 if walk.failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
