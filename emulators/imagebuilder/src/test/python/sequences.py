"""What well-known tools do with Image Builder: declarative ones that create, read, update, import and delete each kind of
resource, handlers that map errors to outcomes, and a cleaner that removes everything.

usage: sequences.py ENDPOINT
"""

import sys
import time
import uuid

import boto3
from botocore.exceptions import ClientError

ACCOUNT = "210987654321"
REGION = "eu-west-1"
DOCUMENT = "name: hello\nschemaVersion: 1.0\nphases:\n  - name: {phase}\n    steps:\n      - name: say\n        action: ExecuteBash\n"
BUILD_DATE = "{{ imagebuilder:buildDate }}"
checks = 0


def check(holds, *seen):
    global checks
    checks += 1
    if not holds:
        raise AssertionError(seen)


def error(call, **values):
    """The error that a call ends with; empty when it succeeds."""
    try:
        call(**values)
        return ""
    except ClientError as e:
        return e.response["Error"]["Code"]


class Kind:
    """One kind of resource: the names of its calls, what it is created with, and what an update changes."""

    def __init__(self, noun, arn, document, listing, create, update=None, replaced=()):
        self.noun, self.arn, self.document, self.listing = noun, arn, document, listing
        self.create, self.update, self.replaced = create, update, replaced

    def call(self, client, verb):
        plural = "s" if verb == "list" else ""
        return getattr(client, f"{verb}_{self.noun}{plural}")


def component(world, phase="build"):
    return {"name": world.name(), "semanticVersion": "1.0.0", "platform": "Linux", "data": DOCUMENT.format(phase=phase)}


def recipe(world):
    return {
        "name": world.name(),
        "semanticVersion": "1.0.0",
        "parentImage": f"arn:aws:imagebuilder:{REGION}:aws:image/amazon-linux-2023-x86/x.x.x",
        "components": [{"componentArn": world.made(COMPONENT)}],
        "blockDeviceMappings": [
            {"deviceName": "/dev/xvdb", "ebs": {"deleteOnTermination": True, "volumeSize": 100, "volumeType": "gp3"}}
        ],
        "workingDirectory": "/tmp",
    }


def container_recipe(world):
    return {
        "containerType": "DOCKER",
        "name": world.name(),
        "semanticVersion": "1.0.0",
        "parentImage": "amazonlinux:2023",
        "components": [{"componentArn": world.made(COMPONENT)}],
        "dockerfileTemplateData": "FROM {{{ imagebuilder:parentImage }}}",
        "targetRepository": {"service": "ECR", "repositoryName": "repository"},
    }


def infrastructure(world):
    return {
        "name": world.name(),
        "instanceProfileName": "profile",
        "instanceTypes": ["m5.large"],
        "logging": {"s3Logs": {"s3BucketName": "logs", "s3KeyPrefix": "builds"}},
        "resourceTags": {"cost": "images"},
    }


def distribution(world):
    return {
        "name": world.name(),
        "description": "first",
        "distributions": [
            {
                "region": REGION,
                "amiDistributionConfiguration": {
                    "name": f"golden-{BUILD_DATE}",
                    "amiTags": {"a": "1"},
                    "launchPermission": {"userIds": ["111111111111"]},
                },
            }
        ],
    }


def pipeline(world):
    return {
        "name": world.name(),
        "imageRecipeArn": world.made(RECIPE),
        "infrastructureConfigurationArn": world.made(INFRASTRUCTURE),
        "schedule": {"scheduleExpression": "cron(1 0 * * ? *)"},
    }


