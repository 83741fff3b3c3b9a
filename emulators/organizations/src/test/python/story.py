"""An account that is created, moved, tagged, closed and removed, in boto3.

usage: story.py ENDPOINT
"""

import sys

import boto3


def main(endpoint):
    session = boto3.Session("test", "secret", region_name="us-east-1")
    organizations = session.client("organizations", endpoint_url=endpoint)
    root = organizations.list_roots()["Roots"][0]["Id"]
    unit = organizations.create_organizational_unit(ParentId=root, Name="Workloads")["OrganizationalUnit"]
    status = organizations.create_account(AccountName="story", Email="story@example.com")["CreateAccountStatus"]
    status = organizations.describe_create_account_status(CreateAccountRequestId=status["Id"])["CreateAccountStatus"]
    assert status["State"] == "SUCCEEDED", status
    account = status["AccountId"]
    try:
        organizations.move_account(AccountId=account, SourceParentId=unit["Id"], DestinationParentId=root)
        raise AssertionError("moved from where it is not")
    except organizations.exceptions.DuplicateAccountException:
        pass
    organizations.move_account(AccountId=account, SourceParentId=root, DestinationParentId=unit["Id"])
    pages = organizations.get_paginator("list_accounts_for_parent").paginate(
        ParentId=unit["Id"], PaginationConfig={"PageSize": 1}
    )
    accounts = [found for page in pages for found in page["Accounts"]]
    assert [(found["Id"], found["State"], found["Status"]) for found in accounts] == [(account, "ACTIVE", "ACTIVE")]
    organizations.tag_resource(ResourceId=account, Tags=[{"Key": "team", "Value": "a"}])
    tags = organizations.list_tags_for_resource(ResourceId=account)["Tags"]
    assert tags == [{"Key": "team", "Value": "a"}], tags
    organizations.close_account(AccountId=account)
    closed = organizations.describe_account(AccountId=account)["Account"]
    assert (closed["State"], closed["Status"]) == ("CLOSED", "SUSPENDED"), closed
    organizations.remove_account_from_organization(AccountId=account)
    try:
        organizations.describe_account(AccountId=account)
        raise AssertionError("described although it was removed")
    except organizations.exceptions.AccountNotFoundException:
        pass
    print(f"boto3 {boto3.__version__}: created, moved, tagged, closed and removed")


if __name__ == "__main__":
    main(sys.argv[1])
