#!/bin/sh
# A table and its items in the AWS CLI.
# usage: story.sh AWS ENDPOINT
set -eu

aws=$1
endpoint=$2
export AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=secret AWS_DEFAULT_REGION=us-east-1 AWS_PAGER=

dynamodb() {
    "$aws" dynamodb --endpoint-url "$endpoint" --output text "$@"
}

dynamodb create-table --table-name cli --billing-mode PAY_PER_REQUEST \
    --attribute-definitions AttributeName=id,AttributeType=S --key-schema AttributeName=id,KeyType=HASH \
    --query TableDescription.TableArn >/dev/null
dynamodb wait table-exists --table-name cli
dynamodb update-time-to-live --table-name cli --time-to-live-specification Enabled=true,AttributeName=expires >/dev/null
dynamodb put-item --table-name cli --item '{"id":{"S":"a"},"n":{"N":"1"}}'
dynamodb put-item --table-name cli --item '{"id":{"S":"expired"},"expires":{"N":"'$(($(date +%s) - 60))'"}}'
dynamodb update-item --table-name cli --key '{"id":{"S":"a"}}' --update-expression 'ADD n :one' \
    --expression-attribute-values '{":one":{"N":"1"}}'
found=$(dynamodb scan --table-name cli --query 'Items[].[id.S, n.N]')
[ "$found" = "a	2" ] || { echo "scanned $found" >&2; exit 1; }

if message=$(dynamodb update-table --table-name cli --billing-mode PAY_PER_REQUEST 2>&1); then
    echo "UpdateTable was not refused" >&2
    exit 1
fi
case $message in
    *UpdateTable*) ;;
    *) echo "UpdateTable was refused with $message" >&2; exit 1 ;;
esac

dynamodb delete-table --table-name cli --query TableDescription.TableName >/dev/null
dynamodb wait table-not-exists --table-name cli
echo "$("$aws" --version 2>&1 | cut -d' ' -f1): put, updated, scanned, and the expired item is gone"