COMPONENT = Kind("component", "componentBuildVersionArn", "component", "componentVersionList", component)
RECIPE = Kind("image_recipe", "imageRecipeArn", "imageRecipe", "imageRecipeSummaryList", recipe)
CONTAINER_RECIPE = Kind(
    "container_recipe", "containerRecipeArn", "containerRecipe", "containerRecipeSummaryList", container_recipe
)
INFRASTRUCTURE = Kind(
    "infrastructure_configuration",
    "infrastructureConfigurationArn",
    "infrastructureConfiguration",
    "infrastructureConfigurationSummaryList",
    infrastructure,
    {"instanceProfileName": "other", "description": "second"},
    ("instanceTypes", "logging", "resourceTags"),
)
DISTRIBUTION = Kind(
    "distribution_configuration",
    "distributionConfigurationArn",
    "distributionConfiguration",
    "distributionConfigurationSummaryList",
    distribution,
    {"distributions": [{"region": "us-east-1", "amiDistributionConfiguration": {"name": f"silver-{BUILD_DATE}"}}]},
    ("description",),
)
PIPELINE = Kind(
    "image_pipeline",
    "imagePipelineArn",
    "imagePipeline",
    "imagePipelineList",
    pipeline,
    {"status": "DISABLED", "description": "second"},
    ("schedule",),
)
KINDS = [COMPONENT, RECIPE, CONTAINER_RECIPE, INFRASTRUCTURE, DISTRIBUTION, PIPELINE]


class World:
    """The resources that one sequence made."""

    def __init__(self, client):
        self.client = client
        self.stack = []

    @staticmethod
    def name():
        return "sequence " + uuid.uuid4().hex[:12]

    def made(self, kind, **more):
        answer = kind.call(self.client, "create")(**{**kind.create(self), **more})
        self.stack.append((kind, answer[kind.arn]))
        return answer[kind.arn]

    def read(self, kind, arn):
        return kind.call(self.client, "get")(**{kind.arn: arn})[kind.document]

    def destroy(self):
        """Removes everything in the opposite order, and sees that it is gone."""
        for kind, arn in reversed(self.stack):
            kind.call(self.client, "delete")(**{kind.arn: arn})
            check(error(kind.call(self.client, "get"), **{kind.arn: arn}) == "ResourceNotFoundException", arn)
        self.stack = []


def declarative(client, kind):
    """Create, read back, plan nothing, change, import by ARN, tag, delete, and find it deleted by somebody else."""
    world = World(client)
    wanted = kind.create(world)
    arn = kind.call(client, "create")(**wanted, tags={"Name": "first"})[kind.arn]
    world.stack.append((kind, arn))
    seen = world.read(kind, arn)
    for member, value in wanted.items():
        if member not in ("clientToken", "semanticVersion"):
            check(seen.get(member) == value, kind.noun, member, seen)
    check(seen["arn"] == arn and seen["tags"] == {"Name": "first"}, seen)
    check(seen.get("version", "1.0.0") == "1.0.0", seen)

    client.untag_resource(resourceArn=arn, tagKeys=["Name"])
    client.tag_resource(resourceArn=arn, tags={"Name": "second", "team": "a b/c"})
    check(client.list_tags_for_resource(resourceArn=arn)["tags"] == {"Name": "second", "team": "a b/c"}, arn)

    if kind.update:
        required = {
            member: value
            for member, value in wanted.items()
            if member in ("imageRecipeArn", "infrastructureConfigurationArn")
        }
        kind.call(client, "update")(**{kind.arn: arn, **required, **kind.update})
        seen = world.read(kind, arn)
        for member, value in {**required, **kind.update}.items():
            check(seen[member] == value, kind.noun, member, seen)
        for member in kind.replaced:
            check(member not in seen, kind.noun, member, "an update replaces everything", seen)
        check(seen["tags"]["Name"] == "second" and seen["name"] == wanted["name"], seen)

    entries = kind.call(client, "list")(filters=[{"name": "name", "values": [wanted["name"]]}])[kind.listing]
    check([entry["name"] for entry in entries] == [wanted["name"]], entries)
    world.destroy()
    check(error(kind.call(client, "delete"), **{kind.arn: arn}) == "ResourceNotFoundException", arn)


