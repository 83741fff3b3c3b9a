package imagefanout.endtoend.logs;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.SplittableRandom;

/** DynamoDB, Image Builder and Organizations on one port. They succeed or fail at random, always with secrets in the text. */
final class TalkativeServices implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String ORGANIZATIONS = "arn:aws:organizations::123456789012:";

    private final HttpServer server;
    private final SplittableRandom random;
    private final Secrets secrets;

    TalkativeServices(SplittableRandom random, Secrets secrets) throws IOException {
        this.random = random;
        this.secrets = secrets;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            if (target == null) {
                imageBuilder(exchange);
            } else if (target.startsWith("AWSOrganizations")) {
                organizations(exchange, target.substring(target.indexOf('.') + 1), request);
            } else {
                dynamoDb(exchange, target.substring(target.indexOf('.') + 1), request);
            }
        }
    }

    private void dynamoDb(HttpExchange exchange, String operation, String request) throws IOException {
        if (random.nextInt(3) == 0) {
            ObjectNode error = JSON.createObjectNode()
                    .put("__type", "com.amazonaws.dynamodb.v20120810#ValidationException")
                    .put("message", "One or more values are invalid: " + secrets.recognizable());
            send(exchange, 400, Optional.empty(), error.toString());
            return;
        }
        send(
                exchange,
                200,
                Optional.empty(),
                switch (operation) {
                    case "Scan" -> request.contains("AccountRulesTable") ? rules() : scanned();
                    case "Query" -> "{\"Items\":[],\"Count\":0,\"ScannedCount\":0}";
                    case "BatchGetItem" -> "{\"Responses\":{},\"UnprocessedKeys\":{}}";
                    case "BatchWriteItem" -> "{\"UnprocessedItems\":{}}";
                    default -> "{}";
                });
    }

    /** A registry with one valid row and one with arbitrary text. */
    private String scanned() {
        ObjectNode answer = JSON.createObjectNode();
        ObjectNode good = answer.withArray("Items").addObject();
        good.putObject("accountId").put("S", "111111111111");
        good.putObject("status").put("S", "ACTIVE");
        good.putObject("name").put("S", secrets.any());
        ObjectNode bad = answer.withArray("Items").addObject();
        bad.putObject("accountId").put("S", random.nextBoolean() ? secrets.any() : "222222222222");
        bad.putObject("name").put("S", secrets.any());
        bad.putObject("status").put("S", secrets.any());
        bad.putObject("groups").putArray("L").addObject().put("S", secrets.any());
        return answer.toString();
    }

    /** A rule for every account. In one of four answers, a rule of arbitrary text follows. */
    private String rules() {
        ObjectNode answer = JSON.createObjectNode();
        ObjectNode good = answer.withArray("Items").addObject();
        good.putObject("order").put("N", "10");
        good.putObject("match").putObject("M").putObject("unit").put("S", "/**");
        good.putObject("groups").putArray("L").addObject().put("S", "prod");
        good.putObject("description").put("S", secrets.any());
        if (random.nextInt(4) == 0) {
            ObjectNode bad = answer.withArray("Items").addObject();
            bad.putObject("order").put("S", secrets.any());
            bad.putObject("match").put("S", secrets.any());
            bad.putObject("groups").putArray("L").addObject().put("S", secrets.any());
        }
        return answer.toString();
    }

    /** An organization with one unit, in which an account has names and tags of arbitrary text. */
    private void organizations(HttpExchange exchange, String operation, String request) throws IOException {
        if (random.nextInt(12) == 0) {
            ObjectNode error = JSON.createObjectNode()
                    .put("__type", random.nextBoolean() ? "AccessDeniedException" : "ServiceException")
                    .put("Message", "not for " + secrets.recognizable());
            send(exchange, 400, Optional.empty(), error.toString());
            return;
        }
        ObjectNode answer = JSON.createObjectNode();
        switch (operation) {
            case "ListRoots" ->
                answer.withArray("Roots")
                        .addObject()
                        .put("Id", "r-ab12")
                        .put("Arn", ORGANIZATIONS + "root/o-abcdefghij/r-ab12")
                        .put("Name", secrets.any());
            case "ListOrganizationalUnitsForParent" -> {
                if (request.contains("r-ab12")) {
                    answer.withArray("OrganizationalUnits")
                            .addObject()
                            .put("Id", "ou-ab12-abcdefgh")
                            .put("Arn", ORGANIZATIONS + "ou/o-abcdefghij/ou-ab12-abcdefgh")
                            .put("Name", secrets.any());
                }
            }
            case "ListAccountsForParent" -> account(answer.withArray("Accounts").addObject());
            case "DescribeAccount" -> account(answer.putObject("Account"));
            case "ListTagsForResource" ->
                answer.withArray("Tags").addObject().put("Key", secrets.any()).put("Value", secrets.any());
            default -> {}
        }
        send(exchange, 200, Optional.empty(), answer.toString());
    }

    private void account(ObjectNode account) {
        account.put("Id", random.nextInt(8) == 0 ? secrets.any() : "111111111111")
                .put("Name", secrets.any())
                .put("Email", secrets.recognizable())
                .put("Status", "ACTIVE");
    }

    private void imageBuilder(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        switch (random.nextInt(4)) {
            case 0 -> {
                ObjectNode error = JSON.createObjectNode().put("message", "not for " + secrets.recognizable());
                send(exchange, 400, Optional.of("InvalidRequestException"), error.toString());
            }
            case 1 -> {
                ObjectNode error = JSON.createObjectNode()
                        .put("message", "User: " + secrets.recognizable() + " is not authorized");
                send(exchange, 403, Optional.of("ForbiddenException"), error.toString());
            }
            case 2 -> send(exchange, 200, Optional.empty(), "{\"" + secrets.recognizable() + "\": ");
            default -> send(exchange, 200, Optional.empty(), path.startsWith("/List") ? "{}" : image(exchange));
        }
    }

    private String image(HttpExchange exchange) {
        ObjectNode answer = JSON.createObjectNode();
        ObjectNode image = answer.putObject("image");
        image.put("arn", "arn:aws:imagebuilder:us-east-1:123456789012:image/golden-linux/1.0.0/1");
        image.put("name", secrets.any());
        image.put("version", secrets.any());
        image.put("dateCreated", random.nextBoolean() ? secrets.any() : "2026-01-01T00:00:00.000Z");
        image.putObject("state")
                .put("status", random.nextBoolean() ? "AVAILABLE" : "FAILED")
                .put("reason", secrets.any());
        ObjectNode ami = image.putObject("outputResources").putArray("amis").addObject();
        ami.put("region", random.nextBoolean() ? "us-east-1" : secrets.any());
        ami.put("image", random.nextBoolean() ? "ami-0123456789abcdef0" : secrets.any());
        ami.put("accountId", random.nextBoolean() ? "123456789012" : secrets.any());
        return answer.toString();
    }

    private static void send(HttpExchange exchange, int status, Optional<String> error, String body)
            throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
        error.ifPresent(name -> exchange.getResponseHeaders().set("x-amzn-ErrorType", name));
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
