package imagefanout.queryimages.http;

import java.util.Arrays;
import java.util.Set;

/**
 * The operations of {@code docs/openapi.yaml}: {@code operationId}, route and query parameters. Tests compare them with the
 * document and the template.
 */
public enum ApiRoute {
    SHOW_DASHBOARD("GET /"),
    DESCRIBE_API("GET /v1/openapi.json"),
    LIST_PIPELINES("GET /v1/pipelines", "pipelineArn", "volumeType", "limit", "cursor"),
    LIST_BUILDS("GET /v1/pipelines/{pipeline}/builds", "pipelineArn", "state", "limit", "cursor"),
    FIND_LATEST("GET /v1/pipelines/{pipeline}/latest", "pipelineArn", "region", "account", "at", "channel"),
    SHOW_COVERAGE("GET /v1/pipelines/{pipeline}/coverage", "pipelineArn", "cursor", "channel"),
    LIST_CHANNELS("GET /v1/pipelines/{pipeline}/channels", "pipelineArn", "limit", "cursor"),
    SHOW_CHANNEL("GET /v1/pipelines/{pipeline}/channels/{channel}", "pipelineArn"),
    PROMOTE_BUILD("PUT /v1/pipelines/{pipeline}/channels/{channel}", "pipelineArn", "dryRun"),
    DELETE_CHANNEL("DELETE /v1/pipelines/{pipeline}/channels/{channel}", "pipelineArn", "reason", "dryRun"),
    SHOW_PROMOTION_RULE("GET /v1/pipelines/{pipeline}/channels/{channel}/rule", "pipelineArn", "dryRun"),
    SHOW_CHANNEL_HISTORY("GET /v1/pipelines/{pipeline}/channels/{channel}/history", "pipelineArn", "limit", "cursor"),
    LIST_IMAGES("GET /v1/images", "volumeType", "limit", "cursor"),
    LIST_IMAGE_BUILDS("GET /v1/images/{name}/builds", "imageArn", "state", "limit", "cursor"),
    FIND_LATEST_OF_IMAGE("GET /v1/images/{name}/latest", "imageArn", "region", "account", "at"),
    SHOW_IMAGE_COVERAGE("GET /v1/images/{name}/coverage", "imageArn", "cursor"),
    SHOW_IMAGE("GET /v1/images/{name}/{version}/{build}", "imageArn"),
    LIST_IMAGE_AMIS("GET /v1/images/{name}/{version}/{build}/amis", "imageArn", "region", "account", "limit", "cursor"),
    HOLD_IMAGE("PUT /v1/images/{name}/{version}/{build}/hold", "imageArn"),
    RELEASE_IMAGE("DELETE /v1/images/{name}/{version}/{build}/hold", "imageArn", "reason"),
    LIST_HOLDS("GET /v1/images/{name}/{version}/{build}/holds", "imageArn", "limit", "cursor"),
    TRACE_AMI("GET /v1/amis/{amiId}", "limit", "cursor"),
    LIST_ACCOUNTS("GET /v1/accounts", "group", "region", "status", "source", "problems", "limit", "cursor"),
    SHOW_ACCOUNT("GET /v1/accounts/{accountId}", "limit", "cursor"),
    LIST_ACCOUNT_AMIS(
            "GET /v1/accounts/{accountId}/amis",
            "region",
            "pipeline",
            "pipelineArn",
            "image",
            "imageArn",
            "limit",
            "cursor"),
    GET_HELD_IMPORT("GET /v1/accounts/approvals"),
    APPROVE_IMPORT("POST /v1/accounts/approvals"),
    LIST_DISTRIBUTIONS("GET /v1/distributions", "limit", "cursor"),
    LIST_CHANGES("GET /v1/distributions/{distribution}/changes", "distributionConfigurationArn", "limit", "cursor"),
    APPROVE_PLAN("POST /v1/distributions/{distribution}/approvals", "distributionConfigurationArn");

    private final String key;
    private final Set<String> parameters;

    ApiRoute(String key, String... parameters) {
        this.key = key;
        this.parameters = Set.of(parameters);
    }

    /** @throws ProblemException when the API has no such route */
    public static ApiRoute of(String key) {
        return Arrays.stream(values())
                .filter(route -> route.key.equals(key))
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound(
                        "This API has no such route. GET /v1/openapi.json lists the routes."));
    }

    /** API Gateway's {@code routeKey}: method and path. */
    public String key() {
        return key;
    }

    public Set<String> parameters() {
        return parameters;
    }
}
