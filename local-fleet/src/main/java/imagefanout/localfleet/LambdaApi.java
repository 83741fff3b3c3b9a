package imagefanout.localfleet;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lambda's Invoke operation. It accepts a function's logical ID or ARN, with or without a qualifier.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html">Invoke</a>
 */
final class LambdaApi implements HttpHandler {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MAX_EVENT_BYTES = 6 * 1024 * 1024;
    private static final Pattern PATH = Pattern.compile(
            "/2015-03-31/functions/"
                    + "(?:arn:aws[a-z-]*:lambda:[a-z0-9-]+:[0-9]{12}:function:)?([A-Za-z0-9_-]+)(?::[A-Za-z0-9$_-]+)?/invocations");

    private final LocalFunctions functions;

    LambdaApi(LocalFunctions functions) {
        this.functions = functions;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        byte[] event = exchange.getRequestBody().readNBytes(MAX_EVENT_BYTES + 1);
        Matcher path = PATH.matcher(exchange.getRequestURI().getPath());
        if (!path.matches() || !exchange.getRequestMethod().equals("POST")) {
            refuse(
                    exchange,
                    404,
                    "ResourceNotFoundException",
                    "Not found: only POST /2015-03-31/functions/NAME/invocations exists");
        } else if (event.length > MAX_EVENT_BYTES) {
            refuse(
                    exchange,
                    413,
                    "RequestTooLargeException",
                    "The event is too large: expected at most " + MAX_EVENT_BYTES + " bytes");
        } else if (!isJson(event)) {
            refuse(exchange, 400, "InvalidRequestContentException", "The event is not valid JSON");
        } else if (functions.find(path.group(1)).isEmpty()) {
            refuse(
                    exchange,
                    404,
                    "ResourceNotFoundException",
                    "Function not found: " + path.group(1) + "; expected one of " + functions.logicalIds());
        } else {
            LocalFunction function = functions.find(path.group(1)).get();
            invoke(exchange, function, event.length == 0 ? "{}".getBytes(StandardCharsets.UTF_8) : event);
        }
    }

    private void invoke(HttpExchange exchange, LocalFunction function, byte[] event) throws IOException {
        String type = Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Amz-Invocation-Type"))
                .orElse("RequestResponse");
        switch (type) {
            case "Event" -> {
                functions.invokeLater(function.logicalId(), event);
                HttpEndpoint.send(exchange, 202, new byte[0]);
            }
            case "DryRun" -> HttpEndpoint.send(exchange, 204, new byte[0]);
            case "RequestResponse" -> answer(exchange, function, event);
            default ->
                refuse(
                        exchange,
                        400,
                        "InvalidParameterValueException",
                        "Invalid invocation type \"" + type + "\": expected RequestResponse, Event or DryRun");
        }
    }

    private static void answer(HttpExchange exchange, LocalFunction function, byte[] event) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.getResponseHeaders().set("X-Amz-Executed-Version", "$LATEST");
        byte[] answer;
        try {
            answer = function.invoke(event);
        } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
            exchange.getResponseHeaders().set("X-Amz-Function-Error", "Unhandled");
            answer = FunctionError.of(e);
        }
        HttpEndpoint.send(exchange, 200, answer);
    }

    private static boolean isJson(byte[] event) {
        try {
            JSON.readTree(event);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void refuse(HttpExchange exchange, int status, String error, String message) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.getResponseHeaders().set("x-amzn-ErrorType", error);
        byte[] body = JSON.createObjectNode()
                .put("Type", "User")
                .put("Message", message)
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        HttpEndpoint.send(exchange, status, body);
    }
}
