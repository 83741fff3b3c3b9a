"""The story from a recipe to an AVAILABLE image, in boto3.

usage: boto3_example.py ENDPOINT
"""

import sys
import time

import boto3

DISTRIBUTIONS = [
    {"region": "us-east-1", "amiDistributionConfiguration": {"name": "golden {{ imagebuilder:buildDate }}"}},
    {"region": "eu-west-1", "amiDistributionConfiguration": {"targetAccountIds": ["111111111111", "222222222222"]}},
]


def main(endpoint):
    client = boto3.client(
        "imagebuilder",
        endpoint_url=endpoint,
        region_name="us-east-1",
        aws_access_key_id="test",
        aws_secret_access_key="secret",
    )
    recipe = client.create_image_recipe(
        name="boto story",
        semanticVersion="1.0.x",
        parentImage="ami-0123456789abcdef0",
        components=[{"componentArn": "arn:aws:imagebuilder:us-east-1:aws:component/update-linux/x.x.x"}],
        blockDeviceMappings=[
            {"deviceName": "/dev/xvda", "ebs": {"volumeType": "io2", "iops": 3000, "volumeSize": 50}}
        ],
    )["imageRecipeArn"]
    infrastructure = client.create_infrastructure_configuration(
        name="boto story", instanceProfileName="ImageBuilder", snsTopicArn="arn:aws:sns:us-east-1:123456789012:golden"
    )["infrastructureConfigurationArn"]
    distribution = client.create_distribution_configuration(name="boto story", distributions=DISTRIBUTIONS)[
        "distributionConfigurationArn"
    ]
    pipeline = client.create_image_pipeline(
        name="boto story",
        imageRecipeArn=recipe,
        infrastructureConfigurationArn=infrastructure,
        distributionConfigurationArn=distribution,
    )["imagePipelineArn"]
    image = client.start_image_pipeline_execution(imagePipelineArn=pipeline)["imageBuildVersionArn"]

    assert client.get_distribution_configuration(distributionConfigurationArn=distribution)[
        "distributionConfiguration"
    ]["distributions"] == DISTRIBUTIONS
    seen = []
    while not seen or seen[-1] not in ("AVAILABLE", "FAILED", "CANCELLED"):
        status = client.get_image(imageBuildVersionArn=image)["image"]["state"]["status"]
        if not seen or seen[-1] != status:
            seen.append(status)
        time.sleep(0.02)
    assert seen[-1] == "AVAILABLE", seen

    summary = client.list_image_pipeline_images(imagePipelineArn=pipeline)["imageSummaryList"][0]
    copies = {(ami["region"], ami["accountId"]) for ami in summary["outputResources"]["amis"]}
    assert copies == {
        ("us-east-1", "123456789012"),
        ("eu-west-1", "111111111111"),
        ("eu-west-1", "222222222222"),
    }, copies
    versions = client.list_image_build_versions(imageVersionArn=image.rsplit("/", 1)[0])["imageSummaryList"]
    assert [version["arn"] for version in versions] == [image]
    client.tag_resource(resourceArn=image, tags={"stage": "golden"})
    assert client.get_image(imageBuildVersionArn=image)["image"]["tags"] == {"stage": "golden"}
    try:
        client.retry_image(imageBuildVersionArn=image)
        raise AssertionError("an available image was retried")
    except client.exceptions.InvalidRequestException:
        pass
    print(f"boto3 {boto3.__version__}: {' -> '.join(seen)}, {len(copies)} copies")


if __name__ == "__main__":
    main(sys.argv[1])