def outcomes(client, kind):
    """What handlers map errors to: not found, already there, still in use."""
    world = World(client)
    gone = world.made(kind)
    kind.call(client, "delete")(**{kind.arn: gone})
    world.stack.pop()
    for verb in ("get", "delete"):
        check(error(kind.call(client, verb), **{kind.arn: gone}) == "ResourceNotFoundException", kind.noun, verb)
    if kind.update:
        request = dict(kind.update)
        if kind is PIPELINE:
            request.update(
                imageRecipeArn=world.made(RECIPE), infrastructureConfigurationArn=world.made(INFRASTRUCTURE)
            )
        check(
            error(kind.call(client, "update"), **{kind.arn: gone, **request}) == "ResourceNotFoundException", kind.noun
        )
    values = kind.create(world)
    for again in (False, True):
        wanted = "ResourceAlreadyExistsException" if again and kind is not COMPONENT else ""
        try:
            world.stack.append((kind, kind.call(client, "create")(**values)[kind.arn]))
            check(not wanted, kind.noun)
        except ClientError as e:
            check(e.response["Error"]["Code"] == wanted, e)
    if kind is COMPONENT:
        arns = [arn for _, arn in world.stack]
        check([arn.rsplit("/", 1)[1] for arn in arns] == ["1", "2"], arns)
        version = arns[0].rsplit("/", 1)[0]
        builds = client.list_component_build_versions(componentVersionArn=version)["componentSummaryList"]
        check([build["arn"] for build in builds] == arns[::-1], builds)
        check(client.get_component(componentBuildVersionArn=version)["component"]["arn"] == arns[1], version)
    world.destroy()


def dependencies(client):
    world = World(client)
    used = world.made(PIPELINE)
    document = world.read(PIPELINE, used)
    recipe_document = world.read(RECIPE, document["imageRecipeArn"])
    for kind, arn in [
        (RECIPE, document["imageRecipeArn"]),
        (INFRASTRUCTURE, document["infrastructureConfigurationArn"]),
        (COMPONENT, recipe_document["components"][0]["componentArn"]),
    ]:
        check(error(kind.call(client, "delete"), **{kind.arn: arn}) == "ResourceDependencyException", arn)
    check(document["dateNextRun"] > document["dateCreated"][:10], document)
    world.destroy()


def rules(client):
    world = World(client)
    request = distribution(world)
    request["distributions"][0]["amiDistributionConfiguration"]["name"] = "always-the-same"
    check(error(client.create_distribution_configuration, **request) == "InvalidParameterValueException")
    request = pipeline(world)
    request["schedule"]["scheduleExpression"] = "every day"
    check(error(client.create_image_pipeline, **request) == "InvalidParameterValueException")
    test = client.create_component(**component(world, phase="test"))["componentBuildVersionArn"]
    world.stack.append((COMPONENT, test))
    check(world.read(COMPONENT, test)["type"] == "TEST", test)
    world.destroy()


def built(client, image):
    """Waits for the end of a build as tools do: they poll GetImage."""
    while True:
        seen = client.get_image(imageBuildVersionArn=image)["image"]
        if seen["state"]["status"] in ("AVAILABLE", "FAILED", "CANCELLED"):
            return seen
        time.sleep(0.05)


