"""Hooks for schemathesis: which requests to make, and which findings are expected. scripts/check-api sets this file.

All checks are on. An expected finding is recognized by its exact answer, so that everything else is still reported.
"""

import json
import re

import schemathesis

ARN = "arn:aws:imagebuilder:us-east-1:123456789012:"

# OpenAPI describes each parameter by itself. It cannot describe that a cursor comes from the same request, or that the ARN in
# the query has the name in the path, or that a pipeline and an image exclude each other.
BOUND_TO_THE_REST = {"cursor", "pipelineArn", "image", "imageArn"}
# The format date-time allows offsets up to 23:59. The API allows offsets up to 18:00, as its document says.
FAR_OFFSET = re.compile(r"[+-](18:(?!00)|19|2[0-3])[:0-9]*$")


@schemathesis.hook
def map_case(context, case):
    """Uses names of the local fleet, because random names are nearly always unknown."""
    path, query = case.path_parameters or {}, case.query or {}
    if case.meta and case.meta.generation.mode.is_positive:
        if case.operation.label.startswith("PUT ") and str(path.get("build")) == "1":
            # With the newest AVAILABLE build on hold, "latest" would have nothing to answer.
            path["build"] = 2
        if "pipelineArn" in query and "pipeline" in path:
            query["pipelineArn"] = f"{ARN}image-pipeline/{path['pipeline']}"
        if "imageArn" in query and "name" in path:
            query["imageArn"] = ARN + "/".join(["image", *(str(path[part]) for part in ("name", "version", "build") if part in path)])
        if "distributionConfigurationArn" in query and "distribution" in path:
            query["distributionConfigurationArn"] = f"{ARN}distribution-configuration/{path['distribution']}"
        if "account" in query:
            query["account"] = "111111111111"
        if "group" in query:
            query["group"] = "prod"
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
        # HTTP APIs of API Gateway have no 405: a method without a route is not found, and no function is called.
        return body != {"message": "Not Found"}
    return True


def json_of(response):
    try:
        body = json.loads(response.content)
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}
