#!/bin/sh
# Units, an account and its tags in the AWS CLI.
# usage: story.sh AWS ENDPOINT
set -eu

aws=$1
endpoint=$2
export AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=secret AWS_DEFAULT_REGION=us-east-1 AWS_PAGER=

organizations() {
    "$aws" organizations --endpoint-url "$endpoint" --output text "$@"
}

root=$(organizations list-roots --query 'Roots[0].Id')
unit=$(organizations create-organizational-unit --parent-id "$root" --name cli --query OrganizationalUnit.Id)
organizations update-organizational-unit --organizational-unit-id "$unit" --name renamed >/dev/null
request=$(organizations create-account --account-name cli --email cli@example.com --query CreateAccountStatus.Id)
account=$(organizations describe-create-account-status --create-account-request-id "$request" \
    --query CreateAccountStatus.AccountId)
organizations move-account --account-id "$account" --source-parent-id "$root" --destination-parent-id "$unit"
parent=$(organizations list-parents --child-id "$account" --query 'Parents[0].Id')
[ "$parent" = "$unit" ] || { echo "the account is in $parent" >&2; exit 1; }
organizations tag-resource --resource-id "$account" --tags Key=team,Value=a Key=tier,Value=b
organizations untag-resource --resource-id "$account" --tag-keys tier
tags=$(organizations list-tags-for-resource --resource-id "$account" --query 'Tags[].[Key, Value]')
[ "$tags" = "team	a" ] || { echo "the account's tags are $tags" >&2; exit 1; }

if message=$(organizations delete-organizational-unit --organizational-unit-id "$unit" 2>&1); then
    echo "DeleteOrganizationalUnit was not refused" >&2
    exit 1
fi
case $message in
    *DeleteOrganizationalUnit*) ;;
    *) echo "DeleteOrganizationalUnit was refused with $message" >&2; exit 1 ;;
esac
echo "$("$aws" --version 2>&1 | cut -d' ' -f1): created, renamed, moved and tagged"
