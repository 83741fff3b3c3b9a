package imagefanout.model.image;

import static imagefanout.testing.GoldenImages.EU;
import static imagefanout.testing.GoldenImages.OWNER;
import static imagefanout.testing.GoldenImages.PROD;
import static imagefanout.testing.GoldenImages.SANDBOX;
import static imagefanout.testing.GoldenImages.US;
import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.Digest;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.AmiId;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.Copy;
import imagefanout.testing.GoldenImages;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A change that a digest does not cover is never recorded: the catalog would take the build for unchanged. */
class RecordedContentTest {
    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
    private static final AmiId AMI = new AmiId("ami-00000000000000001");
    private static final AmiId OTHER_AMI = new AmiId("ami-00000000000000002");
    private static final Digest SUMMARY = Digest.of("summary").end();

    private final Build build = GoldenImages.build(1).described().build();
    private final RegionFanOut region = new RegionFanOut(
            US,
            new TreeMap<>(Map.of(OWNER, AMI)),
            new TreeMap<>(Map.of(PROD, Optional.empty())),
            new TreeSet<>(),
            new TreeMap<>(),
            LaunchPermission.NONE,
            Optional.empty(),
            Optional.empty());

    @Test
    void everyPropertyOfABuildChangesTheDigest() throws ReflectiveOperationException {
        Map<String, Object> others = Map.ofEntries(
                Map.entry("arn", GoldenImages.build(2).arn()),
                Map.entry("name", "Silver Linux"),
                Map.entry("type", ImageType.DOCKER),
                Map.entry("state", ImageState.DISABLED),
                Map.entry("reason", Optional.of("The quota was reached.")),
                Map.entry("createdAt", NOON),
                Map.entry("pipeline", Optional.empty()),
                Map.entry("recipe", Optional.empty()),
                Map.entry("platform", Optional.of("Windows")),
                Map.entry("osVersion", Optional.of("Amazon Linux 2")),
                Map.entry("distributionConfigurationArn", Optional.empty()),
                Map.entry("warnings", List.of("A field is unknown.")));

        List<Digest> digests = Stream.concat(Stream.of(build), eachChanged(Build.class, build, others).stream())
                .map(changed -> digest(changed, FanOut.NONE, SUMMARY))
                .toList();

        assertThat(digests).hasSize(13).doesNotHaveDuplicates();
    }

    @Test
    void theCopiesAndTheSummaryChangeTheDigestAndTheTimeDoesNot() {
        Digest other = Digest.of("other summary").end();

        assertThat(List.of(
                        digest(build, FanOut.NONE, SUMMARY),
                        digest(build, fanOut(region), SUMMARY),
                        digest(build, FanOut.NONE, other)))
                .doesNotHaveDuplicates();
        assertThat(new ImageSnapshot(NOON.plusSeconds(1), build, FanOut.NONE, SUMMARY).digest())
                .isEqualTo(digest(build, FanOut.NONE, SUMMARY));
    }

    @Test
    void everyPropertyOfARegionChangesTheDigest() throws ReflectiveOperationException {
        List<RegionFanOut> regions = new ArrayList<>(List.of(region));
        regions.addAll(eachChanged(
                RegionFanOut.class,
                region,
                Map.of(
                        "region",
                        EU,
                        "amis",
                        new TreeMap<>(Map.of(OWNER, OTHER_AMI)),
                        "gaps",
                        new TreeMap<>(Map.of(PROD, Optional.of("No key."))),
                        "unexpected",
                        new TreeSet<>(Set.of(OWNER)),
                        "withheld",
                        withheld(AMI, OWNER, "It is disabled."),
                        "launchPermission",
                        new LaunchPermission(Set.of(new Audience.Account(SANDBOX))),
                        "sharingFailure",
                        Optional.of("It is not shared."),
                        "settings",
                        Optional.of(new Settings("{}")))));
        regions.addAll(changed("amis", new TreeMap<>(Map.of(SANDBOX, AMI)), new TreeMap<>()));
        regions.addAll(changed("gaps", new TreeMap<>(Map.of(SANDBOX, Optional.empty())), new TreeMap<>()));
        regions.addAll(changed(
                "withheld",
                withheld(OTHER_AMI, OWNER, "It is disabled."),
                withheld(AMI, PROD, "It is disabled."),
                withheld(AMI, OWNER, "It is one of two.")));
        regions.addAll(changed(
                "launchPermission",
                new LaunchPermission(Set.of(new Audience.Account(PROD))),
                new LaunchPermission(Set.of(new Audience.Everyone()))));
        regions.addAll(changed("sharingFailure", Optional.of("It is shared too late.")));

        assertThat(regions.stream().map(RecordedContentTest::fanOut).map(FanOut::digest))
                .hasSize(19)
                .doesNotHaveDuplicates();
    }