def images(client):
    """An image from a recipe and one from a container recipe: create, wait, read, tag, list, delete."""
    world = World(client)
    for member, kind in (("imageRecipeArn", RECIPE), ("containerRecipeArn", CONTAINER_RECIPE)):
        arn = client.create_image(
            **{member: world.made(kind), "infrastructureConfigurationArn": world.made(INFRASTRUCTURE)},
            distributionConfigurationArn=world.made(DISTRIBUTION),
            tags={"Name": "first"},
        )["imageBuildVersionArn"]
        check(error(client.delete_image, imageBuildVersionArn=arn) == "ResourceDependencyException", arn)
        seen = built(client, arn)
        check(seen["state"] == {"status": "AVAILABLE"} and seen["tags"] == {"Name": "first"}, seen)
        outputs = seen["outputResources"]
        if kind is RECIPE:
            check([(ami["region"], ami["accountId"]) for ami in outputs["amis"]] == [(REGION, ACCOUNT)], outputs)
        else:
            check(outputs["containers"][0]["imageUris"][0].endswith("/repository:1.0.0-1"), outputs)
        check(
            error(client.cancel_image_creation, imageBuildVersionArn=arn) == "InvalidParameterValueException", arn
        )
        version = arn.rsplit("/", 1)[0]
        check(version in [entry["arn"] for entry in client.list_images(owner="Self")["imageVersionList"]], version)
        client.delete_image(imageBuildVersionArn=arn)
        for call in (client.get_image, client.delete_image, client.cancel_image_creation):
            check(error(call, imageBuildVersionArn=arn) == "ResourceNotFoundException", call)
        check(client.list_image_build_versions(imageVersionArn=version)["imageSummaryList"] == [], version)
    world.destroy()


def amazon(client):
    """A data source that looks up the newest image of Amazon's."""
    listed = client.list_images(owner="Amazon", filters=[{"name": "platform", "values": ["Windows"]}])
    check(all(image["owner"] == "Amazon" for image in listed["imageVersionList"]) and listed["imageVersionList"], listed)
    arn = f"arn:aws:imagebuilder:{REGION}:aws:image/amazon-linux-2023-x86/x.x.x"
    image = client.get_image(imageBuildVersionArn=arn)["image"]
    check(image["state"]["status"] == "AVAILABLE" and image["imageSource"] == "AMAZON_MANAGED", image)
    check(image["outputResources"]["amis"][0]["image"].startswith("ami-"), image)
    builds = client.list_image_build_versions(imageVersionArn=image["arn"].rsplit("/", 1)[0])["imageSummaryList"]
    check([build["arn"] for build in builds] == [image["arn"]], builds)


def cleaner(client):
    """Removes whatever there is: images, pipelines, recipes, components, configurations."""
    world = World(client)
    for _ in range(3):
        arn = world.made(PIPELINE, distributionConfigurationArn=world.made(DISTRIBUTION))
        built(client, client.start_image_pipeline_execution(imagePipelineArn=arn)["imageBuildVersionArn"])
    world.made(CONTAINER_RECIPE)

    def pages(operation, member, **values):
        for page in client.get_paginator(operation).paginate(PaginationConfig={"PageSize": 2}, **values):
            yield from page[member]

    for version in list(pages("list_images", "imageVersionList", owner="Self")):
        for image in list(pages("list_image_build_versions", "imageSummaryList", imageVersionArn=version["arn"])):
            client.delete_image(imageBuildVersionArn=image["arn"])
    for kind in (PIPELINE, RECIPE, CONTAINER_RECIPE, INFRASTRUCTURE, DISTRIBUTION):
        for entry in list(pages(f"list_{kind.noun}s", kind.listing)):
            kind.call(client, "delete")(**{kind.arn: entry["arn"]})
    for version in list(pages("list_components", "componentVersionList", owner="Self")):
        builds = pages("list_component_build_versions", "componentSummaryList", componentVersionArn=version["arn"])
        for build in list(builds):
            client.delete_component(componentBuildVersionArn=build["arn"])
    check(client.list_images()["imageVersionList"] == [])
    for kind in KINDS:
        check(kind.call(client, "list")()[kind.listing] == [], kind.noun)


def main(endpoint):
    client = boto3.client(
        "imagebuilder",
        endpoint_url=endpoint,
        region_name=REGION,
        aws_access_key_id=ACCOUNT,
        aws_secret_access_key="secret",
    )
    for kind in KINDS:
        declarative(client, kind)
        outcomes(client, kind)
    dependencies(client)
    rules(client)
    images(client)
    amazon(client)
    cleaner(client)
    print(f"sequences: {checks} checks")


if __name__ == "__main__":
    main(sys.argv[1])
