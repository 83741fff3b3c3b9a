package imagefanout.queryimages.http;

import com.fasterxml.jackson.databind.JsonNode;
import imagefanout.lambda.EventJson;
import imagefanout.model.MalformedException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A request. Its methods parse the values that they return, and throw a {@link ProblemException} that names the parameter. */
public final class ApiRequest {
    private static final int MAX_PARAMETER_CHARACTERS = 1024;
    private static final int MAX_BODY_CHARACTERS = 16_384;
    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,6}");
    private static final Pattern NAME = Pattern.compile("[a-z0-9_-]{1,128}");

    private final JsonNode event;
    private final SortedMap<String, String> path;
    private final SortedMap<String, String> query;
    private final SortedMap<String, String> headers;

    /**
     * @param event in payload format 2.0
     * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html">
     *     payload format</a>
     */
    public ApiRequest(JsonNode event) {
        this.event = event;
        this.path = texts("pathParameters", Comparator.naturalOrder());
        this.query = texts("queryStringParameters", Comparator.naturalOrder());
        this.headers = texts("headers", String.CASE_INSENSITIVE_ORDER);
    }

    private SortedMap<String, String> texts(String member, Comparator<String> order) {
        SortedMap<String, String> texts = new TreeMap<>(order);
        event.path(member).forEachEntry((name, value) -> texts.put(name, value.asText("")));
        return texts;
    }

    public String routeKey() {
        return event.path("routeKey").asText("");
    }

    /** The variables of the API's stage; none when one is not a text, because sam local does not resolve them. */
    public Map<String, String> stageVariables() {
        boolean areResolved = event.path("stageVariables").valueStream().allMatch(JsonNode::isTextual);
        return areResolved ? texts("stageVariables", Comparator.naturalOrder()) : Map.of();
    }

    boolean isRead() {
        return routeKey().startsWith("GET ");
    }

    /** Rejects unknown parameters: ignoring a misspelled filter would give a wrong answer. */
    public void allowOnly(Set<String> parameters) {
        String known = parameters.isEmpty() ? "none" : String.join(", ", new TreeSet<>(parameters));
        query.keySet().stream().filter(name -> !parameters.contains(name)).forEach(name -> {
            String detail = "Unknown parameter " + MalformedException.quoted(name) + ". This operation takes ";
            throw ProblemException.invalid(name, detail + known + ".");
        });
    }

    /** Whether the request's route has this path parameter. */
    public boolean hasPath(String name) {
        return path.containsKey(name);
    }

    public <T> T path(String name, Function<String, T> parse) {
        if (!path.containsKey(name)) {
            throw ProblemException.invalid(name, "Missing path parameter " + name + ".");
        }
        return limited(name, path.get(name), MAX_PARAMETER_CHARACTERS, parse);
    }

    public <T> Optional<T> query(String name, Function<String, T> parse) {
        return Optional.ofNullable(query.get(name)).map(text -> limited(name, text, MAX_PARAMETER_CHARACTERS, parse));
    }

    /** The values of a parameter that is repeated or has commas between them; empty without the parameter. */
    public <T> Set<T> list(String name, int max, Function<String, T> parse) {
        String[] texts = query.containsKey(name) ? query.get(name).split(",", -1) : new String[0];
        if (texts.length > max) {
            throw ProblemException.invalid(
                    name, "Invalid " + name + ": it has " + texts.length + " values, expected at most " + max + ".");
        }
        return Arrays.stream(texts)
                .map(text -> limited(name, text, MAX_PARAMETER_CHARACTERS, parse))
                .collect(Collectors.toSet());
    }

    /**
     * The ARN in a query parameter. It chooses among resources of one name in several Regions or accounts.
     *
     * @param resource the resource in the request's path, which is the end of the ARN
     */
    public <T> Optional<T> arn(String name, Function<String, T> parse, String resource) {
        return query(name, text -> {
            T arn = parse.apply(text);
            if (!arn.toString().endsWith("/" + resource)) {
                throw new MalformedException("an ARN that ends with /" + resource, text);
            }
            return arn;
        });
    }

    /**
     * The only one that was found by a name, if any.
     *
     * @param parameter the query parameter that chooses one by its ARN
     * @throws ProblemException when there are several
     */
    public static <T> Optional<T> only(List<T> found, String name, String parameter, Function<T, ?> arn) {
        if (found.size() > 1) {
            throw ProblemException.ambiguous(
                    name, parameter, found.stream().map(arn).toList());
        }
        return found.stream().findFirst();
    }

    private static <T> T limited(String name, String text, int maxCharacters, Function<String, T> parse) {
        return parsed(name, text, within -> {
            if (within.length() > maxCharacters) {
                throw new IllegalArgumentException(
                        "it has " + within.length() + " characters, expected at most " + maxCharacters + ".");
            }
            return parse.apply(within);
        });
    }

    /** @throws ProblemException that names the parameter, when {@code parse} rejects the text */
    public static <T> T parsed(String name, String text, Function<String, T> parse) {
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid(name, "Invalid " + name + ": " + e.getMessage());
        }
    }

    /** The name of a pipeline, an image or a distribution configuration in its ARN. */
    public static String name(String text) {
        if (!NAME.matcher(text).matches()) {
            throw new MalformedException("a name of 1 to 128 lowercase letters, digits, - and _", text);
        }
        return text;
    }

    /** A parameter that is {@code true} or {@code false}. */
    public Optional<Boolean> flag(String name) {
        return query(name, text -> {
            if (!text.equals("true") && !text.equals("false")) {
                throw new MalformedException("true or false", text);
            }
            return text.equals("true");
        });
    }

    /** An instant in ISO form, with an offset or Z. */
    public Optional<Instant> instant(String name) {
        return query(name, ApiRequest::instantOf);
    }

    private static Instant instantOf(String text) {
        try {
            Instant instant = OffsetDateTime.parse(text).toInstant();
            if (!instant.isBefore(FIRST) && !instant.isAfter(LAST)) {
                return instant.truncatedTo(ChronoUnit.MILLIS);
            }
        } catch (DateTimeParseException e) {
            throw (MalformedException)
                    new MalformedException("an ISO time such as 2026-01-31T12:00:00Z", text).initCause(e);
        }
        throw new MalformedException("an ISO time in the years 0000 to 9999", text);
    }

    public int limit(int defaultLimit, int maxLimit) {
        return query("limit", text -> {
                    int limit = NUMBER.matcher(text).matches() ? Integer.parseInt(text) : 0;
                    if (limit < 1 || limit > maxLimit) {
                        throw new MalformedException("a number from 1 to " + maxLimit, text);
                    }
                    return limit;
                })
                .orElse(defaultLimit);
    }

    /** The end of the previous page, from the parts given to {@link #cursorTo}; empty on the first page. */
    public <T> Optional<T> cursor(Function<String[], T> parse) {
        return query(
                "cursor", text -> parse.apply(Cursor.open(text, selection()).split(" ")));
    }

    /** @param parts the position where the page ends; their texts must not have spaces */
    public String cursorTo(Object... parts) {
        String position = Arrays.stream(parts).map(Object::toString).collect(Collectors.joining(" "));
        return Cursor.seal(position, selection());
    }

    /** Everything in the request that selects items, so not the limit. A cursor is valid only for the same selection. */
    private String selection() {
        SortedMap<String, String> filters = new TreeMap<>(query);
        filters.remove("cursor");
        filters.remove("limit");
        return routeKey() + path + filters;
    }

    /** Whether the client prefers the media type to JSON. Clients that accept both equally get JSON. */
    public boolean prefers(String type) {
        return new AcceptHeader(header("accept").orElse("")).prefers(type, "application/json");
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** The body, which must be one JSON object. */
    public JsonNode body() {
        return limited("body", event.path("body").asText(""), MAX_BODY_CHARACTERS, text -> {
            boolean isBase64 = event.path("isBase64Encoded").asBoolean();
            return EventJson.object(
                    isBase64 ? new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8) : text);
        });
    }

    /**
     * The ARN of the IAM caller, or issuer and subject of the token.
     *
     * @param purpose what records the caller, as a sentence without its period
     * @throws ProblemException without an authorizer
     */
    public String caller(String purpose) {
        return caller().orElseThrow(() -> ProblemException.of(
                ProblemException.Type.CALLER_UNKNOWN,
                purpose + ", and this request has no authenticated caller."
                        + " Send it through the API's IAM or JWT authorizer."));
    }

    private Optional<String> caller() {
        JsonNode authorizer = event.path("requestContext").path("authorizer");
        JsonNode claims = authorizer.path("jwt").path("claims");
        String subject = claims.path("sub").asText("");
        return Optional.of(authorizer.path("iam").path("userArn").asText(""))
                .filter(arn -> !arn.isBlank())
                .or(() -> Optional.of(claims.path("iss").asText("") + " " + subject)
                        .filter(text -> !subject.isBlank())
                        .map(String::strip));
    }
}
