#!/bin/sh
# The story from a recipe to an AVAILABLE image, in the AWS CLI.
# usage: aws-cli.sh AWS ENDPOINT
set -eu

aws=$1
endpoint=$2
export AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=secret AWS_DEFAULT_REGION=us-east-1 AWS_PAGER=

imagebuilder() {
    "$aws" imagebuilder --endpoint-url "$endpoint" --output text "$@"
}

recipe=$(imagebuilder create-image-recipe --name "cli story" --semantic-version 1.0.0 \
    --parent-image ami-0123456789abcdef0 \
    --block-device-mappings 'deviceName=/dev/xvda,ebs={volumeType=gp3,volumeSize=30,throughput=250}' \
    --query imageRecipeArn)
infrastructure=$(imagebuilder create-infrastructure-configuration --name "cli story" \
    --instance-profile-name ImageBuilder --query infrastructureConfigurationArn)
distribution=$(imagebuilder create-distribution-configuration --name "cli story" \
    --distributions 'region=us-east-1,amiDistributionConfiguration={targetAccountIds=[111111111111]}' \
    --query distributionConfigurationArn)
pipeline=$(imagebuilder create-image-pipeline --name "cli story" --image-recipe-arn "$recipe" \
    --infrastructure-configuration-arn "$infrastructure" --distribution-configuration-arn "$distribution" \
    --query imagePipelineArn)
image=$(imagebuilder start-image-pipeline-execution --image-pipeline-arn "$pipeline" --query imageBuildVersionArn)

status=
for _ in $(seq 60); do
    status=$(imagebuilder get-image --image-build-version-arn "$image" --query image.state.status)
    [ "$status" = AVAILABLE ] && break
done
[ "$status" = AVAILABLE ] || { echo "$image is $status" >&2; exit 1; }

accounts=$(imagebuilder list-image-pipeline-images --image-pipeline-arn "$pipeline" \
    --query 'imageSummaryList[0].outputResources.amis[].accountId' | tr '\t' ' ')
[ "$accounts" = "123456789012 111111111111" ] || { echo "copies for $accounts" >&2; exit 1; }

echo "$("$aws" --version 2>&1 | cut -d' ' -f1): $image is $status for $accounts"
