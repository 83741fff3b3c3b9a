package imagefanout.queryimages.http;

import java.util.Map;

/**
 * What API Gateway sends to the client.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html">
 *     responses in payload format 2.0</a>
 */
public record ApiResponse(int statusCode, Map<String, String> headers, String body, boolean isBase64Encoded) {}
