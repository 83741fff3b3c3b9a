package emulators.imagebuilder.account;

import java.util.Locale;
import java.util.Optional;

/** The ARNs of one account's resources in one Region. */
public record Arns(String region, String account) {

    /** The place that an ARN names, be there anything or not. */
    public static Arns placeOf(String arn) {
        String[] parts = arn.split(":");
        return parts.length < 6 ? new Arns("", "") : new Arns(parts[3], parts[4]);
    }

    /** The ARN of a resource in all its versions. */
    public static String versionless(String arn) {
        String[] parts = arn.split("/");
        return parts.length < 2 ? arn : parts[0] + "/" + parts[1];
    }

    /** The version in the ARN of a version, with or without wildcards; empty when a build follows. */
    public static Optional<String> versionIn(String arn) {
        String[] parts = arn.split("/");
        return parts.length == 3 ? Optional.of(parts[2]) : Optional.empty();
    }

    /** The ARN of a resource of that name, in all its versions if its kind has any. */
    public String of(ResourceKind kind, String name) {
        return resource(account, kind.typeInArn(), name);
    }

    /** The ARN of an image in all its versions. */
    String image(String name) {
        return resource(account, "image", name);
    }

    /** The ARN of an image that Amazon manages, in all its versions. */
    String amazonImage(String name) {
        return resource("aws", "image", name);
    }

    /** The ARN of the workflow of Image Builder's own for a phase. */
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

    /** A name as ARNs spell it: "My Example Image" is my-example-image. */
    private static String slug(String name) {
        return name.toLowerCase(Locale.ROOT).replace(' ', '-');
    }
}
