"""record-image as one would write it in Python: the requests that the Java function makes for a build of a known pipeline."""

import hashlib
import json
import logging
import os

import boto3

logging.getLogger().setLevel("INFO")
TABLE = os.environ["CATALOG_TABLE"]
imagebuilder = boto3.client("imagebuilder")
dynamodb = boto3.client("dynamodb")


def put(partition, sort, **attributes):
    item = {"PK": {"S": f"PYTHON#{partition}"}, "SK": {"S": sort}, **{name: {"S": text} for name, text in attributes.items()}}
    return {"PutRequest": {"Item": item}}


def write(requests):
    while requests:
        undone = dynamodb.batch_write_item(RequestItems={TABLE: requests[:25]})["UnprocessedItems"]
        requests = undone.get(TABLE, []) + requests[25:]


def by(ami_key, other_key, amis):
    rows = {}
    for ami in amis:
        rows.setdefault(ami[ami_key], {})[ami[other_key]] = ami["image"]
    return rows


def record(arn):
    image = imagebuilder.get_image(imageBuildVersionArn=arn)["image"]
    build, pipeline, created = f"BUILD#{arn}", image["sourcePipelineArn"], image["dateCreated"]
    digest = hashlib.sha256(json.dumps([image["state"], image["outputResources"]], sort_keys=True).encode()).hexdigest()
    dynamodb.query(
        TableName=TABLE,
        ConsistentRead=True,
        KeyConditionExpression="PK = :build",
        ExpressionAttributeValues={":build": {"S": f"PYTHON#{build}"}},
    )
    names = [{"PK": {"S": f"PYTHON#NAME#{image['name']}"}, "SK": {"S": sort}} for sort in (pipeline, arn)]
    dynamodb.batch_get_item(RequestItems={TABLE: {"Keys": names}})
    write([put(build, f"ATTEMPT#{digest}", state="BEGUN")])
    amis = image["outputResources"]["amis"]
    regions, accounts = by("region", "accountId", amis), by("accountId", "region", amis)
    write([put(f"{build}#{region}", f"ROW#{digest}", amis=json.dumps(row)) for region, row in regions.items()])
    write(
        [put(f"ACCOUNT#{account}", f"{pipeline}#{created}", amis=json.dumps(row)) for account, row in accounts.items()]
        + [put(f"AMI#{ami['image']}", "AMI", build=arn, region=ami["region"]) for ami in amis]
        + [put(f"PIPELINE#{pipeline}", created, build=arn)]
    )
    dynamodb.update_item(
        TableName=TABLE,
        Key={"PK": {"S": f"PYTHON#{build}"}, "SK": {"S": "META"}},
        ConditionExpression="attribute_not_exists(PK) OR digest = :digest",
        UpdateExpression="SET digest = :digest, buildState = :state",
        ExpressionAttributeValues={":digest": {"S": digest}, ":state": {"S": image["state"]["status"]}},
    )
    write([{"DeleteRequest": {"Key": {"PK": {"S": f"PYTHON#{build}"}, "SK": {"S": f"ATTEMPT#{digest}"}}}}])
    return {"imageArn": arn, "outcome": "RECORDED", "state": image["state"]["status"], "recorded": len(amis)}


def handler(event, context):
    recorded = []
    for notice in event["Records"]:
        recorded.append(record(json.loads(notice["Sns"]["Message"])["arn"]))
        logging.info(json.dumps({"message": "image build recorded", **recorded[-1]}))
    return {"images": recorded}
