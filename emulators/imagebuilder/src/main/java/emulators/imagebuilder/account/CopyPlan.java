package emulators.imagebuilder.account;

import com.fasterxml.jackson.databind.JsonNode;
import emulators.wire.shape.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Computes the copies that a build makes, and their names.
 *
 * <p><em>Inferred</em> from a message and the documentation: in the build's own Region, its account and that Region's target accounts each get a copy. In another Region, only the target accounts get one, or the build's account if there are no target accounts. Another Region with only a container distribution gets none. Launch permissions make no copies.
 *
 * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/userguide/cross-account-dist.html">Cross-account AMI
 *     distribution</a>
 */
public record CopyPlan(String buildRegion, String buildAccount) {

    private static final Pattern BUILD_DATE = Pattern.compile("\\{\\{\\s*imagebuilder:buildDate\\s*}}");
    private static final DateTimeFormatter BUILD_DATE_FORMAT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH-mm-ss.SSS'Z'").withZone(ZoneOffset.UTC);

    /** Whether this template gives each build a different name. */
    public static boolean hasBuildDate(String name) {
        return BUILD_DATE.matcher(name).find();
    }

    /** Returns every copy in the build's distribution configuration. */
    List<OutputCopy> copiesOf(Image image) {
        List<OutputCopy> copies = new ArrayList<>();
        if (image.isContainer()) {
            return copies;
        }
        namesByRegion(image).forEach((region, name) -> accountsIn(image, region)
                .forEach(account -> copies.add(copy(image, new Destination(region, account), name))));
        return copies;
    }

    /** Returns the AMI name for each Region that gets AMIs, the build's own Region first. */
    private Map<String, String> namesByRegion(Image image) {
        Map<String, String> names = new LinkedHashMap<>();
        names.put(buildRegion, name(image, Json.object()));
        for (JsonNode distribution : distributions(image)) {
            String region = distribution.get("region").textValue();
            if (makesAmis(distribution)) {
                names.put(region, name(image, distribution.path("amiDistributionConfiguration")));
            }
        }
        return names;
    }

    private static boolean makesAmis(JsonNode distribution) {
        return distribution.hasNonNull("amiDistributionConfiguration")
                || !distribution.hasNonNull("containerDistributionConfiguration");
    }

    private Set<String> accountsIn(Image image, String region) {
        Set<String> accounts = new LinkedHashSet<>();
        if (region.equals(buildRegion)) {
            accounts.add(buildAccount);
        }
        distributions(image).stream()
                .filter(distribution -> distribution.get("region").textValue().equals(region))
                .map(distribution -> distribution.path("amiDistributionConfiguration"))
                .forEach(ami -> accounts.addAll(Json.texts(ami, "targetAccountIds")));
        return accounts.isEmpty() ? Set.of(buildAccount) : accounts;
    }

    /**
     * Returns, by Region, why no copy can be distributed there because of the SSM parameters.
     *
     * <p><em>Inferred</em>: the documentation says that the account must be a target account of the Region, and that the
     * execution role writes the parameter.
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_SsmParameterConfiguration.html">SsmParameterConfiguration</a>
     */
    static Map<String, String> parameterFailures(Image image) {
        Map<String, String> failures = new HashMap<>();
        for (JsonNode distribution : distributions(image)) {
            Set<String> targets =
                    Set.copyOf(Json.texts(distribution.path("amiDistributionConfiguration"), "targetAccountIds"));
            Json.elements(distribution, "ssmParameterConfigurations").stream()
                    .flatMap(entry -> parameterFailure(image, targets, entry).stream())
                    .findFirst()
                    .ifPresent(failure ->
                            failures.putIfAbsent(distribution.get("region").textValue(), failure));
        }
        return failures;
    }

    private static Optional<String> parameterFailure(Image image, Set<String> targets, JsonNode entry) {
        String parameter = "SSM parameter " + Json.text(entry, "parameterName").orElse("");
        if (Json.text(image.inputs().settings(), "executionRole").isEmpty()) {
            return Optional.of(parameter + " cannot be written: the build has no execution role.");
        }
        return Json.text(entry, "amiAccountId")
                .filter(account -> !targets.contains(account))
                .map(account -> parameter + " cannot be written: the account " + account
                        + " is not a target account of the Region.");
    }

    private static List<JsonNode> distributions(Image image) {
        return image.inputs()
                .distribution()
                .map(distribution -> Json.elements(distribution, "distributions"))
                .orElse(List.of());
    }

    private static String name(Image image, JsonNode amiDistribution) {
        String template = Json.text(amiDistribution, "name").orElse(image.name() + " {{ imagebuilder:buildDate }}");
        return BUILD_DATE.matcher(template).replaceAll(Matcher.quoteReplacement(buildDate(image.created())));
    }

    private static String buildDate(Instant created) {
        return BUILD_DATE_FORMAT.format(created);
    }

    /** Derives the AMI ID, so that the same copy of the same build has the same ID in every run. */
    private static OutputCopy copy(Image image, Destination destination, String name) {
        byte[] digest =
                sha256(image.arn() + " " + image.created() + " " + destination.region() + " " + destination.account());
        return new OutputCopy(
                destination, "ami-" + HexFormat.of().formatHex(digest).substring(0, 17), name);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
