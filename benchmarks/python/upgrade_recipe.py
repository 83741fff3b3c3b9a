"""upgrade-recipe's dry run as one would write it in Python: the requests that the Java function makes, and the difference."""

import logging

import boto3

logging.getLogger().setLevel("INFO")
imagebuilder = boto3.client("imagebuilder")


def handler(event, context):
    arn = event["imageRecipeArn"]
    recipe = imagebuilder.get_image_recipe(imageRecipeArn=arn)["imageRecipe"]
    filters = [{"name": "name", "values": [recipe["name"]]}]
    imagebuilder.list_image_recipes(owner="Self", filters=filters, maxResults=25)
    patch = [
        {"op": "replace", "path": f"/blockDeviceMappings/{number}/ebs/volumeType", "value": event["to"]}
        for number, device in enumerate(recipe["blockDeviceMappings"])
        if device["ebs"].get("volumeType") == event["from"]
    ]
    logging.info("image recipe looked at: %s", arn)
    return {"recipes": [{"imageRecipeArn": arn, "outcome": "PLANNED", "patch": patch}]}
