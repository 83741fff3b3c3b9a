package imagefanout.queryimages;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.fasterxml.jackson.databind.JsonNode;
import imagefanout.lambda.Json;
import imagefanout.model.MalformedException;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Region;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/** A request, parsed at the door: whatever is not as it should be is a {@link Problem} that names it. */
final class Call {
    private static final int MOST_CHARACTERS = 1024;
    private static final int MOST_BODY = 16_384;
    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,6}");
    /** @see <a href="https://www.rfc-editor.org/rfc/rfc9110#quality.values">quality values</a> */
    private static final Pattern WEIGHT = Pattern.compile("[qQ]=(?:0(?:\\.[0-9]{0,3})?|1(?:\\.0{0,3})?)");

    private static final Pattern NAME = Pattern.compile("[a-z0-9_-]{1,128}");
    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private final APIGatewayV2HTTPEvent event;
    private final SortedMap<String, String> path;
    private final SortedMap<String, String> query;

    Call(APIGatewayV2HTTPEvent event) {
        this.event = event;
        this.path = copy(event.getPathParameters());
        this.query = copy(event.getQueryStringParameters());
    }

    private static SortedMap<String, String> copy(Map<String, String> parameters) {
        SortedMap<String, String> copy = new TreeMap<>();
        if (parameters != null) {
            parameters.forEach((name, value) -> copy.put(name, Objects.requireNonNullElse(value, "")));
        }
        return copy;
    }

    String routeKey() {
        return Objects.requireNonNullElse(event.getRouteKey(), "");
    }

    Map<String, String> stageVariables() {
        return copy(event.getStageVariables());
    }

    /** Whether it is GET, so that it changes nothing. */
    boolean isRead() {
        return routeKey().startsWith("GET ");
    }

    /** A misspelt parameter must not be taken for an absent one: the answer would be somebody else's. */
    void allowOnly(Set<String> parameters) {
        for (String name : query.keySet()) {
            if (!parameters.contains(name)) {
                throw Problem.parameter(
                        shortened(name),
                        "not a parameter of this operation; those are " + new java.util.TreeSet<>(parameters));
            }
        }
    }

    <T> T path(String name, Function<String, T> parse) {
        return parsed(name, pathText(name), parse);
    }

    private String pathText(String name) {
        String text = path.get(name);
        if (text == null) {
            throw Problem.parameter(name, "missing");
        }
        return limited(name, text);
    }

    <T> Optional<T> query(String name, Function<String, T> parse) {
        return Optional.ofNullable(query.get(name)).map(text -> parsed(name, limited(name, text), parse));
    }

    /** A pipeline's, an image's or a distribution configuration's name as Image Builder makes it: a part of the ARN. */
    static String name(String text) {
        if (!NAME.matcher(text).matches()) {
            throw new MalformedException("a name of 1 to 128 lower-case letters, digits, - and _", text);
        }
        return text;
    }

    Optional<Region> region() {
        return query("region", Region::new);
    }

    Optional<AccountId> account() {
        return query("account", AccountId::new);
    }

    /** An instant in ISO form, with an offset or Z. */
    Optional<Instant> instant(String name) {
        return query(name, text -> {
            try {
                Instant instant = java.time.OffsetDateTime.parse(text).toInstant();
                if (!instant.isBefore(FIRST) && !instant.isAfter(LAST)) {
                    return instant.truncatedTo(ChronoUnit.MILLIS);
                }
            } catch (DateTimeParseException e) {
                throw (MalformedException)
                        new MalformedException("an ISO time such as 2026-01-31T12:00:00Z", text).initCause(e);
            }
            throw new MalformedException("an ISO time of the years 0000 to 9999", text);
        });
    }

    int limit(int usual, int most) {
        return query("limit", text -> {
                    int limit = WHOLE.matcher(text).matches() ? Integer.parseInt(text) : 0;
                    if (limit < 1 || limit > most) {
                        throw new MalformedException("a whole number from 1 to " + most, text);
                    }
                    return limit;
                })
                .orElse(usual);
    }

    /** What a cursor of this very question says; empty on the first page. */
    <T> Optional<T> cursor(Function<String, T> parse) {
        return query("cursor", text -> Cursor.open(text, question(), parse));
    }

    String cursorTo(String position) {
        return Cursor.seal(position, question());
    }

    /** All that a page's place depends on: a cursor is good for the same question only, whatever the limit. */
    private String question() {
        SortedMap<String, String> asked = new TreeMap<>(query);
        asked.remove("cursor");
        asked.remove("limit");
        return routeKey() + path + asked;
    }

    /** Whether plain text is named, and not JSON before it: many clients name both and mean JSON. */
    boolean wantsPlainText() {
        return weight("text/plain") > weight("application/json");
    }

    /** Of a media type in the Accept header, from 0 to 1; 0 when it is not named. */
    private double weight(String type) {
        return header("accept").stream()
                .flatMap(accept -> Arrays.stream(accept.split(",", 20)))
                .map(range -> range.split(";", 5))
                .filter(range -> range[0].strip().equalsIgnoreCase(type))
                .mapToDouble(range -> Arrays.stream(range)
                        .map(String::strip)
                        .filter(parameter -> WEIGHT.matcher(parameter).matches())
                        .mapToDouble(parameter -> Double.parseDouble(parameter.substring(2)))
                        .findFirst()
                        .orElse(1))
                .max()
                .orElse(0);
    }

    Optional<String> header(String name) {
        if (event.getHeaders() == null) {
            return Optional.empty();
        }
        return event.getHeaders().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name) && header.getValue() != null)
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** The body, which must be one JSON object. */
    JsonNode body() {
        String body = Objects.requireNonNullElse(event.getBody(), "");
        if (body.length() > MOST_BODY) {
            throw Problem.parameter("body", "longer than " + MOST_BODY + " characters");
        }
        return parsed("body", body, text -> {
            String json = event.getIsBase64Encoded()
                    ? new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8)
                    : text;
            return Json.object(json);
        });
    }

    /** Who asks: the ARN of the IAM caller, or issuer and subject of the token; empty when no authorizer says. */
    Optional<String> caller() {
        return Optional.ofNullable(event.getRequestContext())
                .map(APIGatewayV2HTTPEvent.RequestContext::getAuthorizer)
                .flatMap(Call::caller);
    }

    private static Optional<String> caller(APIGatewayV2HTTPEvent.RequestContext.Authorizer authorizer) {
        Optional<String> iam = Optional.ofNullable(authorizer.getIam())
                .map(APIGatewayV2HTTPEvent.RequestContext.IAM::getUserArn)
                .filter(arn -> !arn.isBlank());
        return iam.or(() -> Optional.ofNullable(authorizer.getJwt())
                .map(APIGatewayV2HTTPEvent.RequestContext.Authorizer.JWT::getClaims)
                .flatMap(claims -> Optional.ofNullable(claims.get("sub"))
                        .filter(subject -> !subject.isBlank())
                        .map(subject -> claims.containsKey("iss") ? claims.get("iss") + " " + subject : subject)));
    }

    private static String limited(String name, String text) {
        if (text.length() > MOST_CHARACTERS) {
            throw Problem.parameter(name, "longer than " + MOST_CHARACTERS + " characters");
        }
        return text;
    }

    private static <T> T parsed(String name, String text, Function<String, T> parse) {
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException e) {
            throw Problem.parameter(name, Objects.requireNonNullElse(e.getMessage(), "malformed"));
        }
    }

    private static String shortened(String text) {
        return text.length() <= 64 ? text : text.substring(0, 64) + "…";
    }
}
