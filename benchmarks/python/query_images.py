"""query-images' latest as one would write it in Python: the requests that the Java function makes, for the same items."""

import json
import logging
import os

import boto3

logging.getLogger().setLevel("INFO")
TABLE = os.environ["CATALOG_TABLE"]
JOURNAL = {"PK": {"S": "RECONCILE"}, "SK": {"S": "JOURNAL"}}
dynamodb = boto3.client("dynamodb")


def query(partition, prefix, **more):
    return dynamodb.query(
        TableName=TABLE,
        KeyConditionExpression="PK = :partition AND begins_with(SK, :prefix)",
        ExpressionAttributeValues={":partition": {"S": partition}, ":prefix": {"S": prefix}},
        **more,
    )["Items"]


def handler(event, context):
    name, asked = event["pathParameters"]["pipeline"], event["queryStringParameters"]
    pipeline = query(f"NAME#{name}", "PIPELINE#")[0]["SK"]["S"].removeprefix("PIPELINE#")
    _, _, _, region, account, _ = pipeline.split(":", 5)
    offers = query(f"ACCOUNT#{asked['account']}", f"IMAGE#p:{region}:{account}:{name}#", ScanIndexForward=False, Limit=6)
    keys = [{"PK": {"S": f"BUILD#{build}"}, "SK": {"S": "META"}} for build in {offer["b"]["S"] for offer in offers}]
    found = dynamodb.batch_get_item(RequestItems={TABLE: {"Keys": [*keys, JOURNAL]}})["Responses"][TABLE]
    builds = {item["PK"]["S"]: json.dumps(item, default=bytes.hex) for item in found}
    for offer in offers:
        ami = offer["o"]["M"].get(asked["region"])
        if ami and "AVAILABLE" in builds.get(f"BUILD#{offer['b']['S']}", ""):
            item = {"region": asked["region"], "amiId": "ami-" + ami["B"].hex()[1:], "imageArn": offer["b"]["S"]}
            body = {"pipelineArn": pipeline, "items": [item]}
            return {"statusCode": 200, "headers": {"content-type": "application/json"}, "body": json.dumps(body)}
    return {"statusCode": 404, "body": json.dumps({"title": "no image to use"})}
