"""A table, its items, a transaction and its stream, in boto3.

usage: story.py ENDPOINT
"""

import sys
from decimal import Decimal

import boto3
from boto3.dynamodb.conditions import Attr, Key
from botocore.exceptions import ClientError


def main(endpoint):
    session = boto3.Session("test", "secret", region_name="us-east-1")
    dynamodb = session.resource("dynamodb", endpoint_url=endpoint)
    table = dynamodb.create_table(
        TableName="story",
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[
            {"AttributeName": "id", "AttributeType": "S"},
            {"AttributeName": "at", "AttributeType": "N"},
        ],
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}, {"AttributeName": "at", "KeyType": "RANGE"}],
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"},
    )
    table.wait_until_exists()
    with table.batch_writer() as batch:
        for at in range(40):
            batch.put_item({"id": "a", "at": at, "share": Decimal("0.1"), "tags": {"x", "y"}, "payload": b"\x00\xff"})
    found = table.query(
        KeyConditionExpression=Key("id").eq("a") & Key("at").between(5, 30),
        FilterExpression=Attr("tags").contains("x"),
        ScanIndexForward=False,
        Limit=20,
    )
    assert [item["at"] for item in found["Items"]] == list(range(30, 10, -1)), found
    assert found["LastEvaluatedKey"] == {"id": "a", "at": 11}, found
    updated = table.update_item(
        Key={"id": "a", "at": 1},
        UpdateExpression="SET #s = #s + :more REMOVE payload DELETE tags :gone",
        ExpressionAttributeNames={"#s": "share"},
        ExpressionAttributeValues={":more": Decimal("0.2"), ":gone": {"x"}},
        ReturnValues="ALL_NEW",
    )["Attributes"]
    assert updated == {"id": "a", "at": 1, "share": Decimal("0.3"), "tags": {"y"}}, updated
    try:
        table.put_item(Item={"id": "a", "at": 1}, ConditionExpression=Attr("id").not_exists())
        raise AssertionError("put although the condition does not hold")
    except ClientError as e:
        assert e.response["Error"]["Code"] == "ConditionalCheckFailedException", e
    transact(dynamodb.meta.client)
    read_stream(session, endpoint, table.latest_stream_arn)
    table.delete()
    table.wait_until_not_exists()
    print(f"boto3 {boto3.__version__}: wrote, queried, updated, did a transaction and streamed")


def transact(client):
    """Both actions or none: the second one's condition does not hold at first."""
    actions = [
        {"Delete": {"TableName": "story", "Key": {"id": "a", "at": 2}}},
        {
            "Put": {
                "TableName": "story",
                "Item": {"id": "a", "at": 40},
                "ConditionExpression": "attribute_exists(id)",
            }
        },
    ]
    try:
        client.transact_write_items(TransactItems=actions)
        raise AssertionError("done although a condition does not hold")
    except ClientError as e:
        reasons = [reason["Code"] for reason in e.response["CancellationReasons"]]
        assert reasons == ["None", "ConditionalCheckFailed"], reasons
    del actions[1]["Put"]["ConditionExpression"]
    client.transact_write_items(TransactItems=actions)
    keys = [{"TableName": "story", "Key": {"id": "a", "at": at}} for at in (2, 40)]
    answers = client.transact_get_items(TransactItems=[{"Get": key} for key in keys])["Responses"]
    assert answers == [{}, {"Item": {"id": "a", "at": 40}}], answers


def read_stream(session, endpoint, arn):
    streams = session.client("dynamodbstreams", endpoint_url=endpoint)
    shard = streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"][0]["ShardId"]
    iterator = streams.get_shard_iterator(StreamArn=arn, ShardId=shard, ShardIteratorType="TRIM_HORIZON")
    records = streams.get_records(ShardIterator=iterator["ShardIterator"])["Records"]
    assert [record["eventName"] for record in records] == ["INSERT"] * 40 + ["MODIFY", "REMOVE", "INSERT"], records


if __name__ == "__main__":
    main(sys.argv[1])
