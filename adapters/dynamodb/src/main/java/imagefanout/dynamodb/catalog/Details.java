package imagefanout.dynamodb.catalog;

import imagefanout.model.image.Build;
import imagefanout.model.image.Recipe;
import imagefanout.model.image.Volume;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import software.amazon.awssdk.enhanced.dynamodb.EnhancedType;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticTableSchema;

/** The descriptive facts of a build, in its META. */
final class Details {
    static final TableSchema<Details> SCHEMA = StaticTableSchema.builder(Details.class)
            .newItemSupplier(Details::new)
            .addAttribute(String.class, a -> a.name("n").getter(d -> d.name).setter((d, value) -> d.name = value))
            .addAttribute(String.class, a -> a.name("r").getter(d -> d.reason).setter((d, value) -> d.reason = value))
            .addAttribute(
                    String.class, a -> a.name("pf").getter(d -> d.platform).setter((d, value) -> d.platform = value))
            .addAttribute(
                    String.class, a -> a.name("os").getter(d -> d.osVersion).setter((d, value) -> d.osVersion = value))
            .addAttribute(
                    String.class,
                    a -> a.name("dc").getter(d -> d.distribution).setter((d, value) -> d.distribution = value))
            .addAttribute(String.class, a -> a.name("ra").getter(d -> d.recipe).setter((d, value) -> d.recipe = value))
            .addAttribute(
                    String.class,
                    a -> a.name("rp").getter(d -> d.parentImage).setter((d, value) -> d.parentImage = value))
            .addAttribute(
                    EnhancedType.listOf(EnhancedType.mapOf(String.class, String.class)),
                    a -> a.name("rv").getter(d -> d.volumes).setter((d, value) -> d.volumes = value))
            .build();

    private String name;
    private String reason;
    private String platform;
    private String osVersion;
    private String distribution;
    private String recipe;
    private String parentImage;
    private List<Map<String, String>> volumes;

    static Details of(Build build) {
        Details details = new Details();
        details.name = build.name();
        details.reason = build.reason().orElse(null);
        details.platform = build.platform().orElse(null);
        details.osVersion = build.osVersion().orElse(null);
        details.distribution = build.distributionConfigurationArn().orElse(null);
        build.recipe().ifPresent(recipe -> {
            details.recipe = recipe.arn();
            details.parentImage = recipe.parentImage().orElse(null);
            details.volumes = recipe.volumes().stream().map(Details::volume).toList();
        });
        return details;
    }

    String name() {
        return name;
    }

    Optional<String> reason() {
        return Optional.ofNullable(reason);
    }

    Optional<String> platform() {
        return Optional.ofNullable(platform);
    }

    Optional<String> osVersion() {
        return Optional.ofNullable(osVersion);
    }

    Optional<String> distribution() {
        return Optional.ofNullable(distribution);
    }

    Optional<Recipe> recipe() {
        return Optional.ofNullable(recipe)
                .map(arn -> new Recipe(
                        arn,
                        Optional.ofNullable(parentImage),
                        volumes.stream().map(Details::volume).toList()));
    }

    private static Map<String, String> volume(Volume volume) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("d", volume.deviceName());
        volume.volumeType().ifPresent(type -> attributes.put("t", type));
        volume.sizeGib().ifPresent(size -> attributes.put("s", Integer.toString(size)));
        volume.iops().ifPresent(iops -> attributes.put("i", Integer.toString(iops)));
        volume.throughput().ifPresent(throughput -> attributes.put("p", Integer.toString(throughput)));
        volume.encrypted().ifPresent(encrypted -> attributes.put("e", encrypted.toString()));
        return attributes;
    }

    private static Volume volume(Map<String, String> attributes) {
        return new Volume(
                attributes.get("d"),
                Optional.ofNullable(attributes.get("t")),
                number(attributes.get("s")),
                number(attributes.get("i")),
                number(attributes.get("p")),
                Optional.ofNullable(attributes.get("e")).map(Boolean::valueOf));
    }

    private static OptionalInt number(String text) {
        return text == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text));
    }
}