    @Test
    void everyAmiOfAListChangesTheSummary() {
        OutputAmi listed = listed(ImageState.AVAILABLE, Optional.empty());
        Copy copy = listed.copy();

        List<Digest> digests = Stream.<List<OutputAmi>>of(
                        List.of(),
                        List.of(listed),
                        List.of(new OutputAmi(copy, OTHER_AMI, listed.state(), listed.reason())),
                        List.of(new OutputAmi(new Copy(EU, PROD), AMI, listed.state(), listed.reason())),
                        List.of(new OutputAmi(new Copy(US, OWNER), AMI, listed.state(), listed.reason())),
                        List.of(listed, new OutputAmi(copy, OTHER_AMI, listed.state(), listed.reason())))
                .map(outputs -> ImageSummary.digest(ImageState.AVAILABLE, Optional.empty(), outputs))
                .toList();

        assertThat(digests).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource(value = ImageState.class, mode = EnumSource.Mode.EXCLUDE, names = "AVAILABLE")
    void theStateOfAnAmiAndItsReasonChangeTheSummary(ImageState state) {
        assertThat(Stream.of(
                                listed(ImageState.AVAILABLE, Optional.empty()),
                                listed(state, Optional.empty()),
                                listed(state, Optional.of("No key.")),
                                listed(state, Optional.of("No quota.")))
                        .map(ami -> ImageSummary.digest(ImageState.FAILED, Optional.of("why"), List.of(ami))))
                .doesNotHaveDuplicates();
    }

    @Test
    void theStateOfABuildAndItsReasonChangeTheSummary() {
        assertThat(List.of(
                        ImageSummary.digest(ImageState.FAILED, Optional.empty(), List.of()),
                        ImageSummary.digest(ImageState.CANCELLED, Optional.empty(), List.of()),
                        ImageSummary.digest(ImageState.FAILED, Optional.of("why"), List.of())))
                .doesNotHaveDuplicates();
    }

    private static Digest digest(Build build, FanOut fanOut, Digest summary) {
        return new ImageSnapshot(NOON, build, fanOut, summary).digest();
    }

    private static FanOut fanOut(RegionFanOut region) {
        return new FanOut(new TreeMap<>(Map.of(region.region(), region)));
    }

    private static OutputAmi listed(ImageState state, Optional<String> reason) {
        return new OutputAmi(new Copy(US, PROD), AMI, state, reason);
    }

    private static TreeMap<AmiId, WithheldAmi> withheld(AmiId ami, AccountId account, String reason) {
        return new TreeMap<>(Map.of(ami, new WithheldAmi(account, reason)));
    }

    private List<RegionFanOut> changed(String component, Object... others) throws ReflectiveOperationException {
        List<RegionFanOut> changed = new ArrayList<>();
        for (Object other : others) {
            changed.add(changed(RegionFanOut.class, region, component, other));
        }
        return changed;
    }

    /** One record for each component, with another value of it. A new component needs another value here, and a place in the digest. */
    private static <R extends Record> List<R> eachChanged(Class<R> type, R record, Map<String, Object> others)
            throws ReflectiveOperationException {
        assertThat(others)
                .containsOnlyKeys(Arrays.stream(type.getRecordComponents())
                        .map(RecordComponent::getName)
                        .toList());
        List<R> changed = new ArrayList<>();
        for (Map.Entry<String, Object> other : others.entrySet()) {
            changed.add(changed(type, record, other.getKey(), other.getValue()));
        }
        return changed;
    }

    private static <R extends Record> R changed(Class<R> type, R record, String component, Object other)
            throws ReflectiveOperationException {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < values.length; i++) {
            boolean isChanged = components[i].getName().equals(component);
            values[i] = isChanged ? other : components[i].getAccessor().invoke(record);
        }
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        return type.getDeclaredConstructor(types).newInstance(values);
    }
}
