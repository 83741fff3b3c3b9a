"""Which findings of schemathesis are none. It loads this file; scripts/check-api says so.

All its checks are on. What they take for a fault although the API means it is told apart here by its very answer, so that
anything else is still found.
"""

import json
import re

import schemathesis

ARN = "arn:aws:imagebuilder:us-east-1:123456789012:"

# OpenAPI describes parameters one by one. It cannot say that a cursor is one that this very question gave, nor that the ARN
# in the query belongs to the name in the path.
BOUND_TO_THE_REST = {"cursor", "pipelineArn", "imageArn"}
# The format date-time takes offsets up to 23:59. The world's end at 14:00, and the API's, as its document says, at 18:00.
FAR_OFFSET = re.compile(r"[+-](18:(?!00)|19|2[0-3])[:0-9]*$")


@schemathesis.hook
def map_case(context, case):
    """Asks for what the local fleet has, where names made up at random would nearly always be unknown."""
    path, query = case.path_parameters or {}, case.query or {}
    if case.meta and case.meta.generation.mode.is_positive:
        if case.operation.label.startswith("PUT ") and str(path.get("build")) == "1":
            # On hold, the newest build that is AVAILABLE would leave nothing for "latest" to answer.
            path["build"] = 2
        if "pipelineArn" in query and "pipeline" in path:
            query["pipelineArn"] = f"{ARN}image-pipeline/{path['pipeline']}"
        if "imageArn" in query and "name" in path:
            query["imageArn"] = f"{ARN}image/{path['name']}/{path['version']}/{path['build']}"
        if "account" in query:
            query["account"] = "111111111111"
        if "region" in query:
            query["region"] = "us-east-1"
    return case


@schemathesis.hook
def filter_failure(context, failure, case, response):
    kind = type(failure).__name__
    body = json_of(response)
    if kind == "RejectedPositiveData" and response.status_code == 400:
        beyond = body.get("parameter") == "at" and FAR_OFFSET.search((case.query or {}).get("at", ""))
        return not beyond and body.get("parameter") not in BOUND_TO_THE_REST
    if kind == "UnsupportedMethodResponse" and response.status_code == 404:
        # An HTTP API of API Gateway knows no 405: a method that has no route is not found, before any function is asked.
        return body != {"message": "Not Found"}
    return True


def json_of(response):
    try:
        body = json.loads(response.content)
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}
