package emulators.dynamodb;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** For any input, no request gets a 5xx or hangs, and the next client is served. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DynamoDbFuzzTest {

    private static final List<String> OPERATIONS = Operations.namesByTarget().values().stream()
            .flatMap(names -> names.stream().sorted())
            .toList();

    private static final List<String> MEMBERS = List.of(
            "TableName",
            "Item",
            "Key",
            "Keys",
            "RequestItems",
            "TransactItems",
            "ConditionExpression",
            "UpdateExpression",
            "KeyConditionExpression",
            "FilterExpression",
            "ProjectionExpression",
            "ExpressionAttributeNames",
            "ExpressionAttributeValues",
            "ExclusiveStartKey",
            "Limit",
            "Select",
            "Segment",
            "TotalSegments",
            "ReturnValues",
            "StreamSpecification",
            "KeySchema",
            "AttributeDefinitions",
            "Put",
            "Update",
            "things",
            "id",
            "#n",
            ":v",
            "S",
            "N",
            "B",
            "SS",
            "NS",
            "L",
            "M",
            "ShardIterator",
            "StreamArn",
            "unknown \\ud83d");

    private static final List<String> TEXTS = List.of(
            "things",
            "id",
            "#n = :v",
            "SET #n = :v",
            "id = :v",
            "1e999999999",
            "-0",
            "((((((",
            "a[99999999999999]",
            "size(id) > :v AND NOT contains(#n, :v)",
            "ALL_NEW",
            "COUNT",
            "\\u0000\\ud800",
            "AAAA",
            "");

    static final List<String> RAW = List.of(
            "\r\n\r\n",
            "\0\0\0\0\0\0\0\0\r\n\r\n",
            "GET\r\n\r\n",
            "GET / HTTP/9.9\r\n\r\n",
            "GET http://[ HTTP/1.1\r\n\r\n",
            "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n",
            "HEAD / HTTP/1.1\r\nHost: a\r\nX-Amz-Target: DynamoDB_20120810.ListTables\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}",
            "POST / HTTP/1.1\r\nHost: a\r\nX-Amz-Target: .\r\nContent-Length: 2\r\n\r\n{}",
            "POST / HTTP/1.1\r\nHost: a\r\nX-Amz-Target: DynamoDB_20120810.\r\nContent-Length: 2\r\n\r\n{}",
            "POST / HTTP/1.1\r\nHost: a\r\nX-Amz-Target: DynamoDB_20120810.PutItem\r\nContent-Length: -5\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: a\r\nX-Amz-Target: DynamoDB_20120810.PutItem\r\nContent-Length: many\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc",
            "\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\u0003",
            "GET /" + "a".repeat(100_000) + " HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET / HTTP/1.1\r\n" + "X: y\r\n".repeat(10_000) + "\r\n");

    private EmulatedAccount emulation;

    @BeforeAll
    void start() {
        emulation = new EmulatedAccount();
    }

    @AfterAll
    void stop() {
        emulation.close();
    }

    @AfterEach
    void theNextClientIsServed() {
        assertThat(emulation.send("ListTables", "{}").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @FieldSource("RAW")
    void refusesBytesThatAreNoRequest(String bytes) throws IOException {
        Optional<Integer> status = sendRaw(bytes.getBytes(ISO_8859_1));

        assertThat(status.orElse(400)).isLessThan(500);
    }

    @Test
    void refusesRandomBytes() throws IOException {
        Random random = new Random(42);
        for (int i = 0; i < 200; i++) {
            byte[] bytes = new byte[random.nextInt(2000)];
            random.nextBytes(bytes);

            assertThat(sendRaw(bytes).orElse(400)).isLessThan(500);
        }
    }

    static Stream<String> bodies() {
        return Stream.of(
                "[",
                "nonsense",
                "null",
                "[]",
                "\"text\"",
                "{\"TableName\":\"a\",\"TableName\":\"b\"}",
                "{} {}",
                "{\"a\":" + "[".repeat(100_000),
                "{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}",
                "{\"a\":".repeat(5000) + "1" + "}".repeat(5000),
                "{\"Limit\":" + "9".repeat(100_000) + "}",
                "{\"Limit\":1e999999999999}");
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void refusesEmptyBodies(String body) {
        for (String operation : OPERATIONS) {
            assertThat(emulation.sendRaw(operation, body).statusCode())
                    .as(operation)
                    .isBetween(400, 499);
        }
        assertThat(emulation.control("POST", "", body).statusCode()).isBetween(400, 499);
    }

    @Test
    void survivesWrongTypesEverywhere() {
        Random random = new Random(42);
        for (int i = 0; i < 5000; i++) {
            String body = object(random, 5);
            HttpResponse<String> response = emulation.sendRaw(OPERATIONS.get(random.nextInt(OPERATIONS.size())), body);

            assertThat(response.statusCode()).as(body).isLessThan(500);
        }
    }

    @Test
    void survivesRequestsThatAreAlmostRight() {
        Random random = new Random(42);
        for (int i = 0; i < 5000; i++) {
            String operation = List.of("PutItem", "UpdateItem", "Query", "Scan", "GetItem", "DeleteItem")
                    .get(random.nextInt(6));
            String body = "{\"TableName\":\"things\",\"Key\":{\"id\":{\"S\":\"a\"}},"
                    + "\"Item\":{\"id\":{\"S\":\"a\"},\"n\":" + attribute(random, 4) + "},"
                    + "\"ExpressionAttributeNames\":{\"#n\":\"n\"},"
                    + "\"ExpressionAttributeValues\":{\":v\":" + attribute(random, 3) + "},"
                    + members(random, expressionsOf(operation)) + "}";

            assertThat(emulation.sendRaw(operation, body).statusCode()).as(body).isLessThan(500);
        }
    }

    private static List<String> expressionsOf(String operation) {
        return switch (operation) {
            case "UpdateItem" -> List.of("UpdateExpression", "ConditionExpression");
            case "Query" -> List.of("KeyConditionExpression", "FilterExpression", "ProjectionExpression");
            case "Scan" -> List.of("FilterExpression", "ProjectionExpression");
            case "GetItem" -> List.of("ProjectionExpression");
            default -> List.of("ConditionExpression");
        };
    }

    private static String members(Random random, List<String> names) {
        List<String> words = List.of(
                "#n",
                ":v",
                "id",
                "=",
                "<",
                ">=",
                "AND",
                "OR",
                "NOT",
                "(",
                ")",
                ",",
                ".",
                "[0]",
                "SET",
                "ADD",
                "REMOVE",
                "DELETE",
                "+",
                "-",
                "BETWEEN",
                "IN",
                "size(#n)",
                "contains(#n, :v)",
                "begins_with(id, :v)",
                "attribute_exists(#n)",
                "attribute_type(#n, :v)",
                "if_not_exists(#n, :v)",
                "list_append(#n, :v)");
        return names.stream()
                .map(name -> "\"" + name + "\":\""
                        + IntStream.range(0, 1 + random.nextInt(8))
                                .mapToObj(i -> words.get(random.nextInt(words.size())))
                                .collect(Collectors.joining(" "))
                        + "\"")
                .collect(Collectors.joining(","));
    }

    private static String attribute(Random random, int depth) {
        return switch (random.nextInt(depth == 0 ? 6 : 9)) {
            case 0 -> "{\"S\":\"" + TEXTS.get(random.nextInt(TEXTS.size())) + "\"}";
            case 1 -> "{\"N\":\"" + random.nextInt() + "\"}";
            case 2 -> "{\"B\":\"AAEC\"}";
            case 3 -> "{\"BOOL\":true}";
            case 4 -> "{\"SS\":[\"a\",\"b\"]}";
            case 5 -> "{\"NS\":[\"1\",\"2\"]}";
            case 6 -> "{\"NULL\":true}";
            case 7 -> "{\"L\":[" + attribute(random, depth - 1) + "," + attribute(random, depth - 1) + "]}";
            default -> "{\"M\":{\"n\":" + attribute(random, depth - 1) + "}}";
        };
    }

    @Test
    void refusesAHugeBodyBeforeReadingIt() throws IOException {
        Optional<Integer> status = sendRaw(("POST / HTTP/1.1\r\nHost: a\r\nX-Amz-Target: DynamoDB_20120810.PutItem\r\n"
                        + "Content-Length: 99999999999\r\n\r\n")
                .getBytes(UTF_8));

        assertThat(status).hasValue(413);
    }

    private static String object(Random random, int depth) {
        return IntStream.range(0, random.nextInt(8))
                .mapToObj(i -> MEMBERS.get(random.nextInt(MEMBERS.size())))
                .distinct()
                .map(member -> "\"" + member + "\":" + value(random, depth))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String value(Random random, int depth) {
        return switch (random.nextInt(depth == 0 ? 5 : 9)) {
            case 0 -> "null";
            case 1 -> String.valueOf(random.nextLong());
            case 2 -> String.valueOf(random.nextGaussian());
            case 3 -> String.valueOf(random.nextBoolean());
            case 4, 5 -> "\"" + TEXTS.get(random.nextInt(TEXTS.size())) + "\"";
            case 6 -> "[" + value(random, depth - 1) + "," + value(random, depth - 1) + "]";
            default -> object(random, depth - 1);
        };
    }

    /** Returns the HTTP status; empty if the connection closes without an answer. Fails on a timeout. */
    private Optional<Integer> sendRaw(byte[] bytes) throws IOException {
        try (Socket socket =
                new Socket(emulation.endpoint().getHost(), emulation.endpoint().getPort())) {
            socket.setSoTimeout(60_000);
            OutputStream out = socket.getOutputStream();
            out.write(bytes);
            out.flush();
            socket.shutdownOutput();
            String answer = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
            return answer.isEmpty() ? Optional.empty() : Optional.of(Integer.parseInt(answer.split(" ")[1]));
        } catch (SocketException e) {
            return Optional.empty();
        }
    }
}
