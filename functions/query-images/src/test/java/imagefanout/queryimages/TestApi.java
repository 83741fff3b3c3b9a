package imagefanout.queryimages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import imagefanout.lambda.Environment;
import imagefanout.lambda.EventJson;
import imagefanout.lambda.FleetMetrics;
import imagefanout.model.Deadline;
import imagefanout.model.catalog.Hold;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.OfferPolicy;
import imagefanout.model.image.ImageSnapshot;
import imagefanout.model.registry.RegisteredAccount;
import imagefanout.queryimages.answers.AnswerSources;
import imagefanout.queryimages.http.ApiResponse;
import imagefanout.queryimages.http.ApiRoute;
import imagefanout.testing.GoldenImages;
import imagefanout.testing.accounts.InMemoryImportJournal;
import imagefanout.testing.catalog.InMemoryImageCatalog;
import imagefanout.testing.channels.InMemoryChannels;
import imagefanout.testing.channels.InMemoryPromotionRules;
import imagefanout.testing.registry.InMemoryAccountRegistry;
import imagefanout.testing.sync.InMemoryDistributionLedger;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.cloudwatchlogs.emf.config.EnvironmentConfigurationProvider;
import software.amazon.cloudwatchlogs.emf.environment.Environments;

/** Sends requests to the API by method and URL, like an HTTP client. */
final class TestApi {
    static final Instant NOW = Instant.parse("2026-02-01T00:00:00Z");
    static final Instant RECONCILED = Instant.parse("2026-01-31T23:00:00Z");
    static final String CALLER = "arn:aws:iam::123456789012:user/operator";

    static final FleetMetrics METRICS = metrics();

    final ImageCatalog catalog;
    final InMemoryChannels channels = new InMemoryChannels();
    final InMemoryPromotionRules rules = new InMemoryPromotionRules();
    final InMemoryAccountRegistry registry = new InMemoryAccountRegistry();
    final InMemoryImportJournal imports = new InMemoryImportJournal();
    final InMemoryDistributionLedger ledger = new InMemoryDistributionLedger();
    private final Supplier<QueryImages> queryImages;
    private final Map<String, String> stageVariables = new LinkedHashMap<>();
    private Optional<String> caller = Optional.of(CALLER);

    /** The first metric of a process decides where metrics are written to, whichever test sends it. */
    private static FleetMetrics metrics() {
        EnvironmentConfigurationProvider.getConfig().setEnvironmentOverride(Environments.Lambda);
        return FleetMetrics.from(Environment.of(Map.of("POWERTOOLS_SERVICE_NAME", "query-images")));
    }

    TestApi() {
        this(new InMemoryImageCatalog());
    }

    TestApi(ImageCatalog catalog) {
        this.catalog = catalog;
        AnswerSources sources = sources(OfferPolicy.AVAILABLE_ONLY);
        QueryImages started = new QueryImages(deadline -> sources, METRICS, Clock.fixed(NOW, ZoneOffset.UTC));
        this.queryImages = () -> started;
    }

    /** Offers GONE builds, too. */
    TestApi offeringGone() {
        QueryImages offering = new QueryImages(
                deadline -> sources(OfferPolicy.AVAILABLE_OR_GONE), METRICS, Clock.fixed(NOW, ZoneOffset.UTC));
        return new TestApi(catalog, () -> offering);
    }

    private AnswerSources sources(OfferPolicy offer) {
        return new AnswerSources(
                catalog, channels, rules, registry, ledger, imports, () -> Optional.of(RECONCILED), offer);
    }

    /** @param queryImages called once for each request */
    TestApi(ImageCatalog catalog, Supplier<QueryImages> queryImages) {
        this.catalog = catalog;
        this.queryImages = queryImages;
    }

    TestApi recorded(GoldenImages... images) {
        for (GoldenImages image : images) {
            Instant askedAt = image.described().build().createdAt().plusSeconds(60);
            catalog.record(ImageSnapshot.of(askedAt, image.described()));
        }
        return this;
    }

    TestApi held(GoldenImages image) {
        catalog.hold(image.arn(), new Hold("breaks ssh", CALLER, NOW));
        return this;
    }

    TestApi registered(RegisteredAccount account) {
        registry.put(account);
        return this;
    }

    TestApi calledBy(Optional<String> arn) {
        caller = arn;
        return this;
    }

    TestApi staged(Map<String, String> variables) {
        stageVariables.putAll(variables);
        return this;
    }

    QueryImages started() {
        return queryImages.get();
    }

    Response get(String url) {
        return send("GET", url, Map.of(), "");
    }

    Response get(String url, Map<String, String> headers) {
        return send("GET", url, headers, "");
    }

    Response send(String method, String url, Map<String, String> headers, String body) {
        ObjectNode event = event(method, url, headers, body);
        put(event, "stageVariables", stageVariables);
        caller.ifPresent(arn -> signed(event, arn));
        return send(event);
    }

    static void signed(ObjectNode event, String arn) {
        event.putObject("requestContext")
                .putObject("authorizer")
                .putObject("iam")
                .put("userArn", arn);
    }

    Response send(JsonNode event) {
        return new Response(queryImages.get().answer(event, Deadline.none()));
    }

    static ObjectNode event(String method, String url, Map<String, String> headers, String body) {
        URI uri = URI.create(url);
        ObjectNode event = JsonNodeFactory.instance
                .objectNode()
                .put("version", "2.0")
                .put("rawPath", uri.getRawPath())
                .put("body", body)
                .put("routeKey", "$default");
        put(event, "headers", headers);
        for (ApiRoute route : ApiRoute.values()) {
            match(route, method, uri.getRawPath()).ifPresent(parameters -> {
                event.put("routeKey", route.key());
                put(event, "pathParameters", parameters);
            });
        }
        if (uri.getRawQuery() != null) {
            Map<String, String> query = new LinkedHashMap<>();
            for (String pair : uri.getRawQuery().split("&")) {
                String[] parts = pair.split("=", 2);
                query.merge(decoded(parts[0]), parts.length < 2 ? "" : decoded(parts[1]), (a, b) -> a + "," + b);
            }
            put(event, "queryStringParameters", query);
        }
        return event;
    }

    static void put(ObjectNode event, String member, Map<String, String> texts) {
        ObjectNode object = event.putObject(member);
        texts.forEach(object::put);
    }

    private static Optional<Map<String, String>> match(ApiRoute route, String method, String path) {
        String[] key = route.key().split(" ");
        Matcher matcher = Pattern.compile(key[1].replaceAll("\\{([a-zA-Z]+)}", "(?<$1>[^/]+)"))
                .matcher(path);
        if (!key[0].equals(method) || !matcher.matches()) {
            return Optional.empty();
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        Matcher names = Pattern.compile("\\{([a-zA-Z]+)}").matcher(key[1]);
        while (names.find()) {
            parameters.put(names.group(1), decoded(matcher.group(names.group(1))));
        }
        return Optional.of(parameters);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    record Response(int status, Map<String, String> headers, String body) {
        Response(ApiResponse response) {
            this(response.statusCode(), response.headers(), response.body());
        }

        JsonNode json() {
            return EventJson.object(body);
        }

        String text(String pointer) {
            return json().at(pointer).asText();
        }

        String type() {
            return text("/type").replace("urn:image-fanout:problem:", "");
        }
    }
}
