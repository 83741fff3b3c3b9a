"""sync-distributions' dry run as one would write it in Python: the requests that the Java function makes, and the comparison."""

import logging
import os

import boto3

logging.getLogger().setLevel("INFO")
TABLE = os.environ["CATALOG_TABLE"]
imagebuilder = boto3.client("imagebuilder")
dynamodb = boto3.client("dynamodb")


def handler(event, context):
    rows = dynamodb.scan(TableName=os.environ["ACCOUNT_REGISTRY_TABLE"], ConsistentRead=True)["Items"]
    dynamodb.scan(TableName=os.environ["DISTRIBUTION_DECLARATIONS_TABLE"], ConsistentRead=True)
    plans = []
    for summary in imagebuilder.list_distribution_configurations(maxResults=25)["distributionConfigurationSummaryList"]:
        groups = set(summary.get("tags", {}).get("image-fanout:groups", "").split())
        if not groups:
            continue
        arn = summary["arn"]
        configuration = imagebuilder.get_distribution_configuration(distributionConfigurationArn=arn)["distributionConfiguration"]
        for partition, sort in ((f"SYNC#{arn}", "SEEDING"), ("SYNCS", arn)):
            dynamodb.get_item(TableName=TABLE, Key={"PK": {"S": partition}, "SK": {"S": sort}}, ConsistentRead=True)
        wanted = {row["accountId"]["S"] for row in rows if groups & set(row.get("groups", {}).get("SS", []))}
        is_now = [set(each["amiDistributionConfiguration"].get("targetAccountIds", [])) for each in configuration["distributions"]]
        plans.append({"arn": arn, "outcome": "IN_SYNC" if all(now == wanted for now in is_now) else "PLANNED"})
    logging.info("configurations compared: %d", len(plans))
    return {"configurations": plans}
