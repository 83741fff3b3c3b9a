package emulators.imagebuilder.account;

import java.util.Locale;
import java.util.Optional;

/** Builds and parses the ARNs of one account's resources in one Region. */
public record Arns(String region, String account) {

    /** The Region and account in an ARN, whether or not the resource exists. */
    public static Arns placeOf(String arn) {
        String[] parts = arn.split(":");
        return parts.length < 6 ? new Arns("", "") : new Arns(parts[3], parts[4]);
    }

    /** Returns the ARN without a version. */
    public static String versionless(String arn) {
        String[] parts = arn.split("/");
        return parts.length < 2 ? arn : parts[0] + "/" + parts[1];
    }

    /** Returns the version in a version ARN, with or without wildcards; empty for a build ARN. */
    public static Optional<String> versionIn(String arn) {
        String[] parts = arn.split("/");
        return parts.length == 3 ? Optional.of(parts[2]) : Optional.empty();
    }

    /** Returns the ARN of a resource with this name, without a version. */
    public String of(ResourceKind kind, String name) {
        return resource(account, kind.typeInArn(), name);
    }

    /** Returns the ARN of an image, without a version. */
    String image(String name) {
        return resource(account, "image", name);
    }

    /** Returns the ARN of an Amazon-managed image, without a version. */
    String amazonImage(String name) {
        return resource("aws", "image", name);
    }

    /** Returns the ARN of the Amazon-managed workflow for a phase. */
    public String workflow(String phase, String name) {
        return resource("aws", "workflow", phase) + "/" + name + "/1.0.0/1";
    }

    private String resource(String owner, String type, String name) {
        return "arn:" + partition() + ":imagebuilder:" + region + ":" + owner + ":" + type + "/" + slug(name);
    }

    private String partition() {
        if (region.startsWith("cn-")) {
            return "aws-cn";
        }
        return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
    }

    /** Converts a name for ARNs: "My Example Image" becomes my-example-image. */
    private static String slug(String name) {
        return name.toLowerCase(Locale.ROOT).replace(' ', '-');
    }
}
