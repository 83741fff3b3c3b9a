package emulators.imagebuilder.account;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.version.SemanticVersion;
import emulators.wire.shape.Json;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * A snapshot of one build of an image. A state change creates a new value with the same ARN.
 *
 * @param versionlessArn the ARN of the image without a version
 * @param build the number of the build as its ARN shows it, possibly with leading zeros
 */
public record Image(
        long sequence,
        String versionlessArn,
        SemanticVersion version,
        String build,
        Instant created,
        BuildInputs inputs,
        Progress progress)
        implements ListEntry {

    /** By version, then by build. */
    static final Comparator<Image> BY_VERSION =
            Comparator.comparing(Image::version).thenComparing(image -> new BigInteger(image.build()));

    public Image {
        requireNonNull(versionlessArn, "versionlessArn");
        requireNonNull(version, "version");
        requireNonNull(created, "created");
        requireNonNull(inputs, "inputs");
        requireNonNull(progress, "progress");
    }

    public ImageStatus status() {
        return progress.status();
    }

    public Copies copies() {
        return progress.copies();
    }

    /** Whether Amazon provides this image. Such an image was not built in this account. */
    public boolean isAmazonManaged() {
        return Arns.placeOf(versionlessArn).account().equals("aws");
    }

    /** Returns the ARN of this build. */
    public String arn() {
        return versionArn() + "/" + build;
    }

    /** Returns the ARN of this build's version. */
    public String versionArn() {
        return versionlessArn + "/" + version;
    }

    public String name() {
        return inputs.recipe().get("name").textValue();
    }

    /** Returns the recipe's platform; Linux if a very old recipe has none. */
    public String platform() {
        return Json.text(inputs.recipe(), "platform").orElse("Linux");
    }

    /** Returns the operating system version of the parent image; empty if unknown. */
    public Optional<String> osVersion() {
        return Json.text(inputs.settings(), "osVersion");
    }

    /** Whether its recipe is a container recipe. Such a build makes container images but no AMIs. */
    public boolean isContainer() {
        return inputs.recipe().hasNonNull("containerType");
    }

    public Optional<String> pipelineArn() {
        return inputs.pipeline().flatMap(pipeline -> Json.text(pipeline, "arn"));
    }

    /**
     * Returns the version and build as one sortable number, with 30 bits per node. <em>Inferred</em> from a message: for
     * 1.0.0/3 it is 2^90 + 3.
     */
    public BigInteger sortableVersion() {
        return BigInteger.valueOf(version.major())
                .shiftLeft(90)
                .add(BigInteger.valueOf(version.minor()).shiftLeft(60))
                .add(BigInteger.valueOf(version.patch()).shiftLeft(30))
                .add(new BigInteger(build));
    }

    Image with(Progress newProgress) {
        return new Image(sequence, versionlessArn, version, build, created, inputs, newProgress);
    }

    Image with(ImageStatus newStatus) {
        return with(progress.with(newStatus));
    }

    Image withSettings(ObjectNode settings) {
        return new Image(sequence, versionlessArn, version, build, created, inputs.withSettings(settings), progress);
    }
}
